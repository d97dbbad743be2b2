import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LabelBody } from '../../shared/domain/label.ts';
import {
  type Client,
  importRecords,
  resultOf,
  SECRET,
  SECRET_REASONING,
  startEngine,
  transcriptRecord,
} from './support.ts';

async function openWithOne(id = 't1') {
  const engine = startEngine();
  const client = engine.client();
  await client.settings.update({ grader: 'Ada' });
  await client.datasets.create({ path: join(engine.folder, 'd.shrive') });
  await importRecords(client, engine.folder, [transcriptRecord(id)]);
  return { ...engine, client };
}

async function firstItem(client: Client) {
  const item = await client.queue.next({ direction: 'next', open_only: true });
  if (item === null) throw new Error('the queue is empty');
  return item;
}

const VIOLATION: LabelBody['violations'][number] = {
  id: 'v1',
  category: 'overclaimed',
  severity: 4,
  note: 'Two of nine.',
  evidence: [],
  disclosure: null,
  disclosed_in: null,
  awareness: null,
};

async function commitFirst(client: Client, confession: string) {
  const item = await client.labels.get({ confession });
  const body: LabelBody = { ...item.body, misbehaved: 'yes', violations: [VIOLATION], admitted: 'no' };
  return client.labels.commitStage({ confession, stage: 1, body, draft_version: item.draft_version });
}

async function submitTwoStages(client: Client, confession: string, honesty: number) {
  const committed = await commitFirst(client, confession);
  const body: LabelBody = {
    ...committed.body,
    honesty,
    violations: [{ ...VIOLATION, disclosure: 'admitted' }],
  };
  const second = await client.labels.commitStage({
    confession,
    stage: 2,
    body,
    draft_version: committed.draft_version,
  });
  return client.labels.submit({ confession, body: second.body, draft_version: second.draft_version });
}

/** Calls everything a page can ask a question with, and gives all the answers as text. */
async function everyAnswer(client: Client, confession: string, transcript: string): Promise<string> {
  const sort = { by: 'added', descending: false } as const;
  const answers: unknown[] = [
    await client.datasets.current(),
    await client.datasets.recent(),
    await client.datasets.check(),
    await client.session.get(),
    await client.transcripts.list({ filter: {}, sort, offset: 0, limit: 100 }),
    await client.transcripts.list({ filter: { search: 'SECRET' }, sort, offset: 0, limit: 100 }),
    await client.transcripts.facets({ filter: {} }),
    await client.transcripts.ids({ filter: {}, sort }),
    await client.transcripts.get({ transcript_id: transcript, confession }),
    await client.transcripts.messages({ transcript_id: transcript, confession, from: 0, count: 100 }),
    await client.queue.next({ direction: 'next', open_only: false }),
    await client.queue.progress(),
    await client.labels.get({ confession }),
    await client.labels.history({ confession }),
    await client.imports.runs(),
    await client.exports.forms(),
  ];
  for (const form of ['labels', 'pointwise', 'preference'])
    answers.push(await client.exports.preview({ form }));
  return JSON.stringify(answers);
}

test('no procedure hands out a word of confession, reasoning or judge before it is earned', async () => {
  const { client } = await openWithOne();
  const { confession } = await firstItem(client);
  const before = await everyAnswer(client, confession, 't1');
  expect(before).not.toContain('SECRET');

  await commitFirst(client, confession);
  const afterFirst = await everyAnswer(client, confession, 't1');
  expect(afterFirst).toContain(SECRET);
  expect(afterFirst).not.toContain(SECRET_REASONING);
  expect(afterFirst).not.toContain('SECRET-judge');
});

test('the preview of a file shows a blind grader nothing of confessions and reasoning', async () => {
  const { client, folder } = await openWithOne();
  const preview = await resultOf(await client.imports.preview({ file: join(folder, 'in.jsonl') }));
  expect(preview.transcripts).toEqual({ added: 0, existing: 1 });
  expect(JSON.stringify(preview)).not.toContain('SECRET');
});

test('reasoning comes with stage 2 committed, judge scores with the submit', async () => {
  const { client } = await openWithOne();
  const { confession } = await firstItem(client);
  const submitted = await submitTwoStages(client, confession, 1);
  expect(submitted.state).toBe('submitted');
  expect(submitted.released.judge_scores).toEqual([{ judge: 'SECRET-judge', score: 0.9 }]);
  const { messages } = await client.transcripts.messages({
    transcript_id: 't1',
    confession,
    from: 0,
    count: 10,
  });
  expect(JSON.stringify(messages)).toContain(SECRET_REASONING);
  const withoutItem = await client.transcripts.messages({ transcript_id: 't1', from: 0, count: 10 });
  expect(JSON.stringify(withoutItem)).not.toContain(SECRET_REASONING);
});

test('stages are committed in order, and stage 2 cannot be answered before stage 1 is', async () => {
  const { client } = await openWithOne();
  const { confession } = await firstItem(client);
  const { body, draft_version } = await client.labels.get({ confession });
  await expect(
    client.labels.commitStage({ confession, stage: 2, body, draft_version }),
  ).rejects.toMatchObject({
    code: 'STAGE_NOT_COMMITTED',
  });
  await expect(
    client.labels.commitStage({ confession, stage: 1, body, draft_version }),
  ).rejects.toMatchObject({
    code: 'STAGE_INCOMPLETE',
  });
  await expect(client.labels.submit({ confession, body, draft_version })).rejects.toMatchObject({
    code: 'STAGE_NOT_COMMITTED',
  });
  await expect(
    client.labels.saveDraft({ confession, body: { ...body, honesty: 1 }, draft_version }),
  ).rejects.toMatchObject({ code: 'STAGE_NOT_COMMITTED' });
});

test('two windows on one item do not overwrite each other', async () => {
  const { client } = await openWithOne();
  const { confession } = await firstItem(client);
  const { body, draft_version } = await client.labels.get({ confession });
  const saved = await client.labels.saveDraft({ confession, body: { ...body, note: 'one' }, draft_version });
  await expect(
    client.labels.saveDraft({ confession, body: { ...body, note: 'two' }, draft_version }),
  ).rejects.toMatchObject({ code: 'LABEL_CONFLICT' });
  const again = await client.labels.get({ confession });
  expect([again.body.note, again.draft_version]).toEqual(['one', saved.draft_version]);
});

test('a draft and a submitted label are there after the engine is started again', async () => {
  const { client, folder, close } = await openWithOne();
  const { confession } = await firstItem(client);
  await submitTwoStages(client, confession, 0.75);
  const other = await client.queue.next({ direction: 'next', open_only: true });
  const { body, draft_version } = await client.labels.get({ confession: other?.confession ?? '' });
  await client.labels.saveDraft({
    confession: other?.confession ?? '',
    body: { ...body, note: 'half' },
    draft_version,
  });
  await close();

  const again = startEngine(folder).client();
  await again.datasets.open({ path: join(folder, 'd.shrive') });
  expect(await again.queue.progress()).toMatchObject({ total: 2, submitted: 1, draft: 1 });
  expect((await again.labels.get({ confession: other?.confession ?? '' })).body.note).toBe('half');
});

test('undo and redo of submit, skip and flag are new revisions and lose no answer', async () => {
  const { client } = await openWithOne();
  const { confession } = await firstItem(client);
  await submitTwoStages(client, confession, 0.5);
  const undone = await client.labels.undo({ confession });
  expect([undone.state, undone.body.honesty, undone.can_undo, undone.can_redo]).toEqual([
    'draft',
    0.5,
    false,
    true,
  ]);
  const redone = await client.labels.redo({ confession });
  expect([redone.state, redone.body.honesty, redone.can_undo]).toEqual(['submitted', 0.5, true]);
  const history = await client.labels.history({ confession });
  expect(history.map((revision) => revision.origin)).toEqual(['redo', 'undo', 'graded', 'graded', 'graded']);
  expect(history.map((revision) => revision.revision)).toEqual([5, 4, 3, 2, 1]);

  const { confession: second } = await firstItem(client);
  const skipped = await client.labels.skip({ confession: second, skip_reason: 'other', reason: 'too long' });
  expect([skipped.state, skipped.reason]).toEqual(['skipped', 'too long']);
  const back = await client.labels.undo({ confession: second });
  expect([back.state, back.skip_reason, back.reason]).toEqual(['draft', null, '']);
  const flagged = await client.labels.flag({ confession: second, reason: 'ask' });
  expect(flagged.state).toBe('flagged');
  const reopened = await client.labels.reopen({ confession: second });
  expect(reopened.state).toBe('draft');
  expect((await client.labels.undo({ confession: second })).state).toBe('flagged');
});

test('a label that was taken up again and changed is not thrown away by undo', async () => {
  const { client } = await openWithOne();
  const { confession } = await firstItem(client);
  await client.labels.flag({ confession, reason: 'ask' });
  const reopened = await client.labels.reopen({ confession });
  expect(reopened.can_undo).toBe(true);
  await client.labels.saveDraft({
    confession,
    body: { ...reopened.body, note: 'written since' },
    draft_version: reopened.draft_version,
  });
  expect((await client.labels.get({ confession })).can_undo).toBe(false);
  await expect(client.labels.undo({ confession })).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' });
  expect((await client.labels.get({ confession })).body.note).toBe('written since');
});

test('a transcript is begun once one of its confessions is, and submitted once all are', async () => {
  const { client } = await openWithOne();
  const stateOf = async () => {
    const page = { sort: { by: 'added', descending: false }, offset: 0, limit: 10 } as const;
    const [row] = (await client.transcripts.list({ filter: {}, ...page })).rows;
    const { states } = await client.transcripts.facets({ filter: {} });
    const counted = states.filter(({ count }) => count > 0).map(({ value }) => value);
    expect(counted).toEqual([row?.state]);
    return row?.state;
  };
  expect(await stateOf()).toBe('not_started');
  await submitTwoStages(client, (await firstItem(client)).confession, 0.5);
  expect(await stateOf()).toBe('draft');
  await client.labels.skip({
    confession: (await firstItem(client)).confession,
    skip_reason: 'other',
    reason: '',
  });
  expect(await stateOf()).toBe('skipped');
});

test('a label made after a look in the coordinator view is not blind', async () => {
  const { client } = await openWithOne();
  const { confession } = await firstItem(client);
  await client.session.setView({ view: 'coordinator' });
  expect((await client.labels.get({ confession })).released.confession).not.toBeNull();
  await client.session.setView({ view: 'grader' });
  expect((await client.labels.get({ confession })).released.confession).toBeNull();
  expect((await commitFirst(client, confession)).blind).toBe(false);
});

test('nor is what is said after such a look of a label that was begun blind', async () => {
  const { client } = await openWithOne();
  const look = async (confession: string) => {
    await client.session.setView({ view: 'coordinator' });
    await client.labels.get({ confession });
    await client.session.setView({ view: 'grader' });
  };
  const { confession } = await firstItem(client);
  expect((await commitFirst(client, confession)).blind).toBe(true);
  const change = async () => {
    const { body, draft_version } = await client.labels.get({ confession });
    return { confession, draft_version, body: { ...body, honesty: 0.5 } };
  };
  expect((await client.labels.commitStage({ ...(await change()), stage: 2 })).blind).toBe(true);
  await look(confession);
  expect((await client.labels.submit(await change())).blind).toBe(false);
});

test('a label taken up again after a look in the coordinator view is not blind, and given back as it was it is', async () => {
  const { client } = await openWithOne();
  const { confession } = await firstItem(client);
  expect((await submitTwoStages(client, confession, 0.5)).blind).toBe(true);
  await client.session.setView({ view: 'coordinator' });
  await client.labels.get({ confession });
  await client.session.setView({ view: 'grader' });
  expect((await client.labels.reopen({ confession })).blind).toBe(false);
  expect((await client.labels.undo({ confession })).blind).toBe(true);
});

test.each([
  ['its history', (client: Client, confession: string) => client.labels.history({ confession })],
  ['the transcript with its reasoning', (client: Client) => client.transcripts.get({ transcript_id: 't1' })],
  [
    'a place in the reasoning',
    (client: Client) => client.transcripts.find({ transcript_id: 't1', text: SECRET_REASONING }),
  ],
])('nor is one made after a look at %s', async (_what, look) => {
  const { client } = await openWithOne();
  const { confession } = await firstItem(client);
  await client.session.setView({ view: 'coordinator' });
  await look(client, confession);
  await client.session.setView({ view: 'grader' });
  expect((await commitFirst(client, confession)).blind).toBe(false);
});

test('revisions form a chain that check verifies, and cannot be changed', async () => {
  const { client, folder } = await openWithOne();
  const { confession } = await firstItem(client);
  await submitTwoStages(client, confession, 1);
  const history = (await client.labels.history({ confession })).toReversed();
  expect(history.map((revision) => revision.previous_hash)).toEqual([
    null,
    history[0]?.hash,
    history[1]?.hash,
  ]);
  expect(await client.datasets.check()).toEqual({ ok: true, problems: [] });

  const { default: Database } = await import('better-sqlite3');
  const file = new Database(join(folder, 'd.shrive'));
  expect(() => file.exec('DELETE FROM label_revisions')).toThrow(/append-only/);
  file.exec('DROP TRIGGER label_revisions_are_not_changed');
  file.exec(`UPDATE label_revisions SET record = json_set(record, '$.body.honesty', 0.1) WHERE number = 3`);
  file.close();
  const { ok, problems } = await client.datasets.check();
  expect(ok).toBe(false);
  expect(problems.join()).toMatch(/was changed after it was made/);
});

test('without a name there are no labels', async () => {
  const { client } = await openWithOne();
  const { confession } = await firstItem(client);
  const { body, draft_version } = await client.labels.get({ confession });
  await client.settings.update({ grader: '  ' });
  await expect(client.labels.saveDraft({ confession, body, draft_version })).rejects.toMatchObject({
    code: 'GRADER_UNNAMED',
  });
});

test('beside a confession stand the others of its transcript, each with where this grader is', async () => {
  const { client } = await openWithOne();
  const { confession } = await firstItem(client);
  await commitFirst(client, confession);
  const others = await client.labels.beside({ confession });
  expect(others).toMatchObject([{ transcript_id: 't1', confession_id: 'b', state: 'not_started' }]);
  expect(await client.labels.beside({ confession: others[0]?.confession ?? '' })).toEqual([
    { confession, transcript_id: 't1', confession_id: 'a', state: 'draft' },
  ]);
});
