import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatJsonPath, parseJsonPath, valueAtPath, withoutPath } from './json-path.ts';

test('names, numbers and quoted names lead to their value', () => {
  const value = { scores: { 'a b': [{ text: 'here' }] } };
  expect(valueAtPath(value, parseJsonPath('scores["a b"][0].text') ?? [])).toBe('here');
  expect(valueAtPath(value, parseJsonPath('scores.constructor') ?? [])).toBeUndefined();
  expect(valueAtPath('text', ['length'])).toBeUndefined();
});

test.each(['', '.', 'a[', 'a[x]', 'a..b', '["a'])('%j is no path', (text) => {
  expect(parseJsonPath(text)).toBeUndefined();
});

test('what is written is read, whatever the keys are', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (path) => {
      expect(parseJsonPath(formatJsonPath(path))).toEqual(path);
    }),
  );
});

test('a field is taken out and the value before is as it was', () => {
  const value = { a: { b: 1, c: 2 } };
  expect(withoutPath(value, ['a', 'b'])).toEqual({ a: { c: 2 } });
  expect(withoutPath(value, ['x', 'b'])).toBe(value);
  expect(value).toEqual({ a: { b: 1, c: 2 } });
});
