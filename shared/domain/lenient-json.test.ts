import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LenientJson } from './lenient-json.ts';

const read = (text: string) => new LenientJson(text, 0).value();

test('what is JSON is read as JSON is', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(3), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(read(text)).toEqual(JSON.parse(text));
    }),
  );
});

test.each([
  [
    "{'a': 'it isn\\'t', 'b': \"don't\", 'c': None, 'd': True}",
    { a: "it isn't", b: "don't", c: null, d: true },
  ],
  ["{'a': 'it isn't so', 'b': 1}", { a: "it isn't so", b: 1 }],
  ['{a: "x", b_c: [1, 2,],}', { a: 'x', b_c: [1, 2] }],
  ['{"a": "he said "no" twice", "b": "y"}', { a: 'he said "no" twice', b: 'y' }],
  ['{"a": "one\ntwo" // why\n , "b": 2 /* and */ }', { a: 'one\ntwo', b: 2 }],
  ['{"a": "x"\n "b": "y"}', { a: 'x', b: 'y' }],
  ['{“a”: “x”, “b”: [“y”]}', { a: 'x', b: ['y'] }],
  ['{"a": [{"b": "cut o', { a: [{ b: 'cut o' }] }],
  ['{"a": ["x", "y"', { a: ['x', 'y'] }],
  ['{"a": {"b": 1', { a: { b: 1 } }],
  ['[{"a": 1}, {"b"', [{ a: 1 }, {}]],
])('%s', (text, value) => {
  expect(read(text)).toEqual(value);
});

test('whatever it is given, it comes to an end', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    ':',
    ',',
    '\\',
    '\\u12',
    '#',
    '//',
    '/*',
    'a',
    '1',
    ' ',
    '\n',
    '“',
  );
  fc.assert(fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => void read(parts.join(''))));
  for (const piece of ['{', '[', '{"a":', '"', "'", '"a"  ', '\\', ',', ':', '/*', '# \n', '{"a":"b" "c"'])
    expect(() => read(piece.repeat(100_000))).not.toThrow();
});
