import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Evidence, locateEvidence, selectEvidence } from './evidence.ts';

const text = fc.string({
  unit: fc.constantFrom('a', ' ', '\r\n', '\t', '😀', 'e\u0301', '\u202eא', '\ud83d', '\ude00', '漢'),
  minLength: 1,
  maxLength: 60,
});
const PLACE = { source: 'transcript', message: 0, part: 'content/0' } as const;

test('what was selected is what is found, in any text', () => {
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (whole, one, other) => {
      const start = one % whole.length;
      const end = start + 1 + (other % (whole.length - start));
      const evidence = selectEvidence(PLACE, whole, start, end);
      expect(Evidence.parse(evidence).quote.exact).toBe(whole.slice(start, end));
      expect(locateEvidence(evidence, whole)).toEqual({ start, end });
    }),
  );
});

test('a quote that moved is found by its context, and one that is not unique is not guessed', () => {
  const evidence = selectEvidence(PLACE, 'one two three', 4, 7);
  expect(locateEvidence(evidence, 'zero one two three')).toEqual({ start: 9, end: 12 });
  expect(
    locateEvidence({ ...evidence, quote: { ...evidence.quote, prefix: '?', suffix: '?' } }, 'two and two'),
  ).toBeUndefined();
  expect(locateEvidence(evidence, 'nothing of it')).toBeUndefined();
});

test.each([
  [0, 0],
  [-1, 2],
  [2, 99],
])('a selection from %i to %i of a short text is refused', (start, end) => {
  expect(() => selectEvidence(PLACE, 'short', start, end)).toThrow(RangeError);
});
