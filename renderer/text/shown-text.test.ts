import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePieces } from './code-pieces.ts';
import { rawPieces } from './pieces.ts';
import { LineIndex, ShownText } from './shown-text.ts';

const text = fc
  .array(
    fc.constantFrom(
      'a',
      ' ',
      '\n',
      '\r\n',
      '\r',
      '\t',
      'e\u0301',
      '😀',
      '\u05e9',
      '\u202e',
      '\u001b[31m',
      '\\',
      '"',
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));
const source = fc.oneof(
  text,
  text.map((each) => JSON.stringify({ text: each.padEnd(70, ' x\n') })),
);

test('what is selected in the shown text is the source’s own slice, and is shown where it was selected', () => {
  fc.assert(
    fc.property(source, fc.boolean(), fc.nat(120), fc.nat(120), (written, isRaw, one, other) => {
      const pieces = isRaw ? rawPieces(written) : codePieces(written);
      const shown = new ShownText(pieces);
      const start = Math.min(one, other, shown.text.length);
      const end = Math.min(Math.max(one, other), shown.text.length);
      const found = shown.toSource({ start, end });
      if (found === undefined) {
        // Layout alone, or nothing.
        expect(shown.text.slice(start, end).trim()).toBe('');
        return;
      }
      expect(found.end).toBeGreaterThan(found.start);
      expect(found.end).toBeLessThanOrEqual(written.length);
      const back = shown.toShown(found);
      if (back === undefined) throw new Error('not shown any more');
      // Grown to whole pieces at most, and less the layout at its ends.
      expect(shown.text.slice(start, end).trim()).toContain(
        shown.text.slice(Math.max(start, back.start), Math.min(end, back.end)).trim(),
      );
      expect(shown.toSource(back)).toEqual(found);
      if (isRaw && !shown.text.includes('U+'))
        expect(written.slice(found.start, found.end)).toBe(shown.text.slice(start, end));
    }),
    { numRuns: 1000 },
  );
});

test('a position in lines is an offset, and back', () => {
  fc.assert(
    fc.property(text, fc.nat(80), (written, at) => {
      const offset = Math.min(at, written.length);
      const lines = new LineIndex(written);
      const { lineNumber, column } = lines.positionAt(offset);
      expect(lines.offsetAt(lineNumber, column)).toBe(offset);
      expect(lineNumber).toBe(
        written.slice(0, offset).split(/\r\n|\n|\r(?!\n)|\r$/).length -
          (isWithinBreak(written, offset) ? 1 : 0),
      );
    }),
  );
});

/** Between the two units of a CRLF: still on the line that it ends. */
function isWithinBreak(written: string, offset: number): boolean {
  return written[offset - 1] === '\r' && written[offset] === '\n';
}
