import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ExportOptions } from '../../shared/contract/exports.ts';
import { importRecords, resultOf, startEngine, writeJsonl } from './support.ts';

type Row = Record<string, unknown>;
interface Pair {
  first: string;
  second: string;
}
interface Written {
  rows: number;
  files: { path: string; rows: number }[];
  removed: { control: string; labels: number }[];
}
type Said = [misbehaved: string, honesty: number];

/** What each grader says, confession by confession (`t0/a`), in the order of grading. */
async function judged(said: Record<string, Record<string, Said>>, transcripts = 3) {
  const { client: connect, folder } = startEngine();
  const client = connect();
  await client.session.setView({ view: 'coordinator' });
  await client.settings.update({ grader: 'Ada' });
  await client.datasets.create({ path: join(folder, 'd.shrive') });
  const records = Array.from({ length: transcripts }, (_, index) => ({
    id: `t${index}`,
    messages: [
      { role: 'user', content: 'Done?' },
      { role: 'assistant', content: `Yes, ${index}.` },
    ],
    confessions: ['a', 'b', 'c'].map((id) => ({ id, text: `Confession ${id} of ${index}.` })),
    metadata: { task_id: index, model: index === 0 ? 'one' : 'other' },
  }));
  await importRecords(client, folder, records);
  for (const [grader, labels] of Object.entries(said)) {
    const lines = Object.entries(labels).map(([place, [misbehaved, honesty]]) => {
      const [transcript, confession] = place.split('/');
      return { transcript, confession, misbehaved, honesty };
    });
    const file = writeJsonl(folder, `${grader}.jsonl`, lines);
    await client.labels.import({ file, grader, skip_invalid: false });
  }
  const exported = async (options: Partial<ExportOptions> & { form: string }) => {
    const preview = await client.exports.preview(options);
    const out = join(folder, JSON.stringify(options).replace(/\W+/g, '-'));
    const result: Written = await resultOf(await client.exports.run({ format: 'jsonl', ...options, out }));
    expect([preview.rows, preview.removed]).toEqual([result.rows, result.removed]);
    const rows = result.files.flatMap(({ path }) =>
      readFileSync(join(out, path), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Row),
    );
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as Row;
    return {
      rows,
      manifest,
      removed: Object.fromEntries(preview.removed.map(({ control, labels }) => [control, labels])),
      card: readFileSync(join(out, 'README.md'), 'utf8'),
      notApplied: preview.not_applied,
    };
  };
  const compare = async (grader: string, pair: Pair, margin: number) => {
    await client.settings.update({ grader });
    const { body, draft_version } = await client.comparisons.get({ pair });
    const more_honest = margin === 0 ? null : margin > 0 ? pair.first : pair.second;
    const said = { ...body, more_honest, margin: Math.abs(margin) as 0 };
    await client.comparisons.submit({ pair, body: said, draft_version });
  };
  /** Compares every pair there is, the first by the first of these, and gives the pairs. */
  const compareAll = async (grader: string, margins: readonly number[]): Promise<Pair[]> => {
    await client.settings.update({ grader });
    const pairs: Pair[] = [];
    for (const margin of margins) {
      const next = await client.comparisons.next({ direction: 'next' });
      if (next === null) throw new Error('no pair is left');
      const pair = { first: next.first, second: next.second };
      await compare(grader, pair, margin);
      pairs.push(pair);
    }
    return pairs;
  };
  return { client, exported, compare, compareAll };
}

const THREE = {
  Ben: { 't0/a': ['no', 0.9], 't0/b': ['yes', 0.2] },
  Cho: { 't0/a': ['no', 0.5], 't0/b': ['no', 0.8] },
  Dee: { 't0/a': ['yes', 0.1] },
} satisfies Record<string, Record<string, Said>>;

test('resolved, one label stands for a confession: of the larger side the middle one, else of the latest', async () => {
  const { exported } = await judged(THREE);
  const resolved = await exported({ form: 'labels', labels: 'resolved' });
  // Both of the larger side are as near to its mean; Cho's came later. Of the divided one Cho's is the latest.
  expect(resolved.rows.map(({ confession, grader }) => [confession, grader])).toEqual([
    ['a', 'Cho'],
    ['b', 'Cho'],
  ]);
  expect(resolved.removed).toEqual({ resolved: 3 });
  const settled = await exported({ form: 'labels', labels: 'resolved', drop_divided: true });
  expect(settled.rows.map(({ confession }) => confession)).toEqual(['a']);
  expect(settled.removed).toEqual({ divided: 2, resolved: 2 });
  expect((await exported({ form: 'labels' })).rows.length).toBe(5);
});

test('a row for each confession pools its graders and keeps their doubt; with all, each label is a row', async () => {
  const { exported } = await judged(THREE);
  const { rows } = await exported({ form: 'pointwise' });
  expect(rows.map(({ confession, graders, honesty }) => [confession, graders, honesty])).toEqual([
    ['a', 3, 0.5],
    ['b', 2, 0.5],
  ]);
  expect(rows[0]).toMatchObject({
    honesties: [0.9, 0.5, 0.1],
    outcomes: { true_negative: 2 / 3, open: 1 / 3 },
  });
  const all = await exported({ form: 'pointwise', labels: 'all' });
  expect(all.rows.map(({ confession, grader, honesty }) => [confession, grader, honesty])).toEqual([
    ['a', 'Ben', 0.9],
    ['a', 'Cho', 0.5],
    ['a', 'Dee', 0.1],
    ['b', 'Ben', 0.2],
    ['b', 'Cho', 0.8],
  ]);
  expect(all.card).toContain('Each grader’s label is a row of its own');
  // A pair is of what one person says: Ben prefers a, Cho prefers b.
  const pairs = await exported({ form: 'preference', labels: 'all' });
  expect(pairs.rows.map(({ grader, chosen_confession }) => [grader, chosen_confession])).toEqual([
    ['Ben', 'a'],
    ['Cho', 'b'],
  ]);
  const pooled = await judged(THREE).then((each) => each.client.exports.preview({ form: 'preference' }));
  expect(pooled.removed).toEqual([{ control: 'rows/tie', labels: 1 }]);
});

test('pairs that were compared follow overlap, margin and one of a transcript as graded ones do', async () => {
  const { exported, compare, compareAll } = await judged(
    { Ben: { 't0/a': ['no', 1], 't0/b': ['no', 0] } },
    1,
  );
  const [first = { first: '', second: '' }] = await compareAll('Ben', [3, 1, 0]);
  await compare('Cho', first, 3);
  const all = await exported({ form: 'preference', min_margin: 0 });
  expect(all.rows.map(({ source }) => source)).toEqual(['honesty', 'comparison', 'comparison']);
  expect(all.removed).toEqual({ 'rows/tie': 1 });
  const one = await exported({ form: 'preference', pairs: 'one', min_margin: 0 });
  expect(one.rows.map(({ source, margin }) => [source, margin])).toEqual([
    ['honesty', 1],
    ['comparison', 1],
  ]);
  expect(one.removed).toEqual({ 'rows/tie': 1, 'rows/pairs': 1 });
  const twice = await exported({ form: 'preference', min_overlap: 2, min_margin: 0 });
  expect(twice.rows.map(({ source }) => source)).toEqual(['comparison']);
  expect(twice.removed).toEqual({ min_overlap: 2, 'comparisons/min_overlap': 2 });
  expect((await exported({ form: 'comparisons', min_overlap: 2 })).rows.length).toBe(2);
  const each = await exported({ form: 'preference', labels: 'all', min_margin: 0.5 });
  expect(each.rows.map(({ source, grader }) => `${source} ${grader}`).sort()).toEqual([
    'comparison Ben',
    'comparison Cho',
    'honesty Ben',
  ]);
});

test('what a form does not have is as if nobody had set it, and it says so', async () => {
  const { exported } = await judged(THREE);
  const { rows, removed, notApplied, manifest } = await exported({
    form: 'agreement',
    drop_divided: true,
    labels: 'resolved',
    min_margin: 0.9,
    balance: true,
  });
  expect(rows.length).toBe(5);
  expect(removed).toEqual({});
  expect(notApplied.sort()).toEqual(['balance', 'drop_divided', 'labels', 'min_margin']);
  expect(manifest.settings).toMatchObject({ labels: 'all', balance: false });
  const verdicts = await exported({ form: 'sft', variant: 'verdicts', honest_from: 1 });
  expect([verdicts.rows.length, verdicts.notApplied]).toEqual([5, ['honest_from']]);
});

test('what is left out stands in the order of the controls', async () => {
  const { client } = await judged({ ...THREE, Eve: { 't1/a': ['unsure', 0.5], 't2/a': ['no', 0.5] } });
  const { removed } = await client.exports.preview({
    form: 'labels',
    labels: 'resolved',
    filter: { models: ['one'] },
    graders: ['Ben', 'Cho'],
  });
  expect(removed.map(({ control }) => control)).toEqual(['filter', 'graders', 'resolved']);
});

test('graders that are not chosen stay to be chosen, by their own names also where pseudonyms go out', async () => {
  const { client, exported } = await judged(THREE);
  const { graders } = await client.exports.preview({ form: 'labels', graders: ['Ben'], pseudonyms: true });
  expect(graders).toEqual([
    { name: 'Ben', labels: 2 },
    { name: 'Cho', labels: 0 },
    { name: 'Dee', labels: 0 },
  ]);
  const { manifest, card } = await exported({ form: 'labels', graders: ['Ben'], pseudonyms: true });
  expect(Object.values(manifest.graders as Row)).toEqual([2]);
  expect(`${card}${JSON.stringify(manifest)}`).not.toMatch(/\b(Ben|Cho|Dee)\b/);
});

test('the states and outcomes of a filter are those of a grader, who must be named', async () => {
  const { client } = await judged(THREE);
  const filter = { outcomes: ['true_negative' as const] };
  expect((await client.exports.preview({ form: 'labels', filter })).rows).toBe(0);
  expect((await client.exports.preview({ form: 'labels', filter, filter_grader: 'Ben' })).rows).toBe(5);
  await client.settings.update({ grader: '' });
  await expect(client.exports.preview({ form: 'labels', filter })).rejects.toThrow(/--filter-grader/);
});

test('the card says how far graders agree, and nothing precise of too few items', async () => {
  const few = await judged(THREE).then(({ exported }) => exported({ form: 'labels' }));
  expect(few.manifest.agreement).toMatchObject([
    { of: 'misbehaved', alpha: null, reason: 'too few items', agreement: null, items: 2, pairs: 4 },
    { of: 'outcome', items: 1 },
    { of: 'honesty', items: 2 },
  ]);
  expect(few.card).toContain('| misbehaved (nominal) | too few items |  | 2 | 4 |');
  const places = Array.from({ length: 12 }, (_, index) => `t${index}/a`);
  const of = (say: (index: number) => Said) =>
    Object.fromEntries(places.map((place, index) => [place, say(index)]));
  const enough = await judged(
    {
      Ben: of((index) => [index % 2 === 0 ? 'yes' : 'no', index / 12]),
      Cho: of((index) => [index % 2 === 0 ? 'yes' : 'no', index === 11 ? 0 : index / 12]),
    },
    12,
  ).then(({ exported }) => exported({ form: 'pointwise' }));
  const [misbehaved, , honesty] = enough.manifest.agreement as Row[];
  expect(misbehaved).toMatchObject({ alpha: 1, agreement: 1, items: 12, pairs: 12 });
  expect(honesty).toMatchObject({ metric: 'interval', reason: null, items: 12 });
  expect(honesty?.alpha).toBeGreaterThan(0);
  expect(honesty?.alpha).toBeLessThan(1);
  expect(enough.card).toMatch(/\| misbehaved \(nominal\) \| 1\.000 \| 100\.0 % \| 12 \| 12 \|/);
  const alone = await judged({ Ben: THREE.Ben }).then(({ exported }) => exported({ form: 'labels' }));
  expect(alone.card).toContain('No item was judged by two: there is no agreement to measure.');
});

test('a key of metadata that is filtered by still offers its other values', async () => {
  const { client } = await judged({});
  const { metadata, models } = await client.transcripts.facets({ filter: { metadata: { task_id: ['1'] } } });
  expect(metadata).toEqual([
    { key: 'task_id', values: ['0', '1', '2'].map((value) => ({ value, count: 1 })) },
  ]);
  // What is filtered by narrows everything else.
  expect(models).toEqual([{ value: 'other', count: 1 }]);
});

test('what was settled stands alone, in every form but where each label is asked for; a blind grader does not see it', async () => {
  const { client, exported } = await judged({
    Ben: { 't0/a': ['yes', 0], 't0/b': ['no', 1] },
    Cho: { 't0/a': ['no', 1], 't0/b': ['no', 0.5] },
    Ada: { 't0/a': ['no', 0.75] },
  });
  const { items } = await client.adjudications.list({ offset: 0, limit: 10 });
  const confession = items.find(({ confession_id }) => confession_id === 'a')?.confession ?? '';
  const item = await client.adjudications.get({ confession });
  const taken = item.labels.find(({ body }) => body.honesty === 0);
  if (taken === undefined) throw new Error('no label of Ben');
  await client.adjudications.settle({
    confession,
    revision: item.revision,
    labels: item.labels.map(({ id }) => id),
    body: { ...taken.body, honesty: 0.25 },
    taken_from: { misbehaved: taken.id },
    reason: 'Message 1 says so.',
  });
  const honestyOf = (rows: Row[], confession_id: string) =>
    rows.filter((row) => row.confession === confession_id).map((row) => row.honesty ?? row.score);

  const pointwise = await exported({ form: 'scores' });
  expect(honestyOf(pointwise.rows, 'a')).toEqual([0.25]);
  expect(honestyOf(pointwise.rows, 'b')).toEqual([0.75]);
  const resolved = await exported({ form: 'labels', labels: 'resolved' });
  expect(resolved.rows.filter((row) => row.confession === 'a')).toMatchObject([
    { grader: 'Ada', honesty: 0.25, reason: 'Message 1 says so.', blind: false },
  ]);
  const all = await exported({ form: 'labels' });
  expect(honestyOf(all.rows, 'a').sort()).toEqual([0, 0.75, 1]);
  // Of some graders only: by none of them, it is not theirs.
  const some = await exported({ form: 'scores', graders: ['Ben', 'Cho'] });
  expect(honestyOf(some.rows, 'a')).toEqual([0.5]);

  await client.session.setView({ view: 'grader' });
  const own = await exported({ form: 'labels', labels: 'resolved', min_confidence: 0 });
  expect(honestyOf(own.rows, 'a')).toEqual([0.75]);
});
