import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutAtMarks } from './marked-text.ts';

test('stretches joined are the text, and each mark covers just its own', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '😀', 'e\u0301', '\r\n', 'א'), maxLength: 30 });
  const marks = fc.array(
    fc.record({ id: fc.constantFrom('v1', 'v2', 'v3'), start: fc.nat(40), end: fc.nat(40) }),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(text, marks, (whole, given) => {
      const stretches = cutAtMarks(whole, given);
      expect(stretches.map((each) => each.text).join('')).toBe(whole);
      for (const { start, text: part, marks: on } of stretches) {
        for (let at = start; at < start + part.length; at += 1) {
          const expected = new Set(
            given.filter((mark) => mark.start <= at && at < mark.end).map((mark) => mark.id),
          );
          expect(new Set(on)).toEqual(expected);
        }
      }
    }),
  );
});
