import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineOfSyntaxError, placeInJson } from './json-place.ts';

/** Every path of a value. */
function pathsOf(value: unknown): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  const inner = Array.isArray(value)
    ? value.map((each, index) => [index, each] as const)
    : Object.entries(value);
  return [[], ...inner.flatMap(([key, each]) => pathsOf(each).map((path) => [key, ...path]))];
}

test('at the place of every path stands the value of that path', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      for (const path of pathsOf(JSON.parse(text))) {
        const { start, end, line, column } = placeInJson(text, path);
        const expected = path.reduce<unknown>(
          (inner, key) => (inner as Record<string | number, unknown>)[key],
          JSON.parse(text),
        );
        expect(JSON.parse(text.slice(start, end))).toEqual(expected);
        expect(
          text
            .split('\n')
            .slice(0, line - 1)
            .join('\n').length +
            (line === 1 ? 0 : 1) +
            column -
            1,
        ).toBe(start);
      }
    }),
  );
});

test('what is missing is looked for where it should stand', () => {
  const text = '{\n  "a": [\n    { "b": 1 }\n  ]\n}';
  expect(placeInJson(text, ['a', 0, 'c']).line).toBe(3);
  expect(placeInJson(text, ['a', 4]).line).toBe(2);
  expect(placeInJson(text, []).line).toBe(1);
});

test('the line of a mistake is that in which it stands', () => {
  const lineOf = (text: string) => {
    try {
      JSON.parse(text);
      return undefined;
    } catch (error) {
      return lineOfSyntaxError(text, error);
    }
  };
  expect(lineOf('{\n  "a": 1,\n  b\n}')).toBe(3);
  expect(lineOf('{\n  "a":\n')).toBe(2);
});
