import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pieceAttributes } from './piece-attributes.ts';
import { markPieces, rawPieces, sourceLength, type TextMark } from './pieces.ts';

const text = fc.string({ unit: 'binary', maxLength: 60 });
const marks = fc.array(
  fc.record({
    id: fc.constantFrom('v1', 'v2', 'v3'),
    start: fc.nat(70),
    end: fc.nat(70),
    kind: fc.constantFrom('evidence' as const, 'found' as const),
  }),
  { maxLength: 6 },
);
const byPlace = (one: TextMark, other: TextMark) =>
  one.start - other.start ||
  one.end - other.end ||
  one.id.localeCompare(other.id) ||
  one.kind.localeCompare(other.kind);

function sourceOf(
  source: string,
  pieces: readonly { at?: number; shown: string; length?: number }[],
): string {
  return pieces
    .map((piece) => (piece.at === undefined ? '' : source.slice(piece.at, piece.at + sourceLength(piece))))
    .join('');
}

test('marked pieces of a text stand for the whole text, in order, whatever the marks', () => {
  fc.assert(
    fc.property(text, marks, (source, over) => {
      expect(sourceOf(source, markPieces(rawPieces(source), over))).toBe(source);
    }),
  );
});

test('a unit is under exactly the marks that cover it', () => {
  fc.assert(
    fc.property(text, marks, (source, over) => {
      const inside: TextMark[] = over.filter(({ start, end }) => start < end);
      for (const piece of markPieces(rawPieces(source), over)) {
        for (let unit = piece.at ?? 0; unit < (piece.at ?? 0) + sourceLength(piece); unit += 1) {
          const covering = inside.filter(({ start, end }) => start <= unit && unit < end);
          expect([...piece.marks].sort(byPlace)).toEqual(covering.sort(byPlace));
        }
      }
    }),
  );
});

test('each mark that covers text begins once and ends once', () => {
  fc.assert(
    fc.property(text, marks, (source, over) => {
      const pieces = markPieces(rawPieces(source), over);
      for (const mark of over.filter(({ start, end }) => start < Math.min(end, source.length))) {
        expect(pieces.filter(({ begins }) => begins.includes(mark))).toHaveLength(1);
        expect(pieces.filter(({ ends }) => ends.includes(mark))).toHaveLength(1);
      }
    }),
  );
});

test('what would be invisible, or turn the text around, is shown by its name', () => {
  const pieces = rawPieces('a\u202eb\u0000\ud83dc\u200b😀\u200d\t\n');
  expect(pieces.map(({ shown }) => shown)).toEqual([
    'a',
    'U+202E',
    'b',
    'U+0000',
    'U+D83D',
    'c',
    'U+200B',
    '😀\u200d\t\n',
  ]);
  expect(pieces.filter(({ kind }) => kind === 'control').map(({ at, length }) => [at, length])).toEqual([
    [1, 1],
    [3, 1],
    [4, 1],
    [6, 1],
  ]);
});

test('three violations on one word are drawn as three lines, its tags and its spoken words name them all', () => {
  const over: TextMark[] = ['v1', 'v2', 'v3', 'v4'].map((id) => ({
    id,
    start: 0,
    end: 4,
    kind: 'evidence',
    isActive: id === 'v2',
  }));
  const [piece] = markPieces(rawPieces('word'), over);
  expect(piece && pieceAttributes(piece)).toEqual({
    'data-at': 0,
    'data-evidence': 3,
    'data-active': true,
    'data-ids': 'v1 v2 v3 v4',
    'data-tags': 'v1 v2 v3 v4',
    'data-begins': 'evidence V1, V2, V3, V4: ',
    'data-ends': ', end of evidence. ',
  });
});
