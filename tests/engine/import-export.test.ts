import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { importRecords, resultOf, startEngine, transcriptRecord, writeJsonl } from './support.ts';

async function newDataset() {
  const engine = startEngine();
  const client = engine.client();
  await client.settings.update({ grader: 'Ada' });
  await client.session.setView({ view: 'coordinator' });
  await client.datasets.create({ path: join(engine.folder, 'd.shrive') });
  return { ...engine, client };
}

test('importing the same file twice adds nothing', async () => {
  const { client, folder } = await newDataset();
  const records = [transcriptRecord('t1'), transcriptRecord('t2')];
  const first = await importRecords(client, folder, records);
  expect([first.transcripts, first.confessions]).toEqual([
    { added: 2, existing: 0 },
    { added: 4, existing: 0 },
  ]);
  const second = await importRecords(client, folder, records);
  expect([second.transcripts, second.confessions]).toEqual([
    { added: 0, existing: 2 },
    { added: 0, existing: 4 },
  ]);
  expect(await client.datasets.current()).toMatchObject({ transcripts: 2, confessions: 4 });
});

test('what stands twice in one file is counted as existing', async () => {
  const { client, folder } = await newDataset();
  const run = await importRecords(client, folder, [transcriptRecord('t1'), transcriptRecord('t1')]);
  expect([run.transcripts, run.confessions]).toEqual([
    { added: 1, existing: 1 },
    { added: 2, existing: 2 },
  ]);
});

test('the same id with other content is named, and nothing is imported', async () => {
  const { client, folder } = await newDataset();
  await importRecords(client, folder, [transcriptRecord('t1')]);
  const other = { ...transcriptRecord('t1'), messages: [{ role: 'user', content: 'Something else.' }] };
  await expect(
    importRecords(client, folder, [transcriptRecord('t9'), other], 'other.jsonl'),
  ).rejects.toMatchObject({
    code: 'RECORDS_REJECTED',
    data: { where: { line: 2, path: 'id' } },
  });
  expect(await client.datasets.current()).toMatchObject({ transcripts: 1, confessions: 2 });
  expect(
    (
      await client.transcripts.list({
        filter: { search: 'nine' },
        sort: { by: 'added', descending: false },
        offset: 0,
        limit: 10,
      })
    ).total,
  ).toBe(1);
});

test('keys in another order are the same content', async () => {
  const { client, folder } = await newDataset();
  await importRecords(client, folder, [transcriptRecord('t1')]);
  const turned = (value: unknown): unknown =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? value
      : Object.fromEntries(Object.entries(value).toReversed());
  const { messages, confessions, ...record } = transcriptRecord('t1');
  const file = writeJsonl(folder, 'turned.jsonl', [
    turned({
      ...record,
      messages: messages.map(turned),
      confessions: confessions.map(turned),
      metadata: turned(record.metadata),
    }),
  ]);
  const preview = await resultOf(await client.imports.preview({ file }));
  const run = await resultOf(await client.imports.run({ files: [file], skip_invalid: false }));
  for (const { transcripts, confessions: counted } of [preview, run])
    expect([transcripts, counted]).toEqual([
      { added: 0, existing: 1 },
      { added: 0, existing: 2 },
    ]);
});

test('a bad line refuses the whole import, or is left out and written to a rejects file', async () => {
  const { client, folder } = await newDataset();
  const file = join(folder, 'bad.jsonl');
  writeFileSync(
    file,
    `${JSON.stringify(transcriptRecord('t1'))}\n{"id":"t2","messages":[{"role":"cook","content":"x"}],"confessions":[]}\n`,
  );
  await expect(
    resultOf(await client.imports.run({ files: [file], skip_invalid: false })),
  ).rejects.toMatchObject({ code: 'RECORDS_REJECTED' });
  expect(await client.datasets.current()).toMatchObject({ transcripts: 0, confessions: 0 });

  const run = await resultOf(await client.imports.run({ files: [file], skip_invalid: true }));
  expect(run.transcripts.added).toBe(1);
  expect(run.rejected[0]).toMatchObject({ line: 2, path: 'messages[0].role' });
  const rejects = readFileSync(run.rejects_file ?? '', 'utf8')
    .trim()
    .split('\n');
  expect(rejects).toHaveLength(1);
  expect(JSON.parse(rejects[0] ?? '')).toMatchObject({ line: 2, path: 'messages[0].role' });
});

test('rejects go beside the dataset where the folder of the source takes no files, for root too', async () => {
  const { client, folder } = await newDataset();
  const upload = join(folder, 'upload');
  mkdirSync(upload);
  const file = writeJsonl(upload, 'bad.jsonl', [transcriptRecord('t1'), { messages: 3 }]);
  chmodSync(upload, 0o500);
  onTestFinished(() => chmodSync(upload, 0o700));
  const run = await resultOf(await client.imports.run({ files: [file], skip_invalid: true }));
  expect(run.rejects_file).toBe(join(folder, 'bad.rejects.jsonl'));
});

test('a cancelled import leaves the dataset as it was, and the next one succeeds', async () => {
  const { client, folder } = await newDataset();
  const many = Array.from({ length: 3_000 }, (_each, index) => transcriptRecord(`t${index}`));
  const file = writeJsonl(folder, 'many.jsonl', many);
  const abort = new AbortController();
  const stream = await client.imports.run({ files: [file], skip_invalid: false }, { signal: abort.signal });
  await stream.next();
  expect(await client.datasets.current()).toMatchObject({ transcripts: 0, confessions: 0 });
  abort.abort();
  await expect(resultOf(stream)).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(await client.datasets.current()).toMatchObject({ transcripts: 0, confessions: 0 });
  const run = await resultOf(await client.imports.run({ files: [file], skip_invalid: false }));
  expect(run.transcripts.added).toBe(3_000);
});

test('an import that could not clear away after itself does not block the next one, one under way does', async () => {
  const { client, folder } = await newDataset();
  const { default: Database } = await import('better-sqlite3');
  const file = new Database(join(folder, 'd.shrive'));
  file
    .prepare(
      `INSERT INTO import_runs (id, state, started_at, host, process, first_block, first_content, first_transcript, first_confession, first_judge_score)
       VALUES ('of this process, long over', 'running', '2026-01-01T00:00:00.000Z', ?, ?, 1, 1, 1, 1, 1)`,
    )
    .run(hostname(), process.pid);
  file.close();
  const many = writeJsonl(
    folder,
    'many.jsonl',
    Array.from({ length: 2_000 }, (_each, index) => transcriptRecord(`m${index}`)),
  );
  const stream = await client.imports.run({ files: [many], skip_invalid: false });
  await stream.next();
  await expect(importRecords(client, folder, [transcriptRecord('t1')])).rejects.toMatchObject({
    code: 'IMPORT_RUNNING',
  });
  expect((await resultOf(stream)).transcripts.added).toBe(2_000);
  expect((await importRecords(client, folder, [transcriptRecord('t1')])).transcripts.added).toBe(1);
});

test('an import in a worker thread gives the same as one in place', async () => {
  const engine = startEngine(undefined, { inline: false });
  const client = engine.client();
  await client.datasets.create({ path: join(engine.folder, 'd.shrive') });
  const run = await importRecords(client, engine.folder, [transcriptRecord('t1')]);
  expect(run.transcripts).toEqual({ added: 1, existing: 0 });
  await expect(importRecords(client, engine.folder, [{ messages: 3 }], 'bad.jsonl')).rejects.toThrow();
});

async function gradedDataset(order: 'forth' | 'back') {
  const dataset = await newDataset();
  const records = ['t1', 't2', 't3', 't4'].map((id) => transcriptRecord(id));
  await importRecords(dataset.client, dataset.folder, order === 'forth' ? records : records.toReversed());
  const labels = records.flatMap(({ id }) => [
    {
      transcript: id,
      confession: 'a',
      misbehaved: 'yes',
      honesty: 1,
      confidence: 0.9,
      violations: [
        {
          category: 'overclaimed',
          severity: 4,
          disclosure: 'admitted',
          claim: 'objective:0',
          evidence: [{ message: 4, quote: 'nine' }],
        },
      ],
      claims: [{ claim: 'objective:0', verdict: 'true' }],
      rationale: 'Says it.',
    },
    { transcript: id, confession: 'b', misbehaved: 'yes', honesty: 0.25 },
  ]);
  const file = writeJsonl(dataset.folder, 'labels.jsonl', labels);
  return { ...dataset, file, labels };
}

test('labels from a file are added once, with their evidence exact', async () => {
  const { client, file } = await gradedDataset('forth');
  const request = { file, grader: 'Ben', skip_invalid: false };
  expect((await client.labels.import(request)).labels).toEqual({ added: 8, existing: 0 });
  expect((await client.labels.import(request)).labels).toEqual({ added: 0, existing: 8 });
  const row = (await client.transcripts.get({ transcript_id: 't1' })).confessions[0];
  const [revision] = await client.labels.history({ confession: row?.confession ?? '' });
  expect(revision?.body.violations[0]?.evidence[0]).toMatchObject({
    message: 4,
    part: 'content/0',
    position: { start: 4, end: 8 },
  });
  expect(revision?.outcome).toEqual({ strict: 'true_positive', lenient: 'true_positive' });
  expect([revision?.blind, revision?.origin]).toEqual([false, 'imported']);
});

test('a wrong label is refused with line and field, and nothing is imported', async () => {
  const { client, folder } = await gradedDataset('forth');
  const file = writeJsonl(folder, 'wrong.jsonl', [
    { transcript: 't1', confession: 'a', misbehaved: 'yes', honesty: 1 },
    { transcript: 't1', confession: 'b', misbehaved: 'yes', honesty: 1.4 },
    { transcript: 'nobody', confession: 'b', misbehaved: 'yes', honesty: 1 },
  ]);
  await expect(client.labels.import({ file, grader: 'Ben', skip_invalid: false })).rejects.toMatchObject({
    code: 'RECORDS_REJECTED',
    data: { where: { line: 2, path: 'honesty' } },
  });
  expect((await client.datasets.current())?.labels.submitted).toBe(0);
  const taken = await client.labels.import({ file, grader: 'Ben', skip_invalid: true });
  expect([taken.labels.added, taken.rejected.map((reject) => [reject.line, reject.path])]).toEqual([
    1,
    [
      [2, 'honesty'],
      [3, 'transcript'],
    ],
  ]);
});

test('an export has the same bytes twice, and whatever the order of the import', async () => {
  const checksums: Record<string, string[][]> = {};
  for (const order of ['forth', 'back'] as const) {
    const { client, file, folder } = await gradedDataset(order);
    await client.labels.import({ file, grader: 'Ben', skip_invalid: false });
    for (const form of ['labels', 'pointwise', 'preference']) {
      const runs: { out: string; files: { path: string; rows: number; sha256: string }[] }[] = [];
      for (const name of ['one', 'two']) {
        const out = join(folder, `${form}-${name}`);
        runs.push(await resultOf(await client.exports.run({ form, out })));
        expect(readdirSync(out).sort()).toEqual(['README.md', 'data', 'manifest.json']);
      }
      const [one, two] = runs;
      expect(one?.files).toEqual(two?.files);
      expect(readFileSync(join(one?.out ?? '', 'manifest.json'))).toEqual(
        readFileSync(join(two?.out ?? '', 'manifest.json')),
      );
      // Labels carry ids and times of their own; the other forms hold only what was said.
      if (form !== 'labels')
        checksums[form] = [...(checksums[form] ?? []), (one?.files ?? []).map((each) => each.sha256)];
    }
  }
  for (const [forth, back] of Object.values(checksums)) expect(forth).toEqual(back);
});

test('pairs have the more honest confession chosen, with the margin', async () => {
  const { client, file, folder } = await gradedDataset('forth');
  await client.labels.import({ file, grader: 'Ben', skip_invalid: false });
  const out = join(folder, 'pairs');
  const run = await resultOf(
    await client.exports.run({
      form: 'preference',
      format: 'jsonl',
      out,
      splits: { train: 1, validation: 0, test: 0 },
    }),
  );
  expect(run.rows).toBe(4);
  const rows = readFileSync(join(out, 'data/train.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(rows[0]).toMatchObject({
    margin: 0.75,
    chosen_confession: 'a',
    rejected_confession: 'b',
    transcript: 't1',
  });
  await expect(resultOf(await client.exports.run({ form: 'preference', out }))).rejects.toMatchObject({
    code: 'FILE_EXISTS',
  });
});

test('a blind grader exports own labels only', async () => {
  const { client, file, folder } = await gradedDataset('forth');
  await client.labels.import({ file, grader: 'Ben', skip_invalid: false });
  await client.session.setView({ view: 'grader' });
  const preview = await client.exports.preview({ form: 'pointwise' });
  expect([preview.rows, preview.example, preview.removed]).toEqual([
    0,
    null,
    [{ control: 'withheld', labels: 8 }],
  ]);
  const out = join(folder, 'none');
  await expect(resultOf(await client.exports.run({ form: 'pointwise', out }))).rejects.toMatchObject({
    code: 'NOTHING_TO_EXPORT',
  });
  expect(existsSync(out)).toBe(false);
  expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
});

test('a backup is a dataset of its own, and never written over a file', async () => {
  const { client, folder, file } = await gradedDataset('forth');
  await client.labels.import({ file, grader: 'Ben', skip_invalid: false });
  const { path } = await client.datasets.backup({ path: join(folder, 'copy.shrive') });
  await expect(client.datasets.backup({ path })).rejects.toMatchObject({ code: 'FILE_EXISTS' });
  expect(await client.datasets.open({ path })).toMatchObject({ transcripts: 4, labels: { submitted: 8 } });
});

test('other files are told apart and left alone', async () => {
  const { client, folder } = await newDataset();
  const text = join(folder, 'notes.shrive');
  writeFileSync(text, 'not a database');
  await expect(client.datasets.open({ path: text })).rejects.toMatchObject({ code: 'DATASET_NOT_SHRIVE' });
  await expect(client.datasets.open({ path: join(folder, 'nowhere.shrive') })).rejects.toMatchObject({
    code: 'DATASET_NOT_FOUND',
  });
  await expect(client.datasets.create({ path: text })).rejects.toMatchObject({ code: 'DATASET_EXISTS' });
  const { default: Database } = await import('better-sqlite3');
  const future = join(folder, 'future.shrive');
  await client.datasets.create({ path: future });
  await client.datasets.close();
  const file = new Database(future);
  file.pragma('user_version = 99');
  file.close();
  await expect(client.datasets.open({ path: future })).rejects.toMatchObject({ code: 'DATASET_FROM_FUTURE' });
});

test.skipIf(!existsSync(resolve(import.meta.dirname, '../../resources/sample/airline-practice.jsonl')))(
  'the sample opens with 24 transcripts, and opening it again adds nothing',
  async () => {
    const { client } = await newDataset();
    const sample = await client.datasets.openSample();
    expect(sample.transcripts).toBe(24);
    expect(await client.datasets.openSample()).toMatchObject({
      transcripts: 24,
      confessions: sample.confessions,
    });
  },
);

test('a folder is imported with all that is in it, by name; what is of no known format is left out and named', async () => {
  const { client, folder } = await newDataset();
  const logs = join(folder, 'logs');
  mkdirSync(join(logs, 'b', 'deep'), { recursive: true });
  mkdirSync(join(logs, '.hidden'));
  writeJsonl(join(logs, 'b', 'deep'), 'two.jsonl', [transcriptRecord('t2')]);
  writeJsonl(logs, 'a.jsonl', [transcriptRecord('t1')]);
  writeJsonl(join(logs, '.hidden'), 'three.jsonl', [transcriptRecord('t3')]);
  writeJsonl(logs, '.four.jsonl', [transcriptRecord('t4')]);
  writeFileSync(join(logs, 'notes.txt'), 'Nothing to read here.');
  writeFileSync(join(logs, 'picture.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x00]));
  writeFileSync(join(logs, 'other.shrive'), 'not to be opened as text');
  symlinkSync(logs, join(logs, 'b', 'loop'));

  const preview = await resultOf(await client.imports.preview({ file: logs }));
  expect(preview).toMatchObject({ file: logs, files: 2, records: 2, not_taken_count: 2, rejected_count: 0 });
  const run = await resultOf(await client.imports.run({ files: [logs], skip_invalid: false }));
  expect(run.transcripts).toEqual(preview.transcripts);
  expect(run.files.map(({ file }: { file: string }) => file)).toEqual([
    join(logs, 'a.jsonl'),
    join(logs, 'b', 'deep', 'two.jsonl'),
  ]);
  expect(run.not_taken.map(({ file }: { file: string }) => file)).toEqual([
    join(logs, 'notes.txt'),
    join(logs, 'picture.png'),
  ]);
  for (const { reason } of run.not_taken) expect(reason).toMatch(/notes\.txt|picture\.png/);
  expect((await client.imports.runs())[0]).toMatchObject({ not_taken_count: 2 });
});

test('a bad record in a folder is named with its file, and the rejects lie beside the folder', async () => {
  const { client, folder } = await newDataset();
  const logs = join(folder, 'logs');
  mkdirSync(logs);
  writeJsonl(logs, 'good.jsonl', [transcriptRecord('t1')]);
  const bad = writeJsonl(logs, 'z.jsonl', [
    transcriptRecord('t2'),
    { id: 't3', messages: 7, confessions: [] },
  ]);
  await expect(
    resultOf(await client.imports.run({ files: [logs], skip_invalid: false })),
  ).rejects.toMatchObject({ code: 'RECORDS_REJECTED', data: { where: { file: bad, line: 2 } } });
  const run = await resultOf(await client.imports.run({ files: [logs], skip_invalid: true }));
  expect(run).toMatchObject({ transcripts: { added: 2 }, rejects_file: join(folder, 'logs.rejects.jsonl') });
});

test('a folder of nothing that can be read is refused, and the dataset is as it was', async () => {
  const { client, folder } = await newDataset();
  const logs = join(folder, 'logs');
  mkdirSync(logs);
  const run = async () => resultOf(await client.imports.run({ files: [logs], skip_invalid: true }));
  await expect(run()).rejects.toMatchObject({ code: 'FILE_NOT_READABLE' });
  writeFileSync(join(logs, 'notes.txt'), 'Nothing to read here.');
  await expect(run()).rejects.toMatchObject({ code: 'FORMAT_UNKNOWN' });
  expect(await client.datasets.current()).toMatchObject({ transcripts: 0 });
});
