type Column = Float64Array | Int32Array;

/** A column of numbers that grows: a million labels in objects would not fit, in columns they are a few megabytes. */
class Growing<Kept extends Column> {
  #kept: Kept;
  #length = 0;
  readonly #make: (length: number) => Kept;

  constructor(make: (length: number) => Kept) {
    this.#make = make;
    this.#kept = make(64);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#kept.length) {
      const larger = this.#make(this.#length * 2);
      larger.set(this.#kept);
      this.#kept = larger;
    }
    this.#kept[this.#length] = value;
    this.#length += 1;
  }

  at(index: number): number {
    const value = index < this.#length ? this.#kept[index] : undefined;
    if (value === undefined) throw new RangeError(`there is nothing at ${index}`);
    return value;
  }

  /** Adds to what stands there. */
  add(index: number, value: number): void {
    this.#kept[index] = this.at(index) + value;
  }

  set(index: number, value: number): void {
    this.at(index);
    this.#kept[index] = value;
  }
}

export type IntColumn = Growing<Int32Array>;
export type FloatColumn = Growing<Float64Array>;

export const intColumn = (): IntColumn => new Growing((length) => new Int32Array(length));
export const floatColumn = (): FloatColumn => new Growing((length) => new Float64Array(length));

/** Names by number, in the order in which they first came. */
export class Names {
  readonly #numbers = new Map<string, number>();
  readonly list: string[] = [];

  numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.list.length;
    this.#numbers.set(name, number);
    this.list.push(name);
    return number;
  }

  at(number: number): string {
    return this.list[number] ?? '';
  }
}
