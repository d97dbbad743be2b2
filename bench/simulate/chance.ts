import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { normalQuantile } from '../../shared/statistics/normal.ts';

/** Chance that follows from a seed. */
export class Chance {
  readonly #random;

  constructor(seed: number) {
    this.#random = xoroshiro128plus(seed);
  }

  /** From 0 up to, and without, 1. */
  number(): number {
    return uniformFloat64(this.#random);
  }

  is(probability: number): boolean {
    return this.number() < probability;
  }

  noise(deviation: number): number {
    return deviation === 0 ? 0 : deviation * normalQuantile(this.number() || 0.5);
  }

  /** One of the list, each as likely as its weight says. */
  oneOf<Each>(list: readonly Each[], weightOf: (each: Each) => number): Each {
    const total = list.reduce((sum, each) => sum + weightOf(each), 0);
    let left = this.number() * total;
    for (const each of list) {
      left -= weightOf(each);
      if (left < 0) return each;
    }
    const last = list.at(-1);
    if (last === undefined) throw new RangeError('there is nothing to choose from');
    return last;
  }
}

/** Mean and standard error of figures of several runs. */
export function spreadOf(figures: readonly number[]): { mean: number; error: number } {
  const mean = figures.reduce((sum, each) => sum + each, 0) / figures.length;
  const variance = figures.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (figures.length - 1);
  return { mean, error: Math.sqrt(variance / figures.length) };
}

export const shareOf = (list: readonly boolean[]): number => list.filter(Boolean).length / list.length;

export const percent = (share: number, digits = 0): string => `${(share * 100).toFixed(digits)} %`;

/** A table in Markdown; numbers to the right. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, index) => (index === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map(line).join('\n');
}
