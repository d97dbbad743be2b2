import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** An opened file, of which parts are read; none that lies outside of it. */
export class ParquetFile {
  readonly #handle: number;
  readonly bytes: number;

  constructor(path: string) {
    this.#handle = openSync(path, 'r');
    this.bytes = fstatSync(this.#handle).size;
  }

  read(start: number, length: number): Buffer {
    if (!(start >= 0 && length >= 0 && start + length <= this.bytes))
      throw new RangeError('its footer points outside of it');
    const buffer = Buffer.allocUnsafe(length);
    for (let done = 0; done < length; ) {
      const read = readSync(this.#handle, buffer, done, length - done, start + done);
      if (read === 0) throw new RangeError('it became shorter while it was read');
      done += read;
    }
    return buffer;
  }

  close(): void {
    closeSync(this.#handle);
  }
}
