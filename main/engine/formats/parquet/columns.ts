import { NotText } from './cells.ts';
import type { ColumnChunk, SchemaNode } from './footer.ts';
import { type Held, type Levels, type Page, Pages } from './pages.ts';
import type { ParquetFile } from './parquet-file.ts';
import type { RowMeter } from './row-meter.ts';

/** Reads one column value by value; `repetition` and `definition` are those of the value that is next. */
export class Column {
  readonly #pages: Pages;
  readonly #levels: Levels;
  readonly #meter: RowMeter;
  readonly #name: string;
  #page: Page | undefined;
  #left = 0;
  #isTaken = true;
  repetition = 0;
  definition = 0;
  isDone = false;

  constructor(
    file: ParquetFile,
    chunk: ColumnChunk,
    leaf: SchemaNode,
    levels: Levels,
    held: Held,
    meter: RowMeter,
  ) {
    this.#pages = new Pages(file, chunk, leaf, levels, held, meter);
    this.#levels = levels;
    this.#meter = meter;
    this.#name = leaf.path.join('.');
    this.#advance();
  }

  /** The value that is next; undefined where none is there. */
  take(): unknown {
    const value = this.definition === this.#levels.definition ? this.#value() : undefined;
    this.skip();
    return value;
  }

  skip(): void {
    if (this.isDone) throw new RangeError(`its column ${this.#name} ends before its rows do`);
    this.#meter.count();
    if (this.definition === this.#levels.definition && !this.#isTaken) this.#value();
    this.#advance();
  }

  #value(): unknown {
    if (this.isDone) throw new RangeError(`its column ${this.#name} ends before its rows do`);
    this.#isTaken = true;
    try {
      return this.#page?.next();
    } catch (error) {
      if (!(error instanceof NotText)) throw error;
      this.#meter.notText ??= this.#name;
      return null;
    }
  }

  #advance(): void {
    while (this.#left === 0) {
      this.#page = this.#pages.next();
      if (this.#page === undefined) {
        this.isDone = true;
        this.repetition = 0;
        this.definition = 0;
        return;
      }
      this.#left = this.#page.count;
    }
    this.#left -= 1;
    this.#isTaken = false;
    this.repetition = this.#page?.repetitions?.next() ?? 0;
    this.definition = this.#page?.definitions?.next() ?? 0;
    if (this.repetition > this.#levels.repetition || this.definition > this.#levels.definition)
      throw new RangeError(`the levels of its column ${this.#name} are damaged`);
  }
}
