import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './hash.ts';

function isWellFormed(value: unknown): boolean {
  return !/\\ud[89a-f]/i.test(JSON.stringify(value));
}

test('canonical JSON is RFC 8785 for every value that the RFC takes', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }).filter(isWellFormed), (value) => {
      expect(canonicalJson(value)).toBe(canonicalize(value));
    }),
  );
});

test('every value of JSON has one, half characters included, and it says the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(canonicalJson({ b: '\ud83d', a: undefined, A: [1e21, -0] })).toBe('{"A":[1e+21,0],"b":"\\ud83d"}');
});

test('the order of keys does not count, that of lists does', () => {
  expect(canonicalJson({ a: 1, b: { d: 2, c: 3 } })).toBe(canonicalJson({ b: { c: 3, d: 2 }, a: 1 }));
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
});

test('what JSON cannot hold is refused and not hashed as something else', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 1])
    expect(() => canonicalJson({ value })).toThrow(TypeError);
});
