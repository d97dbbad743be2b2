import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { PlannedItem } from './plan.ts';

/** Who has which twins, of earlier work and of this plan. */
export class Twins {
  readonly #holders = new Map<string, Set<string>>();

  constructor(pool: readonly PlannedItem[]) {
    for (const item of pool) for (const grader of item.given_to) this.note(item, grader);
  }

  note({ twin }: PlannedItem, grader: string): void {
    if (twin === undefined) return;
    const holders = this.#holders.get(twin) ?? new Set();
    this.#holders.set(twin, holders.add(grader));
  }

  /** Whether the grader has this one or another made from, or with, the same original. */
  has({ twin }: PlannedItem, grader: string): boolean {
    return twin !== undefined && this.#holders.get(twin)?.has(grader) === true;
  }

  /** The first so many that the grader can have beside each other. */
  chosenFor(grader: string, items: readonly PlannedItem[], count: number): PlannedItem[] {
    const chosen: PlannedItem[] = [];
    for (const item of items) {
      if (chosen.length >= count) break;
      if (this.has(item, grader)) continue;
      this.note(item, grader);
      chosen.push(item);
    }
    return chosen;
  }
}

/** Gives items to the graders who have least, within a stratum first, and pairs that have met least. */
export class Dealer {
  readonly #graders: readonly string[];
  readonly #generator;
  readonly #loads = new Map<string, number>();
  readonly #strata = new Map<string, number>();
  readonly #met = new Map<string, number>();

  readonly #twins: Twins;

  constructor(graders: readonly string[], seed: number, twins: Twins) {
    this.#graders = graders;
    this.#twins = twins;
    this.#generator = xoroshiro128plus(seed);
  }

  /** The next graders of an item, as many as asked for and there are. */
  deal(item: PlannedItem, count: number): string[] {
    const chosen: string[] = [];
    const free = this.#graders.filter(
      (grader) => !item.given_to.includes(grader) && !this.#twins.has(item, grader),
    );
    while (chosen.length < count && chosen.length < free.length) {
      let best: { grader: string; cost: readonly number[] } | undefined;
      for (const grader of free) {
        if (chosen.includes(grader)) continue;
        const cost = [
          this.#loads.get(grader) ?? 0,
          this.#strata.get(`${item.stratum}\u0000${grader}`) ?? 0,
          chosen.reduce((sum, other) => sum + this.#metOf(grader, other), 0),
          // Ties are broken by chance: no grader is favoured for the place of their name.
          uniformInt(this.#generator, 0, 0x3fffffff),
        ];
        if (best === undefined || isLess(cost, best.cost)) best = { grader, cost };
      }
      if (best === undefined) break;
      this.#give(best.grader, item, chosen);
      chosen.push(best.grader);
    }
    return chosen;
  }

  #metOf(one: string, other: string): number {
    return this.#met.get(pairName(one, other)) ?? 0;
  }

  #give(grader: string, item: PlannedItem, together: readonly string[]): void {
    this.#twins.note(item, grader);
    this.#loads.set(grader, (this.#loads.get(grader) ?? 0) + 1);
    const stratum = `${item.stratum}\u0000${grader}`;
    this.#strata.set(stratum, (this.#strata.get(stratum) ?? 0) + 1);
    for (const other of together) {
      const name = pairName(grader, other);
      this.#met.set(name, this.#metOf(grader, other) + 1);
    }
  }
}

function isLess(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at !== -1 && (one[at] ?? 0) < (other[at] ?? 0);
}

export const pairName = (one: string, other: string) =>
  one < other ? `${one}\u0000${other}` : `${other}\u0000${one}`;
