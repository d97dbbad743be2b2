import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ItemState } from '../../shared/contract/grading.ts';
import type { LabelBody } from '../../shared/domain/label.ts';
import { HONESTY_CORE, RubricBody } from '../../shared/domain/rubric.ts';
import {
  type Client,
  importRecords,
  resultOf,
  startEngine,
  transcriptRecord,
  writeJsonl,
} from './support.ts';

const yesNo = ['yes', 'no'].map((value) => ({ value, label: value }));

/** A question of every kind, in every stage and of claims, one of them on condition. */
const RUBRIC = RubricBody.parse({
  ...HONESTY_CORE,
  name: 'ours',
  questions: [
    { id: 'run', kind: 'choice', question: 'Was it run?', stage: 1, required: true, options: yesNo },
    {
      id: 'failing',
      kind: 'number',
      question: 'How many fail?',
      stage: 1,
      whole: true,
      min: 0,
      when: { question: 'run', is: ['yes'] },
    },
    { id: 'place', kind: 'text', question: 'Where *is* it?', stage: 2, scope: 'claim', max_length: 20 },
    { id: 'tone', kind: 'scale', question: 'What tone?', stage: 2, from: 1, to: 5, required: true },
    { id: 'signs', kind: 'choices', question: 'Which signs?', stage: 3, options: yesNo },
  ],
});

async function openWithRubric() {
  const engine = startEngine();
  const client = engine.client();
  await client.settings.update({ grader: 'Ada' });
  await client.datasets.create({ path: join(engine.folder, 'd.shrive') });
  await importRecords(client, engine.folder, [transcriptRecord('t1')]);
  const { id: rubric } = await client.rubrics.save({ rubric: RUBRIC, based_on: 'honesty-core@1' });
  const next = await client.queue.next({ direction: 'next', open_only: true });
  if (next === null) throw new Error('the queue is empty');
  return { ...engine, client, rubric, confession: next.confession };
}

const changed = (item: ItemState, change: Partial<LabelBody>, rubric = item.rubric) => ({
  confession: item.confession,
  body: { ...item.body, ...change },
  draft_version: item.draft_version,
  rubric,
});

const FIRST = { misbehaved: 'yes', answers: { run: 'yes', failing: 7 } } as const;

async function commit(client: Client, item: ItemState, stage: 1 | 2, change: Partial<LabelBody>) {
  return client.labels.commitStage({ ...changed(item, change), stage });
}

async function submitted(client: Client, confession: string) {
  const first = await commit(client, await client.labels.get({ confession }), 1, FIRST);
  const answers = { ...first.body.answers, place: { 'objective:0': 'msg 3' }, tone: 4 };
  const second = await commit(client, first, 2, { honesty: 1, answers });
  return client.labels.submit(changed(second, { answers: { ...second.body.answers, signs: ['no', 'yes'] } }));
}

test('an item says which rubric it is graded under, and a label carries it with its answers', async () => {
  const { client, confession, rubric } = await openWithRubric();
  expect((await client.labels.get({ confession })).rubric).toBe('ours@1');
  const done = await submitted(client, confession);
  expect(done.body.answers).toEqual({
    run: 'yes',
    failing: 7,
    place: { 'objective:0': 'msg 3' },
    tone: 4,
    signs: ['no', 'yes'],
  });
  const [newest] = await client.labels.history({ confession });
  expect(newest).toMatchObject({ rubric, body: done.body });
  expect((await client.rubrics.list()).map(({ id, labels }) => [id, labels])).toContainEqual([rubric, 1]);
});

test('a stage waits for its required questions, and says which', async () => {
  const { client, confession } = await openWithRubric();
  const item = await client.labels.get({ confession });
  await expect(commit(client, item, 1, { misbehaved: 'no' })).rejects.toMatchObject({
    code: 'STAGE_INCOMPLETE',
    message: 'Still open: Was it run?',
    data: { details: { fields: ['answers/run'] } },
  });
  const first = await commit(client, item, 1, FIRST);
  await expect(commit(client, first, 2, { honesty: 1 })).rejects.toMatchObject({
    data: { details: { fields: ['answers/tone'] } },
  });
});

test.each<[string, Record<string, unknown>, string]>([
  ['a value that is no answer', { run: 'perhaps' }, 'answers.run'],
  ['a number out of bounds', { run: 'yes', failing: -1 }, 'answers.failing'],
  ['a question that there is not', { run: 'yes', stranger: 1 }, 'answers.stranger'],
])('%s is refused by name', async (_what, answers, path) => {
  const { client, confession } = await openWithRubric();
  const item = await client.labels.get({ confession });
  await expect(commit(client, item, 1, { misbehaved: 'no', answers })).rejects.toMatchObject({
    code: 'INPUT_INVALID',
    data: { where: { path } },
  });
});

test('a claim that there is not is refused once claims are there, and is no question before', async () => {
  const { client, confession } = await openWithRubric();
  const item = await client.labels.get({ confession });
  const answers = { ...FIRST.answers, place: { 'objective:9': 'x' } };
  await expect(commit(client, item, 1, { ...FIRST, answers })).rejects.toMatchObject({
    code: 'STAGE_NOT_COMMITTED',
  });
  const first = await commit(client, item, 1, FIRST);
  await expect(
    commit(client, first, 2, { honesty: 1, answers: { ...answers, tone: 3 } }),
  ).rejects.toMatchObject({ code: 'INPUT_INVALID', data: { where: { path: 'answers.place.objective:9' } } });
});

test('an answer of a later stage is kept out of a draft until that stage is open', async () => {
  const { client, confession } = await openWithRubric();
  const item = await client.labels.get({ confession });
  const early = changed(item, { answers: { tone: 3 } });
  await expect(client.labels.saveDraft(early)).rejects.toMatchObject({ code: 'STAGE_NOT_COMMITTED' });
  const first = await commit(client, item, 1, FIRST);
  const answers = { ...first.body.answers, signs: ['yes'] };
  await expect(client.labels.saveDraft(changed(first, { answers }))).rejects.toMatchObject({
    code: 'STAGE_NOT_COMMITTED',
  });
});

test('what is not asked any more stays in the draft and leaves with the commit', async () => {
  const { client, confession } = await openWithRubric();
  const item = await client.labels.get({ confession });
  const answers = { run: 'no', failing: 7 };
  const draft = changed(item, { misbehaved: 'no', answers, stage_of: { 'answers/failing': 1 } });
  await client.labels.saveDraft(draft);
  const kept = await client.labels.get({ confession });
  expect(kept.body.answers).toEqual(answers);
  const first = await commit(client, kept, 1, {});
  expect([first.body.answers, first.body.stage_of]).toEqual([{ run: 'no' }, {}]);
});

test('a page that shows an older rubric is told, and keeps its draft', async () => {
  const { client, confession } = await openWithRubric();
  const item = await client.labels.get({ confession });
  const { id } = await client.rubrics.save({ rubric: { ...RUBRIC, title: 'New' }, based_on: 'ours@1' });
  expect(id).toBe('ours@2');
  await client.labels.saveDraft(changed(item, FIRST));
  const kept = await client.labels.get({ confession });
  expect([kept.rubric, kept.body.answers]).toEqual(['ours@2', FIRST.answers]);
  await expect(client.labels.commitStage({ ...changed(kept, {}, 'ours@1'), stage: 1 })).rejects.toMatchObject(
    { code: 'RUBRIC_CHANGED', data: { details: { rubric: 'ours@2' } } },
  );
  expect((await commit(client, kept, 1, {})).rubric).toBe('ours@2');
});

test('a closed label shows the version that it answered, also after a reopening was taken back', async () => {
  const { client, confession } = await openWithRubric();
  await submitted(client, confession);
  const without = { ...RUBRIC, has_reasoning_stage: false };
  await client.rubrics.save({ rubric: without, based_on: 'ours@1' });
  const closed = await client.labels.get({ confession });
  expect([closed.rubric, closed.last_stage]).toEqual(['ours@1', 3]);
  const open = await client.labels.reopen({ confession });
  expect([open.rubric, open.last_stage]).toEqual(['ours@2', 2]);
  const back = await client.labels.undo({ confession });
  expect([back.state, back.rubric, back.body]).toEqual(['submitted', 'ours@1', closed.body]);
  const again = await client.labels.submit(changed(await client.labels.reopen({ confession }), {}));
  expect([again.rubric, again.committed_stage]).toEqual(['ours@2', 3]);
});

test.each(['reopen', 'undo'] as const)(
  'a label taken up (%s) under a rubric that judges the reasoning is on record as having seen it',
  async (takeUp) => {
    const { client, confession } = await openWithRubric();
    const two = { ...RUBRIC, has_reasoning_stage: false, questions: [] };
    const { id } = await client.rubrics.save({ rubric: two, based_on: 'ours@1' });
    const first = await commit(client, await client.labels.get({ confession }), 1, { misbehaved: 'no' });
    const closed = await client.labels.submit(changed(first, { honesty: 1 }));
    expect([closed.last_stage, closed.revealed_at.reasoning]).toEqual([2, null]);
    await client.rubrics.save({ rubric: { ...two, has_reasoning_stage: true }, based_on: id });
    expect((await client.labels.get({ confession })).last_stage).toBe(2);
    const open = await client.labels[takeUp]({ confession });
    expect(open.last_stage).toBe(3);
    expect(open.revealed_at.reasoning).not.toBeNull();
  },
);

const line = (answers: object, more: object = {}) => ({
  transcript: 't1',
  confession: 'a',
  misbehaved: 'yes',
  honesty: 1,
  answers,
  ...more,
});

test('answers of a labels file are read as what they mean, each with its stage', async () => {
  const { client, folder } = await openWithRubric();
  await client.session.setView({ view: 'coordinator' });
  const answers = { run: 'YES', failing: '2', place: { 'objective:0': 'msg 3' }, tone: 4, signs: 'no' };
  const file = writeJsonl(folder, 'labels.jsonl', [line(answers)]);
  await client.labels.import({ file, grader: 'Ben', skip_invalid: false });
  const { confessions } = await client.transcripts.get({ transcript_id: 't1' });
  const [revision] = await client.labels.history({ confession: confessions[0]?.confession ?? '' });
  expect(revision?.body.answers).toEqual({ ...answers, run: 'yes', failing: 2, signs: ['no'] });
  expect(revision?.body.stage_of).toMatchObject({
    'answers/run': 1,
    'answers/place/objective:0': 2,
    'answers/signs': 3,
  });
});

test('a labels file whose answers do not fit is refused with file, line and path', async () => {
  const { client, folder } = await openWithRubric();
  await client.session.setView({ view: 'coordinator' });
  const file = writeJsonl(folder, 'labels.jsonl', [
    line({ run: 'no' }),
    line({ run: 'perhaps' }, { confession: 'b' }),
  ]);
  await expect(client.labels.import({ file, grader: 'Ben', skip_invalid: false })).rejects.toMatchObject({
    code: 'RECORDS_REJECTED',
    data: { where: { file, line: 2, path: 'answers.run' } },
  });
});

test('labels of an earlier version come back from their export under that version', async () => {
  const { client, folder, confession } = await openWithRubric();
  await submitted(client, confession);
  await client.rubrics.save({ rubric: HONESTY_CORE, based_on: 'ours@1' });
  await client.session.setView({ view: 'coordinator' });
  const out = join(folder, 'out');
  const { files } = await resultOf(
    await client.exports.run({
      form: 'labels',
      format: 'jsonl',
      out,
      splits: { train: 1, validation: 0, test: 0 },
    }),
  );
  const file = join(out, files[0]?.path ?? '');
  await client.labels.import({ file, grader: 'Ben', skip_invalid: false });
  const labels = await client.labels.history({ confession });
  expect(new Set(labels.filter(({ state }) => state === 'submitted').map(({ rubric }) => rubric))).toEqual(
    new Set(['ours@1']),
  );
});

test('an answer about the task output that was changed after the reveal goes out with the one before it', async () => {
  const { client, confession } = await openWithRubric();
  const first = await commit(client, await client.labels.get({ confession }), 1, FIRST);
  const answers = { run: 'no', tone: 4 };
  const second = await commit(client, first, 2, { honesty: 1, answers });
  await client.labels.submit(changed(second, {}));
  const { example } = await client.exports.preview({ form: 'labels' });
  const row = JSON.parse(example ?? '');
  expect([row.answers, row.before_reveal.answers]).toEqual([answers, FIRST.answers]);
});

test('every form carries the answers with their version, and the card says what was asked', async () => {
  const { client, folder, confession } = await openWithRubric();
  const { body } = await submitted(client, confession);
  await client.session.setView({ view: 'coordinator' });
  const labels = [line({ run: 'no' }, { confession: 'b', honesty: 0 })];
  await client.labels.import({
    file: writeJsonl(folder, 'b.jsonl', labels),
    grader: 'Ada',
    skip_invalid: false,
  });
  const rows = async (form: string) => JSON.parse((await client.exports.preview({ form })).example ?? '');
  expect(await rows('labels')).toMatchObject({ rubric: 'ours@1', answers: body.answers });
  expect((await rows('pointwise')).answers).toEqual([{ rubric: 'ours@1', answers: body.answers }]);
  const pair = await rows('preference');
  expect([pair.chosen_answers, pair.rejected_answers]).toEqual([
    [{ rubric: 'ours@1', answers: body.answers }],
    [{ rubric: 'ours@1', answers: { run: 'no' } }],
  ]);
  const out = join(folder, 'out');
  await resultOf(await client.exports.run({ form: 'pointwise', format: 'jsonl', out }));
  const card = readFileSync(join(out, 'README.md'), 'utf8');
  expect(card).toContain('### ours@1: 2 labels');
  expect(card).toContain('- `run`: Was it run? stage 1, once, required; one of\n  - `yes`: yes\n');
  expect(card).toContain('asked where `run` is yes; a whole number, 0 or more');
  expect(card).toContain(
    '- `place`: Where \\*is\\* it? stage 2, of each claim; a text of at most 20 characters',
  );
});
