import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerptsOf } from './excerpts.ts';

const text = fc
  .array(fc.constantFrom('word '.repeat(60), '\n', '😀'.repeat(50), 'é'), { minLength: 1, maxLength: 30 })
  .map((parts) => parts.join(''));

test('each mark beyond the peek is in an excerpt, excerpts are apart, and none cuts a character', () => {
  fc.assert(
    fc.property(
      text,
      fc.array(fc.tuple(fc.nat(9000), fc.integer({ min: 1, max: 60 })), { maxLength: 4 }),
      (source, at) => {
        const from = Math.min(480, source.length);
        const marks = at
          .map(([start, length]) => ({ start, end: start + length }))
          .filter(({ end }) => end <= source.length)
          .map(({ start, end }) => ({ start, end }));
        const excerpts = excerptsOf(source, marks, from);
        for (const { start, end } of marks.filter((mark) => mark.end > from))
          expect(excerpts.some((each) => each.start <= start && each.end >= end)).toBe(true);
        excerpts.forEach((each, index) => {
          expect(each.start).toBeGreaterThan(excerpts[index - 1]?.end ?? -1);
          expect(each.end).toBeLessThanOrEqual(source.length);
          const isMarked = (unit: number) => marks.some(({ start, end }) => start === unit || end === unit);
          if (!isMarked(each.start) && !isMarked(each.end) && each.start !== from)
            expect(source.slice(each.start, each.end).isWellFormed()).toBe(true);
        });
      },
    ),
    { numRuns: 500 },
  );
});
