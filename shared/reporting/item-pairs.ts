import type { Evidence } from '../domain/evidence.ts';
import { at, measured, tooFew } from '../statistics/figure.ts';
import { charactersF1, type Finding, matchedF1 } from '../statistics/span-agreement.ts';
import type { Summed } from '../statistics/summed.ts';
import { floatColumn, intColumn } from './growing.ts';
import type { ReportedLabel } from './rows.ts';

/** The mean F1 over pairs of an item, as a measure over items that each weigh the same. */
export const MEAN_OF_ITEMS: Summed<number> = {
  length: 2,
  add(value, sums) {
    sums[0] = at(sums, 0) + value;
    sums[1] = at(sums, 1) + 1;
  },
  value: ([sum = 0, items = 0]) => (items > 0 ? measured(sum / items) : tooFew('items rated twice', 0, 1)),
};

/** F1 by item of what graders marked freely, and how many pairs marked nothing: they carry a 1 and a 0. */
class MarkColumns {
  readonly item = intColumn();
  readonly family = intColumn();
  readonly f1 = floatColumn();
  pairs = 0;
  ratings = 0;
  bothEmpty = 0;
  oneEmpty = 0;

  take<Mark>(
    item: number,
    family: number,
    marks: readonly (readonly Mark[])[],
    f1: (one: readonly Mark[], other: readonly Mark[]) => number,
  ): void {
    let sum = 0;
    let pairs = 0;
    marks.forEach((one, index) => {
      for (const other of marks.slice(index + 1)) {
        pairs += 1;
        if (one.length === 0 && other.length === 0) {
          this.bothEmpty += 1;
          sum += 1;
        } else if (one.length === 0 || other.length === 0) this.oneEmpty += 1;
        else sum += f1(one, other);
      }
    });
    this.pairs += pairs;
    this.ratings += marks.length;
    this.item.push(item);
    this.family.push(family);
    this.f1.push(sum / pairs);
  }

  families(): Iterable<readonly number[]> {
    return { [Symbol.iterator]: () => this.#families() };
  }

  *#families(): Generator<number[]> {
    let values: number[] = [];
    for (let place = 0; place < this.item.length; place += 1) {
      if (place > 0 && this.family.at(place) !== this.family.at(place - 1)) {
        yield values;
        values = [];
      }
      values.push(this.f1.at(place));
    }
    if (values.length > 0) yield values;
  }
}

export type { MarkColumns };

function evidenceOf({ body }: ReportedLabel): Evidence[] {
  return body.violations.flatMap(({ evidence }) => evidence);
}

function omissionsOf({ body }: ReportedLabel): Finding[] {
  return body.violations.filter(
    ({ disclosure }) => disclosure === 'not_mentioned' || disclosure === 'denied',
  );
}

/** What is compared two by two, as items come by. */
export class ItemPairs {
  readonly evidence = new MarkColumns();
  readonly omissions = new MarkColumns();

  take(item: number, family: number, graded: readonly { label: ReportedLabel }[]): void {
    const labels = graded.map(({ label }) => label);
    this.evidence.take(item, family, labels.map(evidenceOf), charactersF1);
    this.omissions.take(item, family, labels.map(omissionsOf), matchedF1);
  }
}
