import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dayOf, momentsOf } from '../../main/engine/history/days.ts';
import { type Client, importRecords, SECRET, startEngine, transcriptRecord, writeJsonl } from './support.ts';

async function dataset(count = 6) {
  const engine = startEngine();
  const client = engine.client();
  await client.settings.update({ grader: 'Ada' });
  await client.datasets.create({ path: join(engine.folder, 'd.shrive') });
  const ids = Array.from({ length: count }, (_, index) => `t${index}`);
  await importRecords(
    client,
    engine.folder,
    ids.map((id) => transcriptRecord(id)),
  );
  return { ...engine, client };
}

async function confessionOf(client: Client, transcript: string): Promise<string> {
  const { confessions } = await client.transcripts.get({ transcript_id: transcript });
  return confessions[0]?.confession ?? '';
}

async function skip(client: Client, transcript: string, active_ms?: number): Promise<string> {
  const confession = await confessionOf(client, transcript);
  await client.labels.skip({
    confession,
    skip_reason: 'too_long',
    reason: 'Three hours.',
    ...(active_ms !== undefined && { active_ms }),
  });
  return confession;
}

const names = (items: readonly { transcript_id: string; state: string }[]) =>
  items.map(({ transcript_id, state }) => `${transcript_id} ${state}`);

test('what was done is listed newest first, page by page, each item once', async () => {
  const { client } = await dataset();
  for (const id of ['t3', 't1', 't4', 't0', 't5']) await skip(client, id);
  const all = await client.history.list({ limit: 100 });
  expect(names(all.items)).toEqual(['t5', 't0', 't4', 't1', 't3'].map((id) => `${id} skipped`));
  expect(all.items[0]).toMatchObject({
    skip_reason: 'too_long',
    reason: 'Three hours.',
    day: dayOf(new Date()),
  });
  expect(all.days).toMatchObject([{ day: dayOf(new Date()), skipped: 5, submitted: 0 }]);
  const pages: string[] = [];
  for (let after: (typeof all)['after'] | undefined; after !== null; ) {
    const page = await client.history.list({ limit: 2, ...(after && { after }) });
    pages.push(...names(page.items));
    after = page.after;
  }
  expect(pages).toEqual(names(all.items));
});

test('it can be narrowed to states, a part of the id and a day', async () => {
  const { client } = await dataset();
  await skip(client, 't1');
  await client.labels.flag({ confession: await confessionOf(client, 't2'), reason: 'Look.' });
  const list = async (filter: object) => names((await client.history.list({ limit: 9, ...filter })).items);
  expect(await list({ states: ['flagged'] })).toEqual(['t2 flagged']);
  expect(await list({ search: 'T1' })).toEqual(['t1 skipped']);
  expect(await list({ search: '%' })).toEqual([]);
  expect(await list({ day: dayOf(new Date()) })).toHaveLength(2);
  expect(await list({ day: '2001-01-01' })).toEqual([]);
});

test('drafts are in it, labels from files and of others are not', async () => {
  const { client, folder } = await dataset();
  const state = await client.labels.get({ confession: await confessionOf(client, 't1') });
  await client.labels.saveDraft({ ...state, body: { ...state.body, note: 'Half.' } });
  await client.settings.update({ grader: 'Ben' });
  await skip(client, 't2');
  await client.session.setView({ view: 'coordinator' });
  const file = writeJsonl(folder, 'labels.jsonl', [
    { transcript: 't3', confession: 'a', misbehaved: 'no', honesty: 1 },
  ]);
  await client.labels.import({ file, grader: 'Ada', skip_invalid: false });
  await client.session.setView({ view: 'grader' });
  await client.settings.update({ grader: 'Ada' });
  const { items, days } = await client.history.list({ limit: 9 });
  expect(names(items)).toEqual(['t1 draft']);
  expect(days).toMatchObject([{ draft: 1, submitted: 0, skipped: 0 }]);
});

test('nothing sealed is in it', async () => {
  const { client } = await dataset();
  await skip(client, 't1');
  expect(JSON.stringify(await client.history.list({ limit: 9 }))).not.toContain(SECRET);
});

test('one goes back and forth through what was done, and stops at its ends', async () => {
  const { client } = await dataset();
  const done = [await skip(client, 't1'), await skip(client, 't3'), await skip(client, 't2')];
  const beside = async (confession: string | undefined, direction: 'older' | 'newer') =>
    (await client.history.beside({ ...(confession && { confession }), direction }))?.transcript_id;
  expect(await beside(undefined, 'older')).toBe('t2');
  const fresh = await confessionOf(client, 't5');
  expect([await beside(fresh, 'older'), await beside(fresh, 'newer')]).toEqual(['t2', undefined]);
  expect([
    await beside(done[2], 'older'),
    await beside(done[1], 'older'),
    await beside(done[0], 'older'),
  ]).toEqual(['t3', 't1', undefined]);
  expect([await beside(done[0], 'newer'), await beside(done[2], 'newer')]).toEqual(['t3', undefined]);
});

test('what is taken back stands as it is now', async () => {
  const { client } = await dataset();
  const first = await skip(client, 't1');
  await skip(client, 't2');
  await client.labels.undo({ confession: first });
  const { items, days } = await client.history.list({ limit: 9 });
  expect(names(items)).toEqual(['t1 draft', 't2 skipped']);
  expect(days).toMatchObject([{ draft: 1, skipped: 1 }]);
});

test('active time adds up over visits, is in the revision at the commit, and makes no draft', async () => {
  const { client } = await dataset();
  const confession = await confessionOf(client, 't1');
  const add = (stage: 1 | 2, active_ms: number) =>
    client.history.addActiveTime({ confession, stage, active_ms });
  expect(await add(1, 20_000)).toEqual({ active_ms: { 1: 20_000, 2: 0, 3: 0 } });
  expect(await add(1, 5_000)).toEqual({ active_ms: { 1: 25_000, 2: 0, 3: 0 } });
  expect(await client.labels.get({ confession })).toMatchObject({ state: 'not_started', draft_version: 0 });
  expect((await client.history.list({ limit: 9 })).items).toEqual([]);

  const { body, draft_version } = await client.labels.get({ confession });
  const committed = await client.labels.commitStage({
    confession,
    stage: 1,
    body: { ...body, misbehaved: 'no' },
    draft_version,
    active_ms: 1_000,
  });
  expect(committed.body.active_ms).toEqual({ 1: 26_000, 2: 0, 3: 0 });
  await add(2, 7_000);
  await client.labels.skip({ confession, skip_reason: 'other', reason: '', active_ms: 500 });
  const [revision] = await client.labels.history({ confession });
  expect(revision?.body.active_ms).toEqual({ 1: 26_000, 2: 7_500, 3: 0 });
  const { items, days } = await client.history.list({ limit: 9 });
  expect([items[0]?.active_ms, days[0]?.active_ms]).toEqual([33_500, 33_500]);
});

test('time that came with an act that was refused is not counted', async () => {
  const { client } = await dataset();
  const confession = await confessionOf(client, 't1');
  const { body, draft_version } = await client.labels.get({ confession });
  const commit = client.labels.commitStage({ confession, stage: 1, body, draft_version, active_ms: 9_000 });
  await expect(commit).rejects.toMatchObject({ code: 'STAGE_INCOMPLETE' });
  expect((await client.history.pace()).today.active_ms).toBe(0);
});

test('the pace is the median of what was submitted, once there is enough to say', async () => {
  const { client } = await dataset();
  const submit = async (transcript: string, active_ms: number) => {
    const confession = await confessionOf(client, transcript);
    const first = await client.labels.get({ confession });
    const answered = { ...first.body, misbehaved: 'no' as const };
    let state = await client.labels.commitStage({ ...first, stage: 1, body: answered, active_ms });
    state = await client.labels.commitStage({ ...state, stage: 2, body: { ...state.body, honesty: 1 } });
    await client.labels.submit(state);
  };
  await submit('t1', 60_000);
  await submit('t2', 600_000);
  expect(await client.history.pace()).toMatchObject({ active_ms_per_item: null, items: 2 });
  await submit('t3', 120_000);
  expect(await client.history.pace()).toMatchObject({ active_ms_per_item: 120_000, items: 3 });
});

test('a day is from midnight to midnight where the grader is', () => {
  for (const day of ['2026-03-29', '2026-10-25', '2026-12-31', '2028-02-29']) {
    const { from, to } = momentsOf(day);
    expect(dayOf(new Date(from))).toBe(day);
    expect(dayOf(new Date(Date.parse(to) - 1))).toBe(day);
    expect(dayOf(new Date(to))).not.toBe(day);
  }
});
