import type { Raw } from './cells.ts';

/** As long as a line of text may be. */
export const MAX_ROW_BYTES = 256 * 1024 * 1024;
const MAX_ROW_VALUES = 4 * 1024 * 1024;

/** What one row holds so far: a small file can claim a row that fills the memory. */
export class RowMeter {
  #values = 0;
  #bytes = 0;
  /** A column of text whose bytes are none. */
  notText: string | undefined;
  /** Of all rows, for those who wait in between. */
  total = 0;

  begin(): void {
    this.#values = 0;
    this.#bytes = 0;
    this.notText = undefined;
  }

  get isTooLong(): boolean {
    return this.#bytes > MAX_ROW_BYTES;
  }

  /** Counts one value, absent or not. */
  count(): void {
    this.total += 1;
    this.#values += 1;
    if (this.#values > MAX_ROW_VALUES)
      throw new RangeError(`a row of it holds more than ${MAX_ROW_VALUES} values`);
  }

  /** Counts the bytes of a value; false where the row has become too long to be held. */
  takes(raw: Raw): boolean {
    if (Buffer.isBuffer(raw)) this.#bytes += raw.length;
    return !this.isTooLong;
  }
}
