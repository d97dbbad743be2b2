import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sentenceAt, snap } from './selection.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const text = fc
  .array(fc.constantFrom('a', ' ', '\n', 'é', 'e\u0301', '😀', '👩‍👩‍👧', '🇩🇪', '꙰', '한', 'नि', '\r\n'), {
    maxLength: 30,
  })
  .map((parts) => parts.join(''));

test('a selection never cuts a character, never loses a word, and has no blanks at its ends', () => {
  fc.assert(
    fc.property(text, fc.nat(60), fc.nat(60), (source, one, other) => {
      const start = Math.min(one, other, source.length);
      const end = Math.min(Math.max(one, other), source.length);
      const found = snap(source, start, end);
      const selected = source.slice(start, end).trim();
      if (selected === '') {
        expect(found).toBeUndefined();
        return;
      }
      if (found === undefined) throw new Error('lost');
      const taken = source.slice(found.start, found.end);
      expect(taken).toContain(selected);
      const boundaries = new Set([...segmenter.segment(source)].map(({ index }) => index)).add(source.length);
      expect(boundaries.has(found.start)).toBe(true);
      expect(boundaries.has(found.end)).toBe(true);
      expect(taken.length - selected.length).toBeLessThanOrEqual(24);
    }),
    { numRuns: 1000 },
  );
});

test('a caret is in one sentence, which is never more than its line and has no blanks around it', () => {
  const said = 'I asked first.  Then I paid!\n\n- It cost 2.50 dollars. ';
  const at = (words: string) => said.indexOf(words);
  const sentence = (offset: number) => {
    const found = sentenceAt(said, offset);
    return found === undefined ? undefined : said.slice(found.start, found.end);
  };
  expect(sentence(0)).toBe('I asked first.');
  expect(sentence(at('Then'))).toBe('Then I paid!');
  expect(sentence(at('\n'))).toBe('Then I paid!');
  expect(sentence(at('\n') + 1)).toBeUndefined();
  expect(sentence(at('50'))).toContain('It cost 2.50 dollars.');
  expect(sentence(said.length)).toContain('It cost 2.50 dollars.');
  expect(sentenceAt('', 0)).toBeUndefined();
});
