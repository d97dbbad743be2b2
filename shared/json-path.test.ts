import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePath, pathOf, valueAt, without } from './json-path.ts';

test('names, numbers and quoted names lead to their value', () => {
  const value = { scores: { 'a b': [{ text: 'here' }] } };
  expect(valueAt(value, 'scores["a b"][0].text')).toBe('here');
  expect(valueAt(value, '$.scores["a b"][0].text')).toBe('here');
  expect(valueAt([value], '$[0].scores.a b[0].text')).toBe('here');
  expect(valueAt(value, 'scores.constructor')).toBeUndefined();
  expect(valueAt('text', ['length'])).toBeUndefined();
  expect(valueAt({ $: 1, $x: 2 }, '["$"]')).toBe(1);
  expect(valueAt({ $: 1, $x: 2 }, '$x')).toBe(2);
});

test.each(['', '.', 'a[', 'a[x]', 'a..b', '["a', '$.', '$..a', '.a'])('%j is no path', (text) => {
  expect(parsePath(text)).toBeUndefined();
});

test('what is written is read, whatever the keys are', () => {
  const step = fc.oneof(fc.string(), fc.constantFrom('$', '$.a', '0'), fc.nat());
  fc.assert(
    fc.property(fc.array(step, { minLength: 1 }), (path) => {
      expect(parsePath(pathOf(path))).toEqual(path);
    }),
  );
});

test('a field is taken out, what it leaves empty goes, and the value before is as it was', () => {
  const value = { a: { b: 1, c: 2 }, d: { e: 1 }, f: [{ g: 1 }, { g: 2 }], h: [1] };
  const before = structuredClone(value);
  expect(without(value, ['a.b', 'd.e', '$.f[0].g', 'h[0]', 'x.b'])).toEqual({
    a: { c: 2 },
    f: [null, { g: 2 }],
  });
  expect(without(value, [])).toBe(value);
  expect(value).toEqual(before);
});

test('nothing else than what was taken out changes', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (record, key) => {
      const { [key]: _gone, ...others } = record;
      const left = without(record, [[key]]);
      expect(left).toEqual(others);
    }),
  );
});
