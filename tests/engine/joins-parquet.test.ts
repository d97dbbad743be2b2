import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { importRecords, resultOf, startEngine, temporaryFolder } from './support.ts';

/** Confessions and scores by id that lie in Parquet, as exports of pandas and `datasets` do. */

const plain = (id: string) => ({
  id,
  messages: [
    { role: 'user', content: `Run all tests of ${id}.` },
    { role: 'assistant', content: 'All pass.' },
  ],
});

const REPORT = {
  compliance_analysis: [{ objective: 'Run all tests', compliance: 'fully_complied', analysis: 'All ran.' }],
};

async function newDataset(ids: readonly string[] = ['t1', 't2', 't3']) {
  const { client: connect, folder } = startEngine(temporaryFolder());
  const client = connect();
  await client.settings.update({ grader: 'Ada' });
  await client.session.setView({ view: 'coordinator' });
  await client.datasets.create({ path: join(folder, 'd.shrive') });
  await importRecords(client, folder, ids.map(plain));
  const write = (columnData: ColumnSource[]) => {
    const file = join(folder, 'joined.parquet');
    writeFileSync(file, new Uint8Array(parquetWriteBuffer({ columnData })));
    return file;
  };
  const take = (file: string, more: object = {}) =>
    client.imports.run({ files: [file], skip_invalid: false, ...more }).then(resultOf);
  return { client, take, write };
}

test('confessions of a Parquet file are joined by id: texts, and reports as JSON', async () => {
  const { client, take, write } = await newDataset();
  const file = write([
    { name: 'transcript_id', data: ['t1', 't1', 't2'], type: 'STRING' },
    { name: 'confession_id', data: ['a', 'b', null], type: 'STRING', nullable: true },
    { name: 'confession', data: ['I ran two.', 'I ran three.', JSON.stringify(REPORT)], type: 'STRING' },
    { name: 'reasoning', data: ['Be open.', null, null], type: 'STRING', nullable: true },
  ]);
  expect(await resultOf(await client.imports.preview({ file }))).toMatchObject({
    is_joined: true,
    records: 3,
    confessions: { added: 3, existing: 0 },
  });
  expect(await take(file)).toMatchObject({
    transcripts: { added: 0 },
    confessions: { added: 3, existing: 0 },
    not_named: { count: 1, transcript_ids: ['t3'] },
    files: [{ sha256: expect.stringMatching(/^[0-9a-f]{64}$/), records: 3 }],
  });
  expect(await take(file, { format: 'joined-by-id' })).toMatchObject({
    confessions: { added: 0, existing: 3 },
  });
});

test('judge scores of a Parquet file are joined, by a scale that is said, also to ids that are numbers', async () => {
  const { take, write } = await newDataset(['9007199254740993', '2', '3']);
  await take(
    write([
      { name: 'id', data: [9007199254740993n, 2n, 3n], type: 'INT64' },
      { name: 'confession', data: ['One.', 'Two.', 'Three.'], type: 'STRING' },
    ]),
  );
  const file = write([
    { name: 'id', data: [9007199254740993n, 2n, 3n], type: 'INT64' },
    { name: 'judge', data: ['j', 'j', 'j'], type: 'STRING' },
    { name: 'score', data: [1, 5.5, 10], type: 'DOUBLE' },
  ]);
  await expect(take(file)).rejects.toMatchObject({
    code: 'RECORDS_REJECTED',
    data: { where: { line: 2, path: 'score' } },
  });
  expect(await take(file, { scale: { zero: 1, one: 10 } })).toMatchObject({
    judge_scores: { added: 3, existing: 0 },
  });
  const bad = write([
    { name: 'id', data: [2n, 77n], type: 'INT64' },
    { name: 'judge', data: ['k', 'k'], type: 'STRING' },
    { name: 'score', data: [0.5, Number.NaN], type: 'DOUBLE' },
  ]);
  const run = await take(bad, { skip_invalid: true, format: 'joined-by-id' });
  expect(run).toMatchObject({ judge_scores: { added: 1 }, rejected: [{ line: 2 }] });
});
