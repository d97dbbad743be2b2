import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { ShriveError } from '../../shared/contract/errors.ts';
import { readFile } from './read-file.ts';

/** What stands where something else should: of every kind, empty, deep, long, and with names that JavaScript knows. */
export const HOSTILE_VALUES: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  '',
  'x',
  'constructor',
  '__proto__',
  '\u0000\ud83d',
  '[{"role":',
  [],
  [null],
  [[]],
  {},
  { type: 'text' },
  { role: 'cook', content: 7 },
  { __proto__x: 1, constructor: { prototype: {} }, toString: 1, length: -1 },
  JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`) as unknown,
];

/** The paths of all values in a JSON value. */
export function pathsIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, each]) => pathsIn(each, [...path, key]))
      : [];
  return [path, ...inner];
}

export function replaced(value: unknown, path: readonly (string | number)[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((each: unknown, index) =>
      String(index) === String(key) ? replaced(each, rest, by) : each,
    );
  return Object.fromEntries(
    Object.entries(value as object).map(([each, inner]) => [
      each,
      each === key ? replaced(inner, rest, by) : (inner as unknown),
    ]),
  );
}

/** The same value with the fields of every object in another order. */
export function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reordered(inner)]),
  );
}

/**
 * Reads one document of a format broken in many ways: cut off, and with each of its values replaced by what does not
 * belong there. Whatever comes of it is transcripts, rejections with reasons, or a ShriveError; and the order of
 * fields means nothing.
 */
export async function expectToBearAnything(format: string, document: unknown): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'shrive-hostile-'));
  const file = join(folder, 'f.json');
  const read = async (text: string) => {
    writeFileSync(file, text);
    try {
      const { transcripts, rejected } = await readFile(file, format);
      for (const { reason, path } of rejected) {
        expect(reason).toMatch(/\w/);
        expect(typeof path).toBe('string');
      }
      return transcripts;
    } catch (error) {
      expect(error).toBeInstanceOf(ShriveError);
      return undefined;
    }
  };
  try {
    const text = JSON.stringify(document);
    const paths = pathsIn(document);
    const whole = await read(text);
    expect(whole?.length).toBeGreaterThan(0);
    const messages = (transcripts: typeof whole) => transcripts?.map((each) => each.messages.length);
    expect(messages(await read(JSON.stringify(reordered(document))))).toEqual(messages(whole));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: text.length }), async (length) => {
        await read(text.slice(0, length));
      }),
      { numRuns: 40 },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.constantFrom(...HOSTILE_VALUES), async (path, value) => {
        await read(JSON.stringify(replaced(document, path, value)));
      }),
      { numRuns: 250 },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
