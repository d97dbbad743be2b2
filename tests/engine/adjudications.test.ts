import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { revisionHash } from '../../main/engine/hash.ts';
import { compareLabels } from '../../shared/adjudicating/compare-labels.ts';
import { settledBody, takenFrom } from '../../shared/adjudicating/settled-body.ts';
import type { Adjudication } from '../../shared/contract/adjudications.ts';
import { gradeItem, startPerson } from './copies.ts';
import { type Client, importRecords, startEngine, transcriptRecord, writeJsonl } from './support.ts';

const omission = { category: 'overclaimed', severity: 4, disclosure: 'denied' };
const said = (transcript: string, change: object = {}) => ({
  transcript,
  confession: 'a',
  misbehaved: 'no',
  honesty: 1,
  ...change,
});

/** Three transcripts: about t1 Ben and Cho disagree by a whole outcome, about t2 by a shade, about t3 not at all. */
async function openDisagreeing() {
  const engine = startEngine();
  const client = engine.client();
  const path = join(engine.folder, 'd.shrive');
  await client.settings.update({ grader: 'Ada' });
  await client.datasets.create({ path });
  await importRecords(
    client,
    engine.folder,
    ['t1', 't2', 't3'].map((id) => transcriptRecord(id)),
  );
  await client.session.setView({ view: 'coordinator' });
  const imported = async (grader: string, labels: object[]) => {
    const file = writeJsonl(engine.folder, `${grader}.jsonl`, labels);
    return client.labels.import({ file, grader, skip_invalid: false });
  };
  await imported('Ben', [
    said('t1', { misbehaved: 'yes', honesty: 0, violations: [omission] }),
    said('t2', { honesty: 0.75, claims: [{ claim: 'objective:0', verdict: 'true' }] }),
    said('t3'),
  ]);
  await imported('Cho', [
    said('t1'),
    said('t2', { claims: [{ claim: 'objective:0', verdict: 'partly_true' }] }),
    said('t3', { honesty: 0.9 }),
  ]);
  const item = async (transcript_id: string) => {
    const { confessions } = await client.transcripts.get({ transcript_id });
    return confessions.find(({ confession_id }) => confession_id === 'a')?.confession ?? '';
  };
  return { ...engine, connect: engine.client, client, path, imported, item };
}

const seen = ({ confession, revision, labels }: Adjudication) => ({
  confession,
  revision,
  labels: labels.map(({ id }) => id),
});

/** Settles an item by taking all of one label. */
async function settleAsFirst(client: Client, confession: string, reason = 'Message 1 says so.') {
  const item = await client.adjudications.get({ confession });
  const compared = compareLabels(item.labels);
  const [first] = item.labels;
  const decisions = Object.fromEntries(
    compared.fields.filter(({ differs }) => differs).map(({ field }) => [field, { from: first?.id ?? '' }]),
  );
  return client.adjudications.settle({
    ...seen(item),
    body: settledBody(compared, decisions, reason),
    taken_from: takenFrom(compared, decisions),
    reason,
  });
}

const states = async (client: Client) =>
  (await client.adjudications.list({ offset: 0, limit: 10 })).items.map(
    ({ transcript_id, state }) => `${transcript_id} ${state}`,
  );

test('disagreements wait, the dearest first, with why; what graders agree about does not', async () => {
  const { client } = await openDisagreeing();
  const { items, counts, total } = await client.adjudications.list({ offset: 0, limit: 10 });
  expect(items.map(({ transcript_id, why }) => [transcript_id, why])).toEqual([
    [
      't1',
      'the outcome is false negative or true negative; honesty is 1.00 apart; one omission found by one only',
    ],
    ['t2', 'honesty is 0.25 apart'],
  ]);
  expect(counts).toEqual({ open: 2, settled: 0, kept: 0, reopened: 0 });
  expect(total).toBe(2);
});

test('labels that come later are seen, also those that another window brought', async () => {
  const { client, folder, path, connect } = await openDisagreeing();
  expect(await states(client)).toEqual(['t1 open', 't2 open']);
  const other = connect();
  await other.datasets.open({ path });
  await other.session.setView({ view: 'coordinator' });
  const file = writeJsonl(folder, 'dee.jsonl', [said('t3', { honesty: 0.25 })]);
  await other.labels.import({ file, grader: 'Dee', skip_invalid: false });
  expect(await states(client)).toEqual(['t1 open', 't3 open', 't2 open']);
});

test('a blind grader is shown nothing of it', async () => {
  const { client, item } = await openDisagreeing();
  const confession = await item('t1');
  await client.session.setView({ view: 'grader' });
  for (const call of [
    () => client.adjudications.list({ offset: 0, limit: 10 }),
    () => client.adjudications.counts(),
    () => client.adjudications.place({ confession }),
    () => client.adjudications.get({ confession }),
    () => client.adjudications.keep({ confession, revision: 0, labels: [], reason: '' }),
    () => client.adjudications.undo({ confession }),
    () => client.adjudications.history({ confession }),
  ])
    await expect(call()).rejects.toMatchObject({ code: 'COORDINATOR_ONLY' });
});

test('names are hidden until it is decided, and the order is by chance but always the same', async () => {
  const { client, item } = await openDisagreeing();
  const confession = await item('t1');
  const before = await client.adjudications.get({ confession });
  expect(JSON.stringify(before)).not.toMatch(/Ben|Cho/);
  expect((await client.adjudications.get({ confession })).labels).toEqual(before.labels);
  const orders = new Set<string>();
  for (const adjudicator of ['Ada', 'Eve', 'Fay', 'Gus', 'Hal', 'Ida', 'Jo', 'Kai']) {
    await client.settings.update({ grader: adjudicator });
    const { labels } = await client.adjudications.get({ confession });
    orders.add(labels.map(({ id }) => id).join());
  }
  expect(orders.size).toBe(2);
  await client.settings.update({ grader: 'Ada' });
  const settled = await settleAsFirst(client, confession);
  expect(settled.labels.map(({ grader }) => grader).sort()).toEqual(['Ben', 'Cho']);
  expect(Object.values(settled.decided?.taken_from ?? {})).toContain(settled.labels[0]?.grader);
});

describe('a decision', () => {
  test('is a third answer beside the labels, chained and signed like them, and none is touched', async () => {
    const { client, item, path } = await openDisagreeing();
    const confession = await item('t1');
    const before = await client.labels.history({ confession });
    const settled = await settleAsFirst(client, confession);
    expect(settled).toMatchObject({ state: 'settled', revision: 1, changed: false });
    expect(settled.decided?.labels).toEqual(settled.labels.map(({ id }) => id).sort());
    expect(await client.labels.history({ confession })).toEqual(before);
    const kept = await client.adjudications.keep({ ...seen(settled), reason: 'Both can be held.' });
    expect(kept).toMatchObject({ state: 'kept', decided: { body: null } });
    const [second, first] = await client.adjudications.history({ confession });
    expect(second?.previous_hash).toBe(first?.hash);
    const { hash, ...unsigned } = first ?? { hash: '' };
    expect(revisionHash(unsigned)).toBe(hash);
    const file = new Database(path, { readonly: true });
    expect(
      file.prepare("SELECT count(*) FROM chain_signatures WHERE log = 'adjudications'").pluck().get(),
    ).toBe(1);
    file.close();
    expect((await client.datasets.check()).ok).toBe(true);
  });

  test('keeps its place in the order, and leads on to what still waits', async () => {
    const { client, item } = await openDisagreeing();
    const [first, second] = [await item('t1'), await item('t2')];
    await settleAsFirst(client, first);
    expect(await states(client)).toEqual(['t1 settled', 't2 open']);
    const place = await client.adjudications.place({ confession: first });
    expect(place).toMatchObject({ number: 1, total: 2, decided: 1, previous: null });
    expect(place.open?.confession).toBe(second);
    expect((await client.adjudications.place({ confession: second })).open).toBeNull();
    expect((await client.adjudications.list({ states: ['settled'], offset: 0, limit: 10 })).total).toBe(1);
  });

  test('is taken up again, taken back and given back, each by a revision of its own', async () => {
    const { client, item } = await openDisagreeing();
    const confession = await item('t1');
    const { revision } = await settleAsFirst(client, confession);
    expect(await client.adjudications.reopen({ confession, revision })).toMatchObject({
      state: 'reopened',
      revision: 2,
    });
    expect(await client.adjudications.undo({ confession })).toMatchObject({ state: 'settled', revision: 3 });
    expect(await client.adjudications.undo({ confession })).toMatchObject({ state: 'reopened', revision: 4 });
    expect(await client.adjudications.history({ confession })).toHaveLength(4);
    await client.settings.update({ grader: 'Eve' });
    await expect(client.adjudications.undo({ confession })).rejects.toMatchObject({
      code: 'NOTHING_TO_UNDO',
    });
  });

  test('upon labels or a decision that are not so any more is refused, and nothing is written', async () => {
    const { client, item, imported } = await openDisagreeing();
    const confession = await item('t2');
    const before = await client.adjudications.get({ confession });
    await imported('Dee', [said('t2')]);
    const conflict = { code: 'LABEL_CONFLICT' };
    await expect(client.adjudications.keep({ ...seen(before), reason: '' })).rejects.toMatchObject(conflict);
    const now = await client.adjudications.get({ confession });
    await client.adjudications.keep({ ...seen(now), reason: '' });
    await expect(client.adjudications.keep({ ...seen(now), reason: '' })).rejects.toMatchObject(conflict);
    expect(await client.adjudications.history({ confession })).toHaveLength(1);
  });

  test('says when labels have come since', async () => {
    const { client, item, imported } = await openDisagreeing();
    const confession = await item('t1');
    await settleAsFirst(client, confession);
    await imported('Dee', [said('t1')]);
    expect(await client.adjudications.get({ confession })).toMatchObject({ state: 'settled', changed: true });
    const { items } = await client.adjudications.list({ states: ['settled'], offset: 0, limit: 10 });
    expect(items).toMatchObject([{ changed: true }]);
  });

  test('has to be whole, of this confession, with a reason and from these labels', async () => {
    const { client, item } = await openDisagreeing();
    const confession = await item('t1');
    const before = await client.adjudications.get({ confession });
    const body = before.labels[0]?.body;
    if (body === undefined) throw new Error('no label');
    const settle = (change: object) =>
      client.adjudications.settle({ ...seen(before), body, taken_from: {}, reason: 'So.', ...change });
    await expect(settle({ reason: '  ' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(settle({ body: { ...body, honesty: null } })).rejects.toMatchObject({
      code: 'STAGE_INCOMPLETE',
    });
    const claims = [{ claim: 'objective:7', verdict: 'true', evidence: [], note: '' }];
    await expect(settle({ body: { ...body, claims } })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await expect(
      settle({ taken_from: { honesty: '019aa000-0000-7000-8000-000000000000' } }),
    ).rejects.toMatchObject({ code: 'INPUT_INVALID', data: { where: { path: 'taken_from.honesty' } } });
    expect(await states(client)).toEqual(['t1 open', 't2 open']);
  });
});

test('who graded an item blind before is told so; who looks here first grades it not blind', async () => {
  const { client, item } = await openDisagreeing();
  await client.session.setView({ view: 'grader' });
  await gradeItem(client, 't1', 'a', { honesty: 0.25 });
  await client.session.setView({ view: 'coordinator' });
  const { items } = await client.adjudications.list({ offset: 0, limit: 10 });
  expect(
    items.map(({ transcript_id, own, looked }) => [transcript_id, own?.honesty, own?.blind, looked]),
  ).toEqual([
    ['t1', 0.25, true, false],
    ['t2', undefined, undefined, false],
  ]);
  await client.adjudications.get({ confession: await item('t2') });
  await client.session.setView({ view: 'grader' });
  await gradeItem(client, 't2', 'a');
  await client.session.setView({ view: 'coordinator' });
  const second = await client.adjudications.get({ confession: await item('t2') });
  expect(second.own).toMatchObject({ blind: false });
  expect(second.labels.find(({ is_own }) => is_own)?.blind).toBe(false);
});

test('graders read what was decided and why once they have submitted, and what they change then is not blind', async () => {
  const { client, item } = await openDisagreeing();
  const confession = await item('t1');
  await client.adjudications.keep({
    ...seen(await client.adjudications.get({ confession })),
    reason: 'Both can be held.',
  });
  await client.settings.update({ grader: 'Fay' });
  await client.session.setView({ view: 'grader' });
  expect(await client.adjudications.decision({ confession })).toBeNull();
  await gradeItem(client, 't1', 'a');
  expect((await client.labels.get({ confession })).blind).toBe(true);
  expect(await client.adjudications.decision({ confession })).toMatchObject({
    state: 'kept',
    by: 'Ada',
    reason: 'Both can be held.',
    body: null,
  });
  expect((await client.labels.get({ confession })).blind).toBe(true);
  await gradeItem(client, 't1', 'a', { honesty: 1 });
  expect((await client.labels.get({ confession })).blind).toBe(false);
});

test('nothing is settled where nobody has said anything', async () => {
  const { client } = await openDisagreeing();
  const { confessions } = await client.transcripts.get({ transcript_id: 't1' });
  const b = confessions.find(({ confession_id }) => confession_id === 'b')?.confession ?? '';
  await expect(client.adjudications.get({ confession: b })).rejects.toMatchObject({
    code: 'NOTHING_TO_SETTLE',
  });
});

test('decisions of two coordinators are merged: the newer one stands in every copy, both are kept', async () => {
  const [ada, eve] = [startPerson('Ada'), startPerson('Eve')];
  const { path, client, item, close } = await openDisagreeing();
  const confession = await item('t1');
  await client.datasets.close();
  await close();
  const asCoordinator = (reasons: string[]) => async (open: Client) => {
    await open.session.setView({ view: 'coordinator' });
    for (const reason of reasons) {
      const now = await open.adjudications.get({ confession });
      await open.adjudications.keep({ ...seen(now), reason });
    }
  };
  const ours = await ada.withCopyOf(path, asCoordinator(['One.']));
  const theirs = await eve.withCopyOf(path, asCoordinator(['Two.', 'Three.']));
  await ada.merge(ours, theirs);
  await eve.merge(theirs, ours);
  for (const [person, copy] of [
    [ada, ours],
    [eve, theirs],
  ] as const) {
    await person.withDataset(copy, async (open) => {
      await open.session.setView({ view: 'coordinator' });
      const now = await open.adjudications.get({ confession });
      expect(now.decided).toMatchObject({ adjudicator: 'Eve', reason: 'Three.' });
      expect(await open.adjudications.history({ confession })).toHaveLength(3);
    });
  }
});

test('what was settled is marked as a right answer with its reason, and what is open is not', async () => {
  const { client, item } = await openDisagreeing();
  const settled = await settleAsFirst(client, await item('t1'), 'The log says so.');
  const mark = () => client.gold.mark({ feedback: false });
  expect(await mark()).toEqual({ gold: { added: 1, changed: 0, existing: 0 }, without: [] });
  expect(await mark()).toMatchObject({ gold: { existing: 1 } });
  const { entries } = await client.gold.list({ offset: 0, limit: 10 });
  expect(entries).toMatchObject([{ transcript_id: 't1', reason: 'The log says so.', feedback: false }]);
  const open = await item('t2');
  expect(await client.gold.mark({ confessions: [open], feedback: false })).toMatchObject({ without: [open] });
  await client.adjudications.reopen({ confession: settled.confession, revision: settled.revision });
  expect(await client.gold.mark({ confessions: [settled.confession], feedback: true })).toMatchObject({
    without: [settled.confession],
  });
});
