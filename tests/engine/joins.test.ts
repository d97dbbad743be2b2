import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readScore } from '../../main/engine/joins/scores.ts';
import { importRecords, resultOf, startEngine, temporaryFolder, writeJsonl } from './support.ts';

const plain = (id: string, metadata: object = {}) => ({
  id,
  messages: [
    { role: 'user', content: `Run all tests of ${id}.` },
    { role: 'assistant', content: 'All pass.' },
  ],
  metadata,
});

const REPORT = {
  compliance_analysis: [{ objective: 'Run all tests', compliance: 'fully_complied', analysis: 'All ran.' }],
};

async function newDataset(records: readonly unknown[] = [plain('t1'), plain('t2'), plain('t3')]) {
  const { client: connect, folder } = startEngine(temporaryFolder());
  const client = connect();
  await client.settings.update({ grader: 'Ada' });
  await client.session.setView({ view: 'coordinator' });
  await client.datasets.create({ path: join(folder, 'd.shrive') });
  await importRecords(client, folder, records);
  const take = (file: string, more: object = {}) =>
    client.imports.run({ files: [file], skip_invalid: false, ...more }).then(resultOf);
  const write = (records_: readonly unknown[], name = 'joined.jsonl') => writeJsonl(folder, name, records_);
  const released = async (transcript_id: string) => {
    const { confessions } = await client.transcripts.get({ transcript_id });
    return Promise.all(
      confessions.map(async ({ confession }) => (await client.labels.get({ confession })).released),
    );
  };
  return { client, folder, take, write, released };
}

const LINES = [
  { transcript_id: 't1', confession: 'I ran two.', reasoning: 'Be open.' },
  { transcript_id: 't1', confession: 'I ran three.', confession_id: 'second' },
  { id: 't2', report: REPORT, judge: 'j', score: 0.5 },
];

test('confessions are joined by id, once, and both sides say what is left', async () => {
  const { take, write, released, client } = await newDataset();
  const file = write(LINES);
  expect(await resultOf(await client.imports.preview({ file }))).toMatchObject({
    is_joined: true,
    confessions: { added: 3, existing: 0 },
    judge_scores: { added: 1, existing: 0 },
  });
  expect(await take(file)).toMatchObject({
    transcripts: { added: 0, existing: 0 },
    confessions: { added: 3, existing: 0 },
    judge_scores: { added: 1, existing: 0 },
    not_named: { count: 1, transcript_ids: ['t3'] },
  });
  expect(await take(file)).toMatchObject({
    confessions: { added: 0, existing: 3 },
    judge_scores: { added: 0, existing: 1 },
  });
  expect(await released('t1')).toMatchObject([
    { confession: { text: 'I ran two.' }, confession_reasoning: 'Be open.' },
    { confession: { id: 'second', text: 'I ran three.' } },
  ]);
  expect(await released('t2')).toMatchObject([{ judge_scores: [{ judge: 'j', score: 0.5 }] }]);
});

test('a line about nothing here refuses all of them, or is left out with its reason', async () => {
  const { take, write, client } = await newDataset();
  const file = write([...LINES, { transcript_id: 'nobody', confession: 'I was not there.' }]);
  await expect(take(file)).rejects.toMatchObject({ code: 'RECORDS_REJECTED', data: { where: { line: 4 } } });
  expect(await client.datasets.current()).toMatchObject({ confessions: 0 });
  const run = await take(file, { skip_invalid: true });
  expect(run).toMatchObject({ confessions: { added: 3 }, rejected: [{ line: 4, path: 'transcript_id' }] });
});

test('the same name with other words, and another score of the same judge, are named', async () => {
  const { take, write } = await newDataset();
  await take(write(LINES));
  const other = write([{ transcript_id: 't1', confession_id: 'second', confession: 'Other.' }], 'o.jsonl');
  await expect(take(other)).rejects.toMatchObject({ data: { where: { path: 'confession_id' } } });
  const score = write([{ transcript_id: 't2', judge: 'j', score: 0.75 }], 's.jsonl');
  await expect(take(score)).rejects.toMatchObject({ data: { where: { path: 'score' } } });
  const twice = write(
    [
      { transcript_id: 't2', judge: 'k', score: 0.75 },
      { transcript_id: 't2', judge: 'k', score: 0.5 },
    ],
    'twice.jsonl',
  );
  await expect(take(twice)).rejects.toMatchObject({ data: { where: { line: 2, path: 'score' } } });
});

test('a table of CSV is joined, quoted cells with line ends and all', async () => {
  const { take, folder, released } = await newDataset();
  const file = join(folder, 'scores.csv');
  writeFileSync(
    file,
    'transcript_id,confession,judge,score\r\nt1,"I ran ""two"",\nnot nine.",,7\r\nt2,None.,other,1\r\n',
  );
  const run = await take(file, { judge: 'j', scale: { zero: 1, one: 11 } });
  expect(run).toMatchObject({
    confessions: { added: 2 },
    judge_scores: { added: 2 },
    files: [{ records: 2 }],
  });
  expect(await released('t1')).toMatchObject([
    { confession: { text: 'I ran "two",\nnot nine.' }, judge_scores: [{ judge: 'j', score: 0.6 }] },
  ]);
  expect(await released('t2')).toMatchObject([{ judge_scores: [{ judge: 'other', score: 0 }] }]);
});

test('a file of ids that the dataset has is joined, whatever else would read it', async () => {
  const { write, client } = await newDataset();
  const formatOf = async (record: object) => {
    const file = write([record, { ...record, id: 't2' }], 'either.jsonl');
    const { format, is_joined } = await resultOf(await client.imports.preview({ file }));
    expect(is_joined).toBe(format === 'joined-by-id');
    return format;
  };
  expect(await formatOf({ id: 't1', text: 'I ran two.' })).toBe('joined-by-id');
  expect(await formatOf({ id: 't1', score: 0.5, judge: 'j' })).toBe('joined-by-id');
  const asked = { prompt: 'What did you do?', text: 'I ran two.' };
  expect(await formatOf({ transcript_id: 't1', ...asked })).toBe('joined-by-id');
  expect(await formatOf({ transcript_id: 'elsewhere', ...asked })).toBe('prompt-completion');
});

test('a prompt and an answer under the id of a transcript that is there are named, not taken', async () => {
  const { take, write, client } = await newDataset();
  const file = write([{ id: 't1', prompt: 'What did you do?', text: 'I ran two.' }]);
  await expect(take(file)).rejects.toMatchObject({
    code: 'RECORDS_REJECTED',
    data: { where: { path: 'id' } },
  });
  expect(await client.datasets.current()).toMatchObject({ transcripts: 3, confessions: 0 });
});

test('texts by ids that nothing here has may be conversations: both ways to read them are named', async () => {
  const { write, client } = await newDataset();
  const refusal = (record: object) =>
    client.imports
      .preview({ file: write([record], 'unknown.jsonl') })
      .then(resultOf)
      .catch((error) => error);
  for (const record of [
    { id: 'x', text: 'I ran two.' },
    { id: 'x', confession: 'I ran two.', dialogue: [{ by: 'user', said: 'Run all tests.' }] },
  ]) {
    const error = await refusal(record);
    expect(error).toMatchObject({ code: 'FORMAT_UNKNOWN', data: { details: { keys: Object.keys(record) } } });
    expect(error.message).toContain('joined-by-id');
  }
});

test('answers of graders are no confessions, though they name a transcript and a confession', async () => {
  const { take, write } = await newDataset();
  const answer = { transcript: 't1', confession: 'a', misbehaved: 'no', violations: [], honesty: 1 };
  await expect(take(write([answer]))).rejects.toMatchObject({ code: 'FORMAT_UNKNOWN' });
});

test('of a folder what belongs to transcripts of the dataset is joined, the rest is left out by name', async () => {
  const { take, write, folder, released } = await newDataset();
  mkdirSync(join(folder, 'runs'));
  write(LINES, join('runs', 'a-confessions.jsonl'));
  write([{ transcript_id: 'nobody', confession: 'x' }], join('runs', 'b-others.jsonl'));
  write([plain('t4')], join('runs', 'c-transcripts.jsonl'));
  const run = await take(join(folder, 'runs'));
  expect(run).toMatchObject({
    transcripts: { added: 1 },
    confessions: { added: 3 },
    files: [{ format: 'joined-by-id' }, { format: 'chat-jsonl' }],
    not_taken_count: 1,
    not_taken: [{ file: join(folder, 'runs', 'b-others.jsonl') }],
  });
  expect(await released('t1')).toHaveLength(2);
});

test('last turns are split off in every file of a folder, and in records read by a mapping', async () => {
  const { take, write, folder, released } = await newDataset();
  mkdirSync(join(folder, 'runs'));
  const turns = (id: string) => [
    { role: 'user', content: `Run ${id}.` },
    { role: 'assistant', content: 'Done.' },
    { role: 'user', content: 'Please confess.' },
    { role: 'assistant', content: `I ran half of ${id}.` },
  ];
  for (const id of ['u1', 'u2']) write([{ id, messages: turns(id) }], join('runs', `${id}.jsonl`));
  const split = { confession_request: 'please confess' };
  expect(await take(join(folder, 'runs'), split)).toMatchObject({
    confessions: { added: 2 },
    confession_request: { recognised: 2 },
  });
  expect(await released('u2')).toMatchObject([{ confession: { text: 'I ran half of u2.' } }]);
  const file = write([{ key: 'm1', talk: turns('m1') }], 'mapped.jsonl');
  const mapping = {
    version: 1 as const,
    name: 'talk',
    id: 'key',
    conversation: { messages: 'talk' },
    judge_scores: [],
    metadata: 'rest' as const,
  };
  expect(await take(file, { mapping, ...split })).toMatchObject({ confessions: { added: 1 } });
  expect(await released('m1')).toMatchObject([{ confession: { text: 'I ran half of m1.' } }]);
});

test('samples are found by their id and epoch; without one, two are too many', async () => {
  const records = [1, 2].map((epoch) => plain(`task/s/1/${epoch}`, { sample_id: 's/1', epoch }));
  const { take, write, released } = await newDataset(records);
  const run = await take(write([{ sample_id: 's/1', epoch: 2, confession: 'I ran two.' }]));
  expect(run.confessions.added).toBe(1);
  expect(await released('task/s/1/2')).toHaveLength(1);
  await expect(take(write([{ sample_id: 's/1', confession: 'x' }], 'e.jsonl'))).rejects.toMatchObject({
    data: { where: { path: 'sample_id' } },
  });
});

test('a score needs one confession that it can be about, and a scale that it fits', async () => {
  const { take, write } = await newDataset();
  await take(write(LINES));
  const path = async (line: object) => {
    const error = await take(write([line], 'x.jsonl'), { format: 'joined-by-id' }).catch((each) => each);
    return error?.data?.where?.path;
  };
  expect(await path({ transcript_id: 't1', judge: 'j', score: 1 })).toBe('confession_id');
  expect(await path({ transcript_id: 't3', judge: 'j', score: 1 })).toBe('confession_id');
  expect(await path({ transcript_id: 't2', judge: 'k', score: 7 })).toBe('score');
  expect(await path({ transcript_id: 't2', score: 1 })).toBe('judge');
  expect(await path({ transcript_id: 't2' })).toBe('confession');
  expect(await path({ score: 1 })).toBe('transcript_id');
});

test('scores come out of the metadata by their path, all or none', async () => {
  const scored = (id: string, value: unknown) => ({
    ...plain(id, { scores: { judge: { value, explanation: 'Because.' } } }),
    confessions: [{ id: 'a', text: 'I ran two.' }],
  });
  const { client, released } = await newDataset([
    scored('t1', 4),
    scored('t2', 'C'),
    plain('t3'),
    scored('t4', 40),
  ]);
  const request = { path: 'metadata.scores.judge', judge: 'inspect', scale: { zero: 5, one: 1 } };
  await expect(client.scores.fromMetadata({ ...request, skip_invalid: false })).rejects.toMatchObject({
    code: 'RECORDS_REJECTED',
  });
  expect(await released('t1')).toMatchObject([{ judge_scores: [] }]);
  expect(await client.scores.fromMetadata({ ...request, skip_invalid: true })).toMatchObject({
    judge_scores: { added: 2, existing: 0 },
    without: 1,
    rejected: [{ transcript_id: 't4' }],
  });
  expect(await client.scores.fromMetadata({ ...request, skip_invalid: true })).toMatchObject({
    judge_scores: { added: 0, existing: 2 },
  });
  expect(await released('t1')).toMatchObject([{ judge_scores: [{ judge: 'inspect', score: 0.25 }] }]);
  expect(await released('t2')).toMatchObject([{ judge_scores: [{ score: 1 }] }]);
});

test('a scale maps its ends to 0 and 1 and keeps the order, whichever way it goes', () => {
  const end = fc.integer({ min: -1000, max: 1000 });
  fc.assert(
    fc.property(end, end, fc.integer({ min: -1100, max: 1100 }), (zero, one, value) => {
      fc.pre(zero !== one);
      const score = readScore(value, 'score', { zero, one });
      const isInside = value >= Math.min(zero, one) && value <= Math.max(zero, one);
      if (!isInside) expect(typeof score).not.toBe('number');
      else expect(score).toBeCloseTo((value - zero) / (one - zero), 12);
    }),
  );
});

test('no line makes the import fail in another way than by its reasons', async () => {
  const { take, write } = await newDataset([plain('t1')]);
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom('t1', 0.5, '"', '[', 'C'));
  const record = fc.record(
    {
      transcript_id: value,
      id: value,
      epoch: value,
      confession: value,
      report: value,
      judge: value,
      score: value,
      confession_id: value,
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 4 }), async (records) => {
      const run = await take(write(records, 'fuzz.jsonl'), { format: 'joined-by-id', skip_invalid: true });
      expect(run.transcripts).toEqual({ added: 0, existing: 0 });
    }),
    { numRuns: 40 },
  );
});

test('a blind grader is told no score and no word of what is there, not even by a conflict', async () => {
  const { client, take, write } = await newDataset();
  await take(
    write([{ transcript_id: 't1', confession_id: 'a', confession: 'SECRET', judge: 'j', score: 0.125 }]),
  );
  await client.session.setView({ view: 'grader' });
  const file = write(
    [
      { transcript_id: 't1', judge: 'j', score: 0.5 },
      { transcript_id: 't1', confession_id: 'a', confession: 'A guess.' },
    ],
    'guess.jsonl',
  );
  const preview = await resultOf(await client.imports.preview({ file }));
  const run = await take(file, { skip_invalid: true });
  const refused = await take(file).catch((error) => ({ message: error.message, data: error.data }));
  expect([preview.rejected_count, run.rejected_count]).toEqual([2, 2]);
  for (const said of [preview, run, refused]) expect(JSON.stringify(said)).not.toMatch(/SECRET|0\.125/);
});

test('names that JavaScript knows are no scores, and what is no name is no sample', async () => {
  const { take, write } = await newDataset([
    plain('t1', { sample_id: { toString: 1 }, epoch: 1 }),
    plain('t2', { sample_id: 's', epoch: [{ toString: 1 }] }),
    plain('t3', { sample_id: 7, epoch: 2 }),
  ]);
  for (const score of ['constructor', '__proto__', 'toString'])
    await expect(
      take(write([{ transcript_id: 't1', confession: 'I did.', judge: 'j', score }])),
    ).rejects.toMatchObject({
      code: 'RECORDS_REJECTED',
      data: { where: { line: 1, path: 'score' } },
    });
  await expect(take(write([{ sample_id: 's', epoch: 1, confession: 'I did.' }]))).rejects.toMatchObject({
    code: 'RECORDS_REJECTED',
    data: { where: { line: 1, path: 'sample_id' } },
  });
  expect(
    await take(
      write([
        { sample_id: 's', confession: 'I did.' },
        { sample_id: 7, epoch: 2, text: 'I did.' },
      ]),
    ),
  ).toMatchObject({
    confessions: { added: 2 },
  });
});
