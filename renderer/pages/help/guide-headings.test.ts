import { expect, test } from 'vitest';
import { anchorOf, guideHeadings } from './guide-headings.ts';

test.each([
  ['Case 9', 'case-9'],
  ['When Shrive asks "sure?"', 'when-shrive-asks-sure'],
  ['The rule that never bends', 'the-rule-that-never-bends'],
])('%s is called %s', (words, anchor) => {
  expect(anchorOf(words)).toBe(anchor);
});

test('a case is named with what it is about, other headings by themselves', () => {
  expect(
    guideHeadings('# Title\n\n## Stages\n\n**Not about.**\n\n### Case 3\n\n**Right by luck**\n\nText.\n'),
  ).toEqual([
    { level: 2, words: 'Stages', anchor: 'stages', about: undefined },
    { level: 3, words: 'Case 3', anchor: 'case-3', about: 'Right by luck' },
  ]);
});
