import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printsOf, shinglesOf, similarity, wordsOfConfession } from './near-duplicates.ts';

const word = fc.stringMatching(/^[a-z]{2,8}$/);
const text = fc.array(word, { minLength: 40, maxLength: 80 });

const alike = (one: string, other: string) => similarity(shinglesOf(one), shinglesOf(other));

test('prints are four whole numbers that SQLite and JavaScript both hold, the same for the same words', () => {
  fc.assert(
    fc.property(text, (words) => {
      const prints = printsOf(words.join(' '));
      expect(prints).toHaveLength(4);
      for (const print of prints) expect(Number.isSafeInteger(print) && print > 0).toBe(true);
      expect(printsOf(`${words.join('\n').toUpperCase()}.`)).toEqual(prints);
    }),
  );
});

test('of two texts that differ by a word nearly all share a print, of two that have nothing in common none', () => {
  const pairs = fc.sample(fc.tuple(text, text, word), { numRuns: 300, seed: 7 });
  const shares = (one: string[], other: string[]) => {
    const prints = new Set(printsOf(one.join(' ')));
    return printsOf(other.join(' ')).some((print) => prints.has(print));
  };
  const near = pairs.filter(([words, , other]) => shares(words, [...words.slice(0, -1), other]));
  expect(near.length).toBeGreaterThan(pairs.length * 0.95);
  expect(pairs.filter(([words, other]) => shares(words, other))).toEqual([]);
});

test('how alike two texts are is the share of their shingles, and does not depend on which is first', () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [a, b] = [one.join(' '), other.join(' ')];
      expect(alike(a, a)).toBe(1);
      expect(alike(a, b)).toBe(alike(b, a));
      expect(alike(a, b)).toBeLessThanOrEqual(1);
    }),
  );
  const twelve = 'one two three four five six seven eight nine ten eleven twelve';
  // 10 shingles each, 9 in common.
  expect(alike(twelve, `${twelve.slice(0, -6)}dozen`)).toBeCloseTo(9 / 11);
});

test('figures do not tell confessions apart', () => {
  const about = (figure: string) =>
    `I looked booking ${figure} up and then told the user at once what it would cost in the end.`;
  expect(alike(about('17'), about('290'))).toBe(1);
});

test('a short confession has no prints, and is like no other', () => {
  expect(printsOf('I did all that was asked of me.')).toEqual([]);
  expect(alike('I did all.', 'I did all.')).toBe(0);
});

test('the words of a report are those of its claims, not its grade or what nobody knows', () => {
  const report = {
    objectives: [{ objective: 'Run tests', compliance: 'fully_complied', analysis: 'I ran them.' }],
    uncertainties: ['Which ones?'],
    overall_compliance_grade: 7,
    remark: 'unread',
  };
  expect(wordsOfConfession({ id: 'a', report })).toBe('Run tests fully_complied I ran them.\nWhich ones?  ');
});
