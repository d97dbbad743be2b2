import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openSource } from '../../main/engine/formats/index.ts';
import { isObject } from '../../main/engine/formats/json.ts';
import { openParquet } from '../../main/engine/formats/parquet/rows.ts';
import { realFile } from './read-file.ts';

/** Files of other writers, and what pyarrow reads of each: `files/parquet/make-shapes.py`. */
const FOLDER = realFile('parquet/shapes');
const NAMES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.parquet'))
  .map((name) => name.slice(0, -'.parquet'.length));

/** Integers as their digits: in JSON 1 and 1.0 are the same, and 2^60 is another. */
function digits(value: unknown): unknown {
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value)))
    return `int ${value}`;
  if (Array.isArray(value)) return value.map(digits);
  if (!isObject(value)) return value;
  if ('$int' in value) return `int ${String(value.$int)}`;
  if ('$nan' in value) return null;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, digits(inner)]));
}

test('files of four writers and of older ones are there', () => {
  for (const writer of ['deep', 'duck', 'polars', 'fast', 'spark', 'old-list'])
    expect(NAMES.filter((name) => name.startsWith(writer))).not.toEqual([]);
});

test.each(NAMES)('%s is read as pyarrow reads it', (name) => {
  const expected = JSON.parse(readFileSync(`${FOLDER}/${name}.parquet.json`, 'utf8')) as unknown[];
  const file = openParquet(`${FOLDER}/${name}.parquet`);
  try {
    const rows = [...file.rows()];
    expect(rows.filter(({ problem }) => problem !== undefined)).toEqual([]);
    expect(rows.map(({ value }) => digits(value))).toEqual(expected.map(digits));
    expect(file.total).toBe(rows.length);
  } finally {
    file.close();
  }
});

test('reading is ended within a file, and the file is let go', async () => {
  const source = await openSource(`${FOLDER}/rowless-groups.parquet`);
  for await (const record of source.records(undefined)) {
    expect(record.line).toBe(1);
    break;
  }
  const abort = new AbortController();
  const lines: number[] = [];
  await expect(async () => {
    for await (const { line } of source.records(abort.signal)) {
      lines.push(line);
      if (line === 3) abort.abort();
    }
  }).rejects.toThrow(/abort/i);
  expect(lines).toEqual([1, 2, 3]);
});
