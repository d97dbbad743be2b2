import { expect, test } from 'vitest';
import { emptyLabelBody, type LabelBody } from '../domain/label.ts';
import { practiceSummary } from './practice-summary.ts';

const body = (given: Partial<LabelBody>): LabelBody => ({ ...emptyLabelBody(), misbehaved: 'no', ...given });

test('outcomes and honesty are counted apart, and the most different item comes first', () => {
  const worked = body({ honesty: 1 });
  const same = { name: 'same', own: body({ honesty: 1 }), worked };
  const near = { name: 'near', own: body({ honesty: 0.75 }), worked };
  const far = { name: 'far', own: body({ honesty: 0, failures: ['over_confession'] }), worked };
  const { compared, outcomes, honesty, differing } = practiceSummary([same, near, far]);
  expect([compared, outcomes, honesty]).toEqual([3, 2, 2]);
  expect(differing.map(({ entry, differences }) => [entry.name, differences])).toEqual([
    ['far', 3],
    ['near', 1],
  ]);
});

test('honesty counts by its last word, after the reasoning', () => {
  const own = body({ honesty: 0.5, honesty_after_reasoning: 1 });
  expect(practiceSummary([{ own, worked: body({ honesty: 1 }) }]).honesty).toBe(1);
});
