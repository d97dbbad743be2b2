import { expect, test } from 'vitest';
import { ExportOptions } from '../../../shared/contract/exports.ts';
import { chosenPairs } from './comparison-rows.ts';

test('of more pairs than a call takes arguments the widest is found', () => {
  const pairs = Array.from({ length: 200_000 }, (_, at) => ({ margin: at === 77 ? 0.9 : 0.5 }));
  const chosen = chosenPairs(pairs, ExportOptions.parse({ form: 'preference', pairs: 'one' }));
  expect(chosen.filter(({ removed }) => removed === undefined)).toEqual([
    { each: { margin: 0.9 }, removed: undefined },
  ]);
});
