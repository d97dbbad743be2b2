import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openSource } from '../../main/engine/formats/index.ts';
import { resultOf, startEngine } from '../engine/support.ts';
import { madeFile, readFile, realFile } from './read-file.ts';

/** Parquet and zip archives are packed within, and people pack them once more all the same. */
const FILES = [
  ['inspect/log_formats.eval', 'inspect'],
  ['inspect/log_read_sample.eval', 'inspect'],
  ['parquet/messages-struct.parquet', undefined],
] as const;

const PACKINGS = [
  ['gz', gzipSync],
  ['zst', zstdCompressSync],
] as const;

const cases = FILES.flatMap(([name, format]) =>
  PACKINGS.map((packing) => [name, format, ...packing] as const),
);

test.each(cases)(
  '%s packed once more reads as it does by itself (%s, %s)',
  async (name, format, ending, pack) => {
    const plain = realFile(name);
    const bytes = readFileSync(plain);
    const packed = madeFile(`${plain.split('/').at(-1)}.${ending}`, pack(bytes));
    const expected = await readFile(plain);
    const read = await readFile(packed);
    expect(read).toEqual(expected);
    expect(read.transcripts.length).toBeGreaterThan(0);
    if (format !== undefined) expect(read.format).toBe(format);
    const source = await openSource(packed);
    expect(source.file).toBe(packed);
    expect(source.facts.packed).toBe(ending === 'gz' ? 'gzip' : 'zstd');
    const { createHash } = process.getBuiltinModule('node:crypto');
    expect(await source.sha256()).toBe(createHash('sha256').update(readFileSync(packed)).digest('hex'));
  },
);

test('only the copy that was asked for last lies in the temporary folder, and none of one that is damaged', async () => {
  const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith('shrive-unpacked-'));
  const before = copies();
  const bytes = readFileSync(realFile('inspect/log_formats.eval'));
  for (const name of ['a.eval.gz', 'b.eval.gz']) await openSource(madeFile(name, gzipSync(bytes)));
  expect(copies().filter((name) => !before.includes(name)).length).toBeLessThanOrEqual(1);
  const cut = madeFile('cut.eval.gz', gzipSync(bytes).subarray(0, 2000));
  await expect(openSource(cut)).rejects.toMatchObject({ code: 'FILE_NOT_READABLE' });
  expect(copies().filter((name) => !before.includes(name))).toEqual([]);
});

test('packed twice is refused, and said', async () => {
  const file = madeFile('twice.jsonl.gz', gzipSync(gzipSync('{}')));
  await expect(openSource(file)).rejects.toMatchObject({ code: 'FILE_NOT_TEXT' });
});

test('an import takes one, and knows it by its own name and bytes', async () => {
  const { client: connect, folder } = startEngine();
  const client = connect();
  await client.datasets.create({ path: `${folder}/d.shrive` });
  const file = madeFile('log.eval.gz', gzipSync(readFileSync(realFile('inspect/log_read_sample.eval'))));
  const run = await resultOf(await client.imports.run({ files: [file], skip_invalid: false }));
  expect(run).toMatchObject({ files: [{ file, format: 'inspect' }] });
  expect(existsSync(file)).toBe(true);
});
