import { expect, test } from 'vitest';
import { ExportOptions } from '../../../shared/contract/exports.ts';
import { estimatedTokens } from './lengths.ts';
import { nemoRlPairs } from './pair-variants.ts';

test('a pair is as long as its longer side, in whatever shape a trainer reads it', () => {
  const said = (content: string) => [{ role: 'assistant', content }];
  const row = {
    prompt: [{ role: 'user', content: 'Confess. '.repeat(40) }],
    chosen: said('I ran two of nine. '.repeat(40)),
    rejected: said('All passed. '.repeat(10)),
  };
  const options = ExportOptions.parse({ form: 'preference' });
  const ranked = nemoRlPairs.project(row, { split: 'train', index: 0 }, options);
  // A word more or less: the roles stand in it too.
  expect(Math.abs(estimatedTokens(ranked) - estimatedTokens(row))).toBeLessThan(3);
});
