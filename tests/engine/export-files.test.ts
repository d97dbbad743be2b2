import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { expect, onTestFinished, test } from 'vitest';
import { parquetCodec } from '../../main/engine/exports/compression.ts';
import { EXPORT_FORMS, variantsOf } from '../../main/engine/exports/forms.ts';
import { openParquetFile } from '../../main/engine/exports/rows-file.ts';
import { ExportOptions } from '../../shared/contract/exports.ts';
import { jsonRows, made, parquetRows } from './made-exports.ts';
import { importRecords, writeJsonl } from './support.ts';

test('Parquet has the rows of JSON Lines, of every variant of every form that labels make', async () => {
  const { run } = await made();
  for (const form of EXPORT_FORMS.filter(({ states }) => states.length > 0)) {
    for (const variant of variantsOf(form)) {
      const options = { form: form.name, variant: variant.name };
      const [lines, parquet] = [
        await run({ ...options, format: 'jsonl' }),
        await run({ ...options, format: 'parquet' }),
      ];
      expect(parquet.files.map(({ path }) => path)).toEqual(['data/train.parquet']);
      // JSON in Parquet is text and whole numbers are BigInts: both sides as JSON, parsed where text is JSON.
      const plain = (value: unknown): unknown =>
        JSON.parse(
          JSON.stringify(value, (_key, inner: unknown) => {
            if (typeof inner === 'bigint') return Number(inner);
            if (typeof inner === 'string' && /^[[{]/.test(inner)) {
              try {
                return JSON.parse(inner) as unknown;
              } catch {
                return inner;
              }
            }
            return inner;
          }),
        );
      expect(plain(await parquetRows(parquet)), `${form.name} ${variant.name}`).toEqual(
        plain(jsonRows(lines)),
      );
    }
  }
}, 60_000);

test('half a character, as cut texts end in, breaks no file', async () => {
  const { client, folder, run } = await made();
  const half = 'cut \ud83d';
  const record = {
    id: 'cut',
    messages: [
      { role: 'user', content: half },
      { role: 'assistant', content: 'Done.' },
    ],
    confessions: [{ id: 'a', text: half }],
    metadata: { [half]: half },
  };
  await importRecords(client, folder, [record]);
  const label = { transcript: 'cut', confession: 'a', misbehaved: 'no', honesty: 1, note: half };
  const file = writeJsonl(folder, 'cut.jsonl', [label]);
  await client.labels.import({ file, grader: half, skip_invalid: false });
  for (const form of ['labels', 'pointwise']) {
    const whole = { form, graders: ['cut \ufffd'] };
    const lines = await run({ ...whole, format: 'jsonl' });
    for (const path of ['manifest.json', lines.files[0]?.path ?? '']) {
      const text = readFileSync(join(lines.out, path), 'utf8');
      expect(text).toContain('cut \ufffd');
      // Readers of JSON other than this one give up a whole file at the first of them.
      expect(text, `${form} ${path}`).not.toMatch(/\\ud83d/i);
    }
    const text = JSON.stringify(await parquetRows(await run(whole)), (_key, value: unknown) =>
      typeof value === 'bigint' ? Number(value) : value,
    );
    expect(text).toContain('cut \ufffd');
    expect(text).not.toMatch(/\\ud83d/i);
  }
});

test('messages are lists of structs in Parquet, and the head of the card declares them alike', async () => {
  const { run } = await made();
  const { out } = await run({ form: 'preference' });
  const file = await asyncBufferFromFile(join(out, 'data/train.parquet'));
  const { schema } = await parquetMetadataAsync(file);
  const names = schema.slice(1, 6).map(({ name, converted_type }) => [name, converted_type]);
  expect(names).toEqual([
    ['prompt', 'LIST'],
    ['list', undefined],
    ['element', undefined],
    ['role', 'UTF8'],
    ['content', 'UTF8'],
  ]);
  expect(readFileSync(join(out, 'README.md'), 'utf8')).toContain(
    '  - name: prompt\n    list:\n    - name: role\n      dtype: string\n    - name: content\n      dtype: string\n',
  );
});

test('a file that has grown is followed by another, all of them named in the card, with the same rows', async () => {
  const { run } = await made();
  const whole = await run({ form: 'pointwise' });
  for (const format of ['parquet', 'jsonl'] as const) {
    const parted = await run({ form: 'pointwise', format, shard_mb: 1 });
    const paths = parted.files.map(({ path }) => path);
    expect(paths.length).toBeGreaterThan(1);
    expect(paths[0]).toBe(
      `data/train-00000-of-${String(paths.length).padStart(5, '0')}.${format === 'parquet' ? 'parquet' : 'jsonl'}`,
    );
    expect(readdirSync(join(parted.out, 'data')).map((name) => `data/${name}`)).toEqual(paths);
    expect(parted.rows).toBe(whole.rows);
    const card = readFileSync(join(parted.out, 'README.md'), 'utf8');
    for (const path of paths) expect(card).toContain(`    - ${path}\n`);
    if (format === 'parquet') expect(await parquetRows(parted)).toEqual(await parquetRows(whole));
  }
});

test('the same settings give the same bytes, however the files are packed', async () => {
  const { run } = await made();
  for (const options of [
    { format: 'parquet', compression: 'default' },
    { format: 'parquet', compression: 'gzip' },
    { format: 'jsonl', compression: 'gzip' },
  ] as const) {
    const [one, two] = [
      await run({ form: 'unpaired', ...options }),
      await run({ form: 'unpaired', ...options }),
    ];
    expect(one.files).toEqual(two.files);
  }
  const [packed, plain] = [
    await run({ form: 'unpaired', format: 'jsonl', compression: 'gzip' }),
    await run({ form: 'unpaired', format: 'jsonl' }),
  ];
  expect(packed.files[0]?.path).toBe('data/train.jsonl.gz');
  expect(gunzipSync(readFileSync(join(packed.out, 'data/train.jsonl.gz')))).toEqual(
    readFileSync(join(plain.out, 'data/train.jsonl')),
  );
  await expect(run({ form: 'unpaired', format: 'jsonl', compression: 'snappy' })).rejects.toMatchObject({
    code: 'INPUT_INVALID',
  });
  await expect(run({ form: 'unpaired', variant: 'nemo-rl' })).rejects.toThrow(/Variants: conversational/);
});

test('the card says how long rows are, and what a trainer would drop without a word', async () => {
  const { run, client } = await made();
  const { out } = await run({ form: 'preference', licence: 'cc-by-4.0' });
  const card = readFileSync(join(out, 'README.md'), 'utf8');
  const { tokens } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
  expect(tokens.over_1024).toBeGreaterThan(0);
  expect(card).toContain(`${tokens.over_1024} rows are longer than 1024 tokens by that estimate`);
  expect(card).toContain('RewardTrainer drops rows over its `max_length`');
  expect(card).toMatch(/^license: "cc-by-4\.0"$/m);
  expect(card).toMatch(/^- n<1K$/m);
  expect((await client.exports.preview({ form: 'preference' })).tokens?.over_1024).toBe(tokens.over_1024);
  const claims = await run({ form: 'claims' });
  const ofClaims = readFileSync(join(claims.out, 'README.md'), 'utf8');
  expect(ofClaims).not.toContain('RewardTrainer');
  // Claims have no honesty to say anything of.
  expect(card).toContain('Honesty as graded without the reasoning.');
  expect(ofClaims).not.toContain('Honesty as graded');
});

test('LLaMA-Factory finds the files by their description, people and model taking turns', async () => {
  const { run } = await made();
  const result = await run({ form: 'preference', variant: 'llama-factory' });
  const info = JSON.parse(readFileSync(join(result.out, 'dataset_info.json'), 'utf8'));
  expect(info).toMatchObject({
    shrive_train: { file_name: 'data/train.jsonl', formatting: 'sharegpt', ranking: true },
  });
  for (const { conversations } of jsonRows(result) as { conversations: { from: string }[] }[]) {
    const turns = conversations.map(({ from }) => (from === 'gpt' ? 'gpt' : 'human'));
    expect(turns).toEqual(turns.map((_turn, index) => (index % 2 === 0 ? 'human' : 'gpt')));
    expect(turns.length % 2).toBe(1);
  }
});

test('Axolotl has the instructions apart, and a configuration that names the files of each split', async () => {
  const { run } = await made();
  const splits = { train: 0.6, validation: 0.4, test: 0 };
  const result = await run({ form: 'unpaired', variant: 'axolotl', splits });
  for (const row of jsonRows(result)) {
    expect(Object.keys(row).slice(0, 4)).toEqual(['system', 'prompt', 'completion', 'label']);
    expect(typeof row.system).toBe('string');
    expect(row.prompt).not.toMatch(/Assistant: $/);
  }
  const text = readFileSync(join(result.out, 'axolotl.yaml'), 'utf8');
  expect(text).toContain('rl: kto\n');
  for (const { path } of result.files)
    expect(text).toContain(
      `  - path: ${path}\n    ds_type: json\n    split: train\n    type: chatml.ultra\n`,
    );
  const pairs = await run({ form: 'preference', variant: 'axolotl', format: 'parquet' });
  expect(readFileSync(join(pairs.out, 'axolotl.yaml'), 'utf8')).toContain(
    '  - path: data/train.parquet\n    ds_type: parquet\n    split: train\n    type: bradley_terry.chat_template\n',
  );
});

test('a trainer that finds files by their ending gets no packed ones', async () => {
  const { run } = await made();
  for (const variant of ['llama-factory', 'nemo-rl']) {
    const packed = run({ form: 'preference', variant, compression: 'gzip' });
    await expect(packed).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect((await run({ form: 'preference', variant, compression: 'none' })).rows).toBeGreaterThan(0);
  }
});

test('a split that no family falls into has no file, and the card names the others with all columns', async () => {
  const { run } = await made();
  for (const format of ['parquet', 'jsonl'] as const) {
    const { out, files } = await run({
      form: 'pointwise',
      format,
      splits: { train: 1 - 2e-9, validation: 1e-9, test: 1e-9 },
    });
    expect(files.map(({ path }) => path)).toEqual([`data/train.${format}`]);
    const card = readFileSync(join(out, 'README.md'), 'utf8');
    expect(card).toContain(`  data_files:\n  - split: train\n    path: data/train.${format}\ndataset_info:`);
    expect(card).not.toContain('split: test');
    expect(card).toContain('  - name: completion\n    list:\n');
  }
});

test('Parquet without a row has its columns, and what zstd packs is what it was', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shrive-parquet-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const columns = { name: 'string', tags: { list: 'string' }, at: { struct: { n: 'int' } } } as const;
  const options = ExportOptions.parse({ form: 'labels', compression: 'zstd' });
  const codec = parquetCodec(options);
  const empty = await openParquetFile(join(folder, 'empty.parquet'), columns, codec);
  await empty.end();
  const none = await asyncBufferFromFile(join(folder, 'empty.parquet'));
  expect(await parquetReadObjects({ file: none, compressors })).toEqual([]);
  expect((await parquetMetadataAsync(none)).schema.map(({ name }) => name)).toEqual([
    'schema',
    'name',
    'tags',
    'list',
    'element',
    'at',
    'n',
  ]);
  const { run } = await made();
  const [packed, plain] = [
    await run({ form: 'claims', compression: 'zstd' }),
    await run({ form: 'claims', compression: 'none' }),
  ];
  expect(await parquetRows(packed)).toEqual(await parquetRows(plain));
  const lines = await run({ form: 'claims', format: 'jsonl', compression: 'zstd' });
  expect(lines.files[0]?.path).toBe('data/train.jsonl.zst');
  expect(zstdDecompressSync(readFileSync(join(lines.out, 'data/train.jsonl.zst'))).toString()).toBe(
    readFileSync(join((await run({ form: 'claims', format: 'jsonl' })).out, 'data/train.jsonl'), 'utf8'),
  );
});
