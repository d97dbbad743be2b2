import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonPeek, jsonPieces } from './json-pieces.ts';
import { sourceLength } from './pieces.ts';

const blank = fc.constantFrom('', ' ', '\n', '\t ');

/** JSON with blanks strewn between its tokens. */
const spaced = fc
  .tuple(fc.jsonValue({ maxDepth: 4 }), fc.array(blank, { minLength: 1, maxLength: 8 }))
  .map(([value, blanks]) => {
    let at = 0;
    const next = () => blanks[at++ % blanks.length];
    return JSON.stringify([value]).replace(
      /"(?:[^"\\]|\\.)*"|[[\]{},:]/g,
      (token) => `${next()}${token}${next()}`,
    );
  });

test('every token of the source is shown in order and in its place; only blanks between tokens are not', () => {
  fc.assert(
    fc.property(spaced, (source) => {
      const pieces = jsonPieces(source) ?? [];
      let shown = '';
      let cursor = 0;
      for (const piece of pieces) {
        if (piece.at === undefined) {
          expect(piece.shown.trim()).toBe('');
          continue;
        }
        expect(source.slice(cursor, piece.at).trim()).toBe('');
        cursor = piece.at + sourceLength(piece);
        shown += source.slice(piece.at, cursor);
      }
      expect(source.slice(cursor).trim()).toBe('');
      expect(JSON.parse(shown)).toEqual(JSON.parse(source));
    }),
  );
});

test('objects go over lines, short ones stay on one', () => {
  const source =
    '{"reservation_id":"FQ8APE","flights":[{"flight_number":"HAT056","date":"2024-05-25"},{"flight_number":"HAT138","date":"2024-05-25"}],"n":12345678901234567890}';
  expect(
    jsonPieces(source)
      ?.map(({ shown }) => shown)
      .join(''),
  ).toBe(`{
  "reservation_id": "FQ8APE",
  "flights": [
    { "flight_number": "HAT056", "date": "2024-05-25" },
    { "flight_number": "HAT138", "date": "2024-05-25" }
  ],
  "n": 12345678901234567890
}`);
});

test('what is no JSON object or array, or has errors, is not laid out', () => {
  for (const source of ['plain', '"text"', '12', '{"a":', '{"a":1} more', "{'a':1}", ''])
    expect(jsonPieces(source)).toBeUndefined();
  expect(jsonPieces('['.repeat(2000) + ']'.repeat(2000))?.length).toBeGreaterThan(0);
});

test('a folded row shows keys and values in one line', () => {
  expect(jsonPeek('{"a":"x\\ny","b":[1,2]}', 80)).toBe('a: x y, b: [1,2]');
  expect(jsonPeek('no json\n at all', 80)).toBe('no json at all');
  expect(jsonPeek('{"a":"xxxxxxxxxxxxxxxx"}', 8)).toBe('a: xxxx…');
});
