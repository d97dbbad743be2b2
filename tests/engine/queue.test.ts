import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Client, importRecords, startEngine, writeJsonl } from './support.ts';

/** Transcripts t0, t1 …, each with as many confessions. */
function records(count: number, from = 0, confessions = 1) {
  return Array.from({ length: count }, (_each, index) => ({
    id: `t${from + index}`,
    messages: [{ role: 'user', content: `Task ${from + index}` }],
    confessions: Array.from({ length: confessions }, (_, number) => ({
      id: `c${number}`,
      text: `All of ${from + index} is done, ${number}.`,
    })),
  }));
}

async function dataset(count: number, confessions = 1) {
  const engine = startEngine();
  const client = engine.client();
  const path = join(engine.folder, 'd.shrive');
  await client.settings.update({ grader: 'Ada' });
  await client.datasets.create({ path });
  await importRecords(client, engine.folder, records(count, 0, confessions));
  return { ...engine, client, path };
}

/** The whole queue, item by item. */
async function walk(client: Client): Promise<string[]> {
  const names: string[] = [];
  for (let from: string | undefined; ; ) {
    const item = await client.queue.next({ ...(from && { from }), direction: 'next', open_only: false });
    if (item === null) return names;
    expect(item.index).toBe(names.length);
    names.push(`${item.transcript_id}/${item.confession_id}`);
    from = item.confession;
  }
}

async function confessionOf(client: Client, transcript: string, id = 'c0'): Promise<string> {
  const { confessions } = await client.transcripts.get({ transcript_id: transcript });
  return confessions.find(({ confession_id }) => confession_id === id)?.confession ?? '';
}

/** Judges in two stages, as somebody does. */
async function grade(
  client: Client,
  transcript: string,
  honesty: number,
  misbehaved: 'yes' | 'no' | 'unsure' = 'no',
) {
  const confession = await confessionOf(client, transcript);
  const first = await client.labels.get({ confession });
  const judged = { ...first.body, misbehaved };
  const { body, draft_version } = await client.labels.commitStage({
    confession,
    stage: 1,
    body: judged,
    draft_version: first.draft_version,
  });
  await client.labels.submit({ confession, body: { ...body, honesty }, draft_version });
  return confession;
}

const skip = (client: Client, confession: string) =>
  client.labels.skip({ confession, skip_reason: 'other', reason: '' });

/** The transcript of the next open item. */
async function nextOpen(client: Client, from?: string) {
  const next = await client.queue.next({ ...(from && { from }), direction: 'next', open_only: true });
  return next?.transcript_id;
}

const inOrder = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `t${from + index}/c0`);

describe('the order of the dataset', () => {
  test('is the queue where none was chosen', async () => {
    const { client } = await dataset(5);
    expect(await client.queue.current()).toEqual({
      mode: 'in_order',
      seed: null,
      narrowed_to: null,
      transcripts: 5,
      total: 5,
    });
    expect(await walk(client)).toEqual(inOrder(5));
  });

  test('takes in what is imported', async () => {
    const { client, folder } = await dataset(3);
    await walk(client);
    await importRecords(client, folder, records(2, 3));
    expect(await walk(client)).toEqual(inOrder(5));
    expect(await client.queue.progress()).toMatchObject({ total: 5, not_started: 5 });
  });

  test('narrowed to transcripts it stays as it was, whatever is imported', async () => {
    const { client, folder } = await dataset(6);
    const queue = await client.queue.choose({ mode: 'in_order', transcript_ids: ['t4', 't1', 't1'] });
    expect(queue).toMatchObject({ narrowed_to: 2, total: 2, transcripts: 6, seed: null });
    await importRecords(client, folder, records(1, 6));
    expect(await walk(client)).toEqual(['t1/c0', 't4/c0']);
    await client.queue.choose({ mode: 'in_order' });
    expect(await walk(client)).toEqual(inOrder(7));
  });

  test('narrowed by a filter it holds what the filter leaves', async () => {
    const { client } = await dataset(12);
    await client.queue.choose({ mode: 'in_order', filter: { search: '"Task 1"' } });
    expect(await walk(client)).toEqual(['t1/c0']);
  });
});

describe('at random', () => {
  test('every item comes once, in the order of the seed, the same on another machine', async () => {
    const one = await dataset(40);
    const other = startEngine();
    const there = other.client();
    await there.settings.update({ grader: 'Ben' });
    await there.datasets.create({ path: join(other.folder, 'e.shrive') });
    await importRecords(there, other.folder, records(40).reverse());
    expect(await one.client.queue.choose({ mode: 'random', seed: 4711 })).toMatchObject({ seed: 4711 });
    await there.queue.choose({ mode: 'random', seed: 4711 });
    const order = await walk(one.client);
    expect(await walk(there)).toEqual(order);
    expect([...order].sort()).toEqual(inOrder(40).sort());
    expect(order).not.toEqual(inOrder(40));
    await one.client.queue.choose({ mode: 'random', seed: 4712 });
    expect(await walk(one.client)).not.toEqual(order);
  });

  test('two confessions of one transcript do not follow each other', async () => {
    const { client } = await dataset(12, 2);
    for (const seed of [1, 2, 3]) {
      await client.queue.choose({ mode: 'random', seed });
      const transcripts = (await walk(client)).map((name) => name.split('/')[0]);
      expect(transcripts.filter((each, index) => each === transcripts[index + 1])).toEqual([]);
    }
  });

  test('what is imported later is appended, and what was there keeps its place', async () => {
    const { client, folder } = await dataset(10);
    await client.queue.choose({ mode: 'random', seed: 1 });
    const before = await walk(client);
    await importRecords(client, folder, records(10, 10));
    const after = await walk(client);
    expect(after.slice(0, 10)).toEqual(before);
    expect(after.slice(10).sort()).toEqual(inOrder(10, 10).sort());
    expect(await walk(client)).toEqual(after);
  });

  test('a seed that is made is told, and survives a restart', async () => {
    const { client, folder, path, close } = await dataset(20);
    const { seed } = await client.queue.choose({ mode: 'random' });
    expect(seed).toBeGreaterThan(0);
    const order = await walk(client);
    await close();
    const again = startEngine(folder).client();
    await again.datasets.open({ path });
    expect(await again.queue.current()).toMatchObject({ mode: 'random', seed, total: 20 });
    expect(await walk(again)).toEqual(order);
  });
});

describe('least agreed first', () => {
  async function disputed() {
    const engine = await dataset(8);
    const { client } = engine;
    const as = async (grader: string, labels: [string, number, ('yes' | 'no' | 'unsure')?][]) => {
      await client.settings.update({ grader });
      for (const [transcript, honesty, misbehaved] of labels)
        await grade(client, transcript, honesty, misbehaved);
    };
    await as('Ben', [
      ['t1', 1],
      ['t3', 0.5, 'yes'],
      ['t5', 1],
      ['t6', 0.5],
    ]);
    await as('Cleo', [
      ['t1', 1],
      ['t3', 0.5, 'no'],
      ['t5', 0.25],
    ]);
    await client.settings.update({ grader: 'Ada' });
    return engine;
  }

  test('begins where others differ most, and comes to what fewer than two have labelled at last', async () => {
    const { client } = await disputed();
    await client.queue.choose({ mode: 'least_agreed', seed: 5 });
    const order = await walk(client);
    expect(order.slice(0, 3)).toEqual(['t3/c0', 't5/c0', 't1/c0']);
    expect(order.slice(3).sort()).toEqual(['t0/c0', 't2/c0', 't4/c0', 't6/c0', 't7/c0']);
  });

  test('says nothing of what others said', async () => {
    const { client } = await disputed();
    const queue = await client.queue.choose({ mode: 'least_agreed', seed: 5 });
    const next = await client.queue.next({ direction: 'next', open_only: true });
    const place = await client.queue.place({ confession: next?.confession ?? '' });
    expect(Object.keys(queue).sort()).toEqual(['mode', 'narrowed_to', 'seed', 'total', 'transcripts']);
    expect(JSON.stringify([queue, next, place])).not.toMatch(/honesty|outcome|Ben|Cleo|agree[^d]/);
  });

  test('own labels do not count as disagreement with oneself', async () => {
    const { client } = await dataset(4);
    await grade(client, 't2', 0);
    await client.settings.update({ grader: 'Ben' });
    await grade(client, 't2', 1);
    await client.queue.choose({ mode: 'least_agreed', seed: 5 });
    const { seed } = await client.queue.choose({ mode: 'random', seed: 5 });
    const random = await walk(client);
    await client.queue.choose({ mode: 'least_agreed', seed: seed ?? 0 });
    expect(await walk(client)).toEqual(random);
  });
});

describe('assigned', () => {
  test('is what the grader was given, and what is given later comes after it', async () => {
    const { client } = await dataset(10);
    const given = await client.assignments.add({ grader: 'Ada', transcript_ids: ['t2', 't4', 't6'] });
    expect(given).toMatchObject({ added: 3, existing: 0, probability: null });
    await client.assignments.add({ grader: 'Ben', transcript_ids: ['t1'] });
    await client.queue.choose({ mode: 'assigned', seed: 3 });
    const before = await walk(client);
    expect([...before].sort()).toEqual(['t2/c0', 't4/c0', 't6/c0']);
    const again = await client.assignments.add({ grader: 'Ada', transcript_ids: ['t4', 't9'] });
    expect(again).toMatchObject({ added: 1, existing: 1 });
    expect(await walk(client)).toEqual([...before, 't9/c0']);
  });

  test('a random draw stores that it was one, and how likely each was', async () => {
    const { client } = await dataset(10);
    const drawn = await client.assignments.add({ grader: 'Ada', random: { items: 4, seed: 8 } });
    expect(drawn).toEqual({ grader: 'Ada', added: 4, existing: 0, seed: 8, probability: 0.4 });
    const rest = await client.assignments.add({ grader: 'Ada', random: { items: 90, seed: 8 } });
    expect(rest).toMatchObject({ added: 6, probability: 1 });
    // Why is the coordinator's to know: that some are gold would tell a grader which.
    const counts = { grader: 'Ada', assigned: 10, submitted: 0 };
    expect(await client.assignments.list()).toEqual([{ ...counts, reasons: {} }]);
    await client.session.setView({ view: 'coordinator' });
    expect(await client.assignments.list()).toEqual([{ ...counts, reasons: { random: 10 } }]);
  });

  test('one name that is not there, and nothing is assigned', async () => {
    const { client } = await dataset(3);
    await expect(
      client.assignments.add({ grader: 'Ada', transcript_ids: ['t1', 'nobody'] }),
    ).rejects.toMatchObject({ code: 'TRANSCRIPT_NOT_FOUND' });
    expect(await client.assignments.list()).toEqual([]);
  });
});

describe('going on', () => {
  test('passes over what is submitted, skipped or flagged, and goes round once', async () => {
    const { client } = await dataset(5);
    const [t0, t3] = [await confessionOf(client, 't0'), await confessionOf(client, 't3')];
    await skip(client, t0);
    expect(await nextOpen(client)).toBe('t1');
    await grade(client, 't1', 1);
    expect(await nextOpen(client)).toBe('t2');
    expect(await nextOpen(client, t3)).toBe('t4');
    await client.labels.flag({ confession: await confessionOf(client, 't4'), reason: '' });
    expect(await nextOpen(client, t3)).toBe('t2');
    await client.labels.undo({ confession: t0 });
    expect(await nextOpen(client)).toBe('t0');
  });

  test('an item says what lies beside it, also where it is not in the queue', async () => {
    const { client } = await dataset(6);
    await client.queue.choose({ mode: 'in_order', transcript_ids: ['t1', 't3', 't5'] });
    await grade(client, 't5', 1);
    expect(await client.queue.place({ confession: await confessionOf(client, 't3') })).toMatchObject({
      index: 1,
      total: 3,
      next: { transcript_id: 't5' },
      previous: { transcript_id: 't1' },
      next_open: { transcript_id: 't1' },
    });
    expect(await client.queue.place({ confession: await confessionOf(client, 't2') })).toMatchObject({
      index: null,
      total: 3,
      next: { transcript_id: 't1' },
      previous: null,
      next_open: { transcript_id: 't1' },
    });
  });

  test('the only open item is not its own next', async () => {
    const { client } = await dataset(1);
    const { next_open } = await client.queue.place({ confession: await confessionOf(client, 't0') });
    expect(next_open).toBeNull();
  });

  test('counts follow drafts, submits, undo, and only the queue', async () => {
    const { client } = await dataset(6);
    const state = await client.labels.get({ confession: await confessionOf(client, 't2') });
    await client.labels.saveDraft({ ...state, body: { ...state.body, note: 'x' } });
    await grade(client, 't0', 1);
    await skip(client, await confessionOf(client, 't1'));
    const all = { total: 6, not_started: 3, draft: 1, submitted: 1, skipped: 1, flagged: 0 };
    expect(await client.queue.progress()).toEqual(all);
    await client.queue.choose({ mode: 'random', seed: 1, transcript_ids: ['t0', 't2', 't5'] });
    expect(await client.queue.progress()).toMatchObject({ total: 3, submitted: 1, draft: 1, not_started: 1 });
    await client.labels.undo({ confession: await confessionOf(client, 't0') });
    expect(await client.queue.progress()).toMatchObject({ total: 3, submitted: 0, draft: 2, not_started: 1 });
  });
});

test('two graders of one file have each their own queue and their own counts', async () => {
  const { client } = await dataset(12);
  await client.queue.choose({ mode: 'random', seed: 1 });
  const adas = await walk(client);
  await grade(client, 't3', 1);
  await client.settings.update({ grader: 'Ben' });
  expect(await walk(client)).toEqual(inOrder(12));
  expect(await client.queue.progress()).toMatchObject({ submitted: 0 });
  await client.settings.update({ grader: 'Ada' });
  expect(await walk(client)).toEqual(adas);
  expect(await client.queue.progress()).toMatchObject({ submitted: 1 });
});

test('what another connection chooses, grades and imports is seen here', async () => {
  const { client, folder, path } = await dataset(8);
  await client.queue.choose({ mode: 'random', seed: 1 });
  await walk(client);
  const there = startEngine(folder).client();
  await there.datasets.open({ path });
  const chosen = await there.queue.choose({ mode: 'random', seed: 2 });
  const order = await walk(there);
  expect(await client.queue.current()).toEqual(chosen);
  expect(await walk(client)).toEqual(order);
  const [first = ''] = order;
  const at = first.split('/')[0] ?? '';
  const confession = await grade(there, at, 1);
  expect(await nextOpen(client)).not.toBe(at);
  await there.labels.undo({ confession });
  expect(await nextOpen(client)).toBe(at);
  await importRecords(there, folder, records(3, 8), 'more.jsonl');
  expect(await walk(client)).toHaveLength(11);
  expect(await walk(there)).toEqual(await walk(client));
});

test('an import under way is not in the queue before it lands, and one given up never is', async () => {
  const { client, folder } = await dataset(4);
  await client.queue.choose({ mode: 'random', seed: 1 });
  const before = await walk(client);
  const bad = [...records(1500, 100), { id: 'broken', messages: 5 }];
  const file = writeJsonl(folder, 'bad.jsonl', bad);
  const run = async () => {
    const stream = await client.imports.run({ files: [file], skip_invalid: false });
    for (;;) {
      const step = await stream.next();
      expect(await client.queue.current()).toMatchObject({ total: 4 });
      if (step.done === true) return;
    }
  };
  await expect(run()).rejects.toMatchObject({ code: 'RECORDS_REJECTED' });
  expect(await walk(client)).toEqual(before);
  await importRecords(client, folder, records(2, 4), 'good.jsonl');
  expect(await walk(client)).toHaveLength(6);
});

test('without a name there is a queue, but none can be chosen', async () => {
  const { client } = await dataset(2);
  await client.settings.update({ grader: '' });
  expect(await walk(client)).toEqual(inOrder(2));
  await expect(client.queue.choose({ mode: 'random' })).rejects.toMatchObject({ code: 'GRADER_UNNAMED' });
});
