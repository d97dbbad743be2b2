import type { GivenRating } from '../statistics/grader-pairs.ts';
import type { Ratings } from '../statistics/ratings.ts';
import { floatColumn, intColumn } from './growing.ts';

/** One rating of a unit: by whom, and the number that stands for it. */
export type Rated = GivenRating<number>;

/** Whether an item, by its number, is in a part of the data. */
export type Keep = (item: number) => boolean;

/**
 * What graders said on one question, in columns: units (an item, a claim of it, a violation of it), each with its
 * ratings. Units come family by family.
 */
export class RatingColumns {
  readonly #item = intColumn();
  readonly #from = intColumn();
  readonly #grader = intColumn();
  readonly #rating = floatColumn();
  readonly #familyOf: (item: number) => number;

  constructor(familyOf: (item: number) => number) {
    this.#familyOf = familyOf;
  }

  get units(): number {
    return this.#item.length;
  }

  add(item: number, ratings: readonly Rated[]): void {
    if (ratings.length === 0) return;
    this.#item.push(item);
    this.#from.push(this.#grader.length);
    for (const { grader, rating } of ratings) {
      this.#grader.push(grader);
      this.#rating.push(rating);
    }
  }

  #end(unit: number): number {
    return unit + 1 < this.#from.length ? this.#from.at(unit + 1) : this.#grader.length;
  }

  familyOfUnit(unit: number): number {
    return this.#familyOf(this.#item.at(unit));
  }

  ratingsOf(unit: number): number[] {
    const ratings: number[] = [];
    for (let place = this.#from.at(unit); place < this.#end(unit); place += 1)
      ratings.push(this.#rating.at(place));
    return ratings;
  }

  /** Ratings with their graders, unit by unit. */
  *given(): Generator<{ item: number; ratings: Rated[] }> {
    for (let unit = 0; unit < this.units; unit += 1) {
      const ratings: Rated[] = [];
      for (let place = this.#from.at(unit); place < this.#end(unit); place += 1)
        ratings.push({ grader: this.#grader.at(place), rating: this.#rating.at(place) });
      yield { item: this.#item.at(unit), ratings };
    }
  }

  /** Families with their units, as often as they are asked for. */
  families(keep: Keep = () => true): Iterable<readonly Ratings<number>[]> {
    const walk = () => this.#families(keep);
    return { [Symbol.iterator]: walk };
  }

  *#families(keep: Keep): Generator<number[][]> {
    let family = -1;
    let units: number[][] = [];
    for (let unit = 0; unit < this.units; unit += 1) {
      const item = this.#item.at(unit);
      if (!keep(item)) continue;
      const own = this.#familyOf(item);
      if (own !== family && units.length > 0) {
        yield units;
        units = [];
      }
      family = own;
      units.push(this.ratingsOf(unit));
    }
    if (units.length > 0) yield units;
  }
}
