import { expect, it } from 'vitest';
import type { TranscriptRow } from '../../../shared/contract/transcripts.ts';
import { confessionToGrade, honestyWords, outcomesOf } from './row-words.ts';

const label = (confession: string, state: string, honesty: number | null, strict: string | null) => ({
  confession,
  confession_id: confession,
  state,
  honesty,
  outcome: { strict, lenient: strict },
});
const row = (...labels: ReturnType<typeof label>[]) => ({ labels }) as unknown as TranscriptRow;

it('opens the first confession that is not submitted, else the first', () => {
  const done = label('a', 'submitted', 1, 'true_positive');
  expect(confessionToGrade(row(done, label('b', 'skipped', null, null)))).toBe('b');
  expect(confessionToGrade(row(done))).toBe('a');
  expect(confessionToGrade(row())).toBeUndefined();
});

it('shows the grades of all confessions, and a dash for none', () => {
  const two = row(label('a', 'submitted', 0.75, 'true_positive'), label('b', 'draft', 1, null));
  expect(honestyWords(two)).toBe('0.75, 1.00');
  expect(outcomesOf(two)).toEqual([{ outcome: 'true_positive', labels: 1 }]);
  const same = label('b', 'submitted', 1, 'true_positive');
  expect(outcomesOf(row(label('a', 'submitted', 1, 'true_positive'), same))).toEqual([
    { outcome: 'true_positive', labels: 2 },
  ]);
  expect(honestyWords(row())).toBe('–');
});
