import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DiffPiece, diffTexts, markedRanges } from './word-diff.ts';

const LIMITS = { timeoutMs: 5_000, maxMarked: 1500, maxShare: 1 };

/** Words with what breaks offsets: emoji of many code points, combining marks, right-to-left text, lone surrogates. */
const texts = fc
  .array(
    fc.constantFrom(
      ' ',
      '\n',
      '\r\n',
      '\t',
      'I',
      'ran',
      'two',
      'of',
      'nine',
      'tests',
      '.',
      ',',
      '👩‍👩‍👧‍👦',
      '🏳️‍🌈',
      '👍🏽',
      '🇩🇪',
      '🇩',
      'e\u0301',
      'n\u0303o',
      '\u0301',
      'שלום',
      'עולם',
      'مرحبا',
      '\u202e',
      '\u200d',
      '\ud83d',
      '\udc4d',
      '한국어',
      '漢字',
      'ไทย',
      "didn't",
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

const cut = (text: string, pieces: readonly DiffPiece[]) =>
  pieces.map(({ start, end }) => text.slice(start, end));
const common = (text: string, pieces: readonly DiffPiece[]) =>
  cut(
    text,
    pieces.filter(({ isOnlyHere }) => !isOnlyHere),
  ).join('');
const only = (text: string, pieces: readonly DiffPiece[]) =>
  cut(
    text,
    pieces.filter(({ isOnlyHere }) => isOnlyHere),
  );

const marked = (text: string, pieces: readonly DiffPiece[]) =>
  markedRanges(text, pieces).map(({ start, end }) => text.slice(start, end));

describe('the pieces of a diff', () => {
  test('are together the texts that they were made of', () => {
    fc.assert(
      fc.property(texts, texts, (left, right) => {
        const diff = diffTexts(left, right, LIMITS);
        expect(cut(left, diff.left).join('')).toBe(left);
        expect(cut(right, diff.right).join('')).toBe(right);
      }),
    );
  });

  test('have the same words in common on both sides, whichever stood left', () => {
    fc.assert(
      fc.property(texts, texts, (left, right) => {
        const diff = diffTexts(left, right, LIMITS);
        expect(common(left, diff.left)).toBe(common(right, diff.right));
      }),
    );
  });

  test('never cut what a reader sees as one character', () => {
    const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    fc.assert(
      fc.property(texts, texts, (left, right) => {
        const diff = diffTexts(left, right, LIMITS);
        for (const [text, pieces] of [
          [left, diff.left],
          [right, diff.right],
        ] as const) {
          const whole = new Set([...graphemes.segment(text)].map(({ index }) => index));
          for (const { start } of pieces) expect(whole.has(start)).toBe(true);
        }
      }),
    );
  });

  test('of one text twice say that nothing differs', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const diff = diffTexts(text, text, LIMITS);
        expect(only(text, diff.left)).toEqual([]);
      }),
    );
  });
});

test('words put otherwise are marked as one phrase, the rest is not', () => {
  const [left, right] = ['I ran two of nine tests 👍🏽.', 'I ran all the tests 👎.'];
  const diff = diffTexts(left, right, LIMITS);
  expect(diff.how).toBe('words');
  expect(marked(left, diff.left)).toEqual(['two of nine', '👍🏽']);
  expect(marked(right, diff.right)).toEqual(['all the', '👎']);
});

test('where there would be too much to mark, whole lines are; then nothing', () => {
  const left = Array.from({ length: 40 }, (_, line) => `line ${line} left ${line} and more\n`).join('');
  const right = left.replaceAll('left', 'right');
  expect(diffTexts(left, right, { timeoutMs: 5_000, maxMarked: 10, maxShare: 1 }).how).toBe('lines');
  const scattered = left.replaceAll(/line (\d*[02468]) left/g, 'line $1 right');
  expect(diffTexts(left, scattered, { timeoutMs: 5_000, maxMarked: 10, maxShare: 1 }).how).toBe('none');
});

test('texts of 200 kB that have nothing in common come back all the same', () => {
  const of = (word: string) => Array.from({ length: 25_000 }, (_, index) => `${word}${index}`).join(' ');
  const [left, right] = [of('a'), of('b')];
  const diff = diffTexts(left, right, { timeoutMs: 1, maxMarked: 1500, maxShare: 1 });
  expect(cut(left, diff.left).join('')).toBe(left);
  expect(diff.how).not.toBe('words');
});

test('two texts that share small words only have nothing marked, where that is asked for', () => {
  const left = 'The refund was not given, and it is the policy that forbids a change.';
  const right = 'Nobody looked at the log before a claim of success was written.';
  expect(diffTexts(left, right, { ...LIMITS, maxShare: 0.7 }).how).toBe('none');
  expect(diffTexts(left, `${left} More.`, { ...LIMITS, maxShare: 0.7 }).how).toBe('words');
});
