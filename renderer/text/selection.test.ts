import fc from 'fast-check';
import { expect, test } from 'vitest';
import { snap } from './selection.ts';

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
