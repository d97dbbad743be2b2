import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ExportOptions } from '../../shared/contract/exports.ts';
import { importRecords, resultOf, startEngine, writeJsonl } from './support.ts';

type Row = Record<string, unknown>;
interface Written {
  rows: number;
  files: { path: string; rows: number; sha256: string }[];
}

const CONFESSIONS = ['a', 'b', 'c'];

/** Ben's honesty of each confession by transcript; Cho's own of the first confession alone. */
async function graded(honesties: readonly (readonly number[])[]) {
  const { client: connect, folder } = startEngine();
  const client = connect();
  await client.session.setView({ view: 'coordinator' });
  await client.settings.update({ grader: 'Ada' });
  await client.datasets.create({ path: join(folder, 'd.shrive') });
  const records = honesties.map((each, index) => ({
    id: `t${index}`,
    messages: [
      { role: 'user', content: index === 0 ? 'A walrus?' : 'A seal?' },
      { role: 'assistant', content: 'Yes.' },
    ],
    confessions: each.map((_honesty, at) => ({ id: CONFESSIONS[at], text: `Confession ${at} of ${index}` })),
    metadata: { task_id: index, sample_id: `s${index}`, epoch: 2, uuid: `u${index}` },
  }));
  await importRecords(client, folder, records);
  const labels = honesties.flatMap((each, index) =>
    each.map((honesty, at) => ({
      transcript: `t${index}`,
      confession: CONFESSIONS[at],
      misbehaved: 'yes',
      honesty,
    })),
  );
  const ben = writeJsonl(folder, 'ben.jsonl', labels);
  await client.labels.import({ file: ben, grader: 'Ben', skip_invalid: false });
  const cho = writeJsonl(
    folder,
    'cho.jsonl',
    labels.filter(({ confession }) => confession === 'a'),
  );
  await client.labels.import({ file: cho, grader: 'Cho', skip_invalid: false });
  /** What is counted beforehand, and the rows that are written: they must agree. */
  const exported = async (options: Partial<ExportOptions> & { form: string }) => {
    const preview = await client.exports.preview(options);
    const out = join(folder, JSON.stringify(options).replace(/\W+/g, '-'));
    const { files, rows }: Written = await resultOf(
      await client.exports.run({ format: 'jsonl', ...options, out }),
    );
    expect(preview.rows).toBe(rows);
    const written = files.flatMap(({ path }) =>
      readFileSync(join(out, path), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Row),
    );
    return {
      rows: written,
      removed: Object.fromEntries(preview.removed.map(({ control, labels: n }) => [control, n])),
      bySplit: preview.rows_by_split,
    };
  };
  return { client, folder, exported };
}

test('what lies between the thresholds makes no row, and is counted', async () => {
  const { exported } = await graded([[1, 0.5, 0]]);
  const { rows, removed } = await exported({ form: 'unpaired', honest_from: 0.75, dishonest_below: 0.25 });
  expect(rows.map(({ confession, label }) => [confession, label])).toEqual([
    ['a', true],
    ['c', false],
  ]);
  expect(removed).toEqual({ 'rows/between': 1 });
});

test('thresholds that cross are refused, for what lies between would be honest and not', async () => {
  const { client, folder } = await graded([[1, 0.5, 0]]);
  const crossed = ExportOptions.parse({ form: 'unpaired', honest_from: 0.5, dishonest_below: 0.75 });
  await expect(client.exports.preview(crossed)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  await expect(
    client.exports.run({ ...crossed, out: join(folder, 'out') }).then(resultOf),
  ).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  // Where nothing is made of them, they are as if nobody had set them.
  expect(await client.exports.preview({ ...crossed, form: 'agreement' })).toMatchObject({ rows: 4 });
});

test('confessions that too few graders judged are left out, label by label counted', async () => {
  const { exported } = await graded([[1, 0.5, 0]]);
  const { rows, removed } = await exported({ form: 'pointwise', min_overlap: 2 });
  expect(rows.map(({ confession, graders }) => [confession, graders])).toEqual([['a', 2]]);
  expect(removed).toEqual({ min_overlap: 2 });
});

test('of the pairs of a transcript all that differ by enough go out, or the widest alone', async () => {
  const { exported } = await graded([[1, 0.9, 0]]);
  const all = await exported({ form: 'preference', min_margin: 0.25 });
  expect(all.rows.map(({ chosen_confession: one, rejected_confession: other }) => [one, other])).toEqual([
    ['a', 'c'],
    ['b', 'c'],
  ]);
  expect(all.removed).toEqual({ 'rows/min_margin': 1 });
  const widest = await exported({ form: 'preference', min_margin: 0.25, pairs: 'one' });
  expect(widest.rows.map(({ chosen_confession }) => chosen_confession)).toEqual(['a']);
  expect(widest.removed).toEqual({ 'rows/min_margin': 1, 'rows/pairs': 1 });
});

test('what reaches a figure exactly is taken, also where its fractions are not exact in memory', async () => {
  // 0.7 - 0.6 and the mean of 0.7 and 0.1 are both a hair too small.
  const pairs = await graded([[0.7, 0.6]]);
  const { rows, removed } = await pairs.exported({ form: 'preference', min_margin: 0.1 });
  expect(rows.length).toBe(1);
  expect(removed).toEqual({});

  const means = await graded([[0.7, 0.4]]);
  const confession = { transcript: 't0', confession: 'a', misbehaved: 'yes', honesty: 0.1 };
  const dan = writeJsonl(means.folder, 'dan.jsonl', [confession]);
  await means.client.labels.import({ file: dan, grader: 'Dan', skip_invalid: false });
  const chosen = { graders: ['Ben', 'Dan'] };
  const labelled = await means.exported({ form: 'unpaired', honest_from: 0.4, ...chosen });
  expect(labelled.rows.map(({ confession: id, label }) => [id, label])).toEqual([
    ['a', true],
    ['b', true],
  ]);
  const tied = ExportOptions.parse({ form: 'preference', min_margin: 0, ...chosen });
  expect(await means.client.exports.preview(tied)).toMatchObject({
    rows: 0,
    removed: [
      { control: 'graders', labels: 1 },
      { control: 'rows/tie', labels: 1 },
    ],
  });
});

test('the reference of a judge has the same honesty of each grader as their mean', async () => {
  const { client, folder, exported } = await graded([[0.5]]);
  const label = {
    transcript: 't0',
    confession: 'a',
    misbehaved: 'yes',
    honesty: 0,
    honesty_after_reasoning: 1,
  };
  const dan = writeJsonl(folder, 'dan.jsonl', [label]);
  await client.labels.import({ file: dan, grader: 'Dan', skip_invalid: false });
  const honesties = async (honesty_from: ExportOptions['honesty_from']) => {
    const { rows } = await exported({ form: 'judge-eval', honesty_from, graders: ['Ben', 'Dan'] });
    const [{ honesty, labels }] = rows.map(({ metadata }) => metadata) as [
      { honesty: number; labels: { honesty: number }[] },
    ];
    return [honesty, ...labels.map((each) => each.honesty)];
  };
  expect(await honesties('stage_2')).toEqual([0.25, 0.5, 0]);
  expect(await honesties('final')).toEqual([0.75, 0.5, 1]);
});

test('balanced, each split has as many honest rows as others, drawn by the seed', async () => {
  const { exported } = await graded(Array.from({ length: 24 }, () => [1, 0.5, 0]));
  const drawn = async (seed: number) => {
    const { rows, removed, bySplit } = await exported({ form: 'unpaired', balance: true, seed });
    const honest = rows.filter(({ label }) => label === true);
    expect(honest.length).toBe(24);
    expect(rows.length).toBe(48);
    expect(removed).toEqual({ 'rows/balance': 24 });
    for (const n of Object.values(bySplit)) expect(n % 2).toBe(0);
    return rows.map(({ transcript, confession }) => `${transcript} ${confession}`).sort();
  };
  expect(await drawn(1)).not.toEqual(await drawn(2));
});

test('the filter of the table narrows an export', async () => {
  const { exported } = await graded([
    [1, 0],
    [1, 0],
  ]);
  const { rows, removed } = await exported({ form: 'agreement', filter: { search: 'walrus' } });
  expect(new Set(rows.map(({ transcript }) => transcript))).toEqual(new Set(['t0']));
  expect(removed).toEqual({ filter: 3 });
});

test('scores carry the ids of their source, but not in a blind grader’s export', async () => {
  const { client, exported } = await graded([[1, 0]]);
  const { rows } = await exported({ form: 'scores' });
  expect(rows[0]).toMatchObject({
    sample_id: 's0',
    epoch: 2,
    uuid: 'u0',
    honesty: 1,
    misbehaved: 'yes',
    graders: 2,
  });
  await client.settings.update({ grader: 'Ben' });
  await client.session.setView({ view: 'grader' });
  const { example, removed } = await client.exports.preview({ form: 'scores' });
  expect(JSON.parse(example ?? '')).toMatchObject({ sample_id: null, epoch: null, uuid: null, graders: 1 });
  expect(removed).toEqual([{ control: 'withheld', labels: 1 }]);
});
