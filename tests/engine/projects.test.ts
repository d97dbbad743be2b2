import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contentOf, gradeItem, startPerson } from './copies.ts';
import { type Client, importRecords, resultOf, transcriptRecord, writeJsonl } from './support.ts';

const IDS = Array.from({ length: 12 }, (_, index) => `t${index}`);
const GRADERS = ['Ada', 'Ben', 'Cho'];

/** A dataset of two models' transcripts, open in its coordinator's view. */
async function startStudy() {
  const coordinator = startPerson('Coordinator');
  const path = join(coordinator.folder, 'study.shrive');
  const [client] = coordinator.connect();
  await client.settings.update({ grader: 'Coordinator' });
  await client.datasets.create({ path });
  const records = IDS.map((id, index) => {
    const record = transcriptRecord(id);
    return { ...record, metadata: { ...record.metadata, model: index % 2 === 0 ? 'small' : 'large' } };
  });
  await importRecords(client, coordinator.folder, records);
  await client.session.setView({ view: 'coordinator' });
  return { coordinator, client, path, folder: coordinator.folder };
}

const assignedTo = (path: string, grader: string) =>
  (contentOf(path).assignments ?? [])
    .map((row) => JSON.parse(row) as unknown[])
    .filter(([, name]) => name === grader);

test('a project gives to each grader what was previewed, with reason and probability, and tells how far they are', async () => {
  const { client, path } = await startStudy();
  const rule = { graders: GRADERS, overlap: 2, overlap_share: 0.5, seed: 11 };
  const preview = await client.projects.preview(rule);
  expect(preview).toMatchObject({ pool: 24, drawn: 24, overlapped: 12, seed: 11 });
  expect(preview.loads.map(({ items }) => items)).toEqual([12, 12, 12]);
  expect(contentOf(path).assignments).toEqual([]);

  const { id, added, ...plan } = await client.projects.create({ ...rule, name: 'Round 1' });
  expect(plan).toEqual(preview);
  expect(added).toBe(36);
  const ours = assignedTo(path, 'Ada');
  expect(ours).toHaveLength(12);
  expect(new Set(ours.map(([, , , reason]) => reason))).toEqual(new Set(['overlap', 'random']));
  expect(ours.every(([, , , , probability]) => probability === 0.5)).toBe(true);
  expect(await client.projects.list()).toMatchObject([
    {
      id,
      name: 'Round 1',
      seed: 11,
      graders: GRADERS.map((grader) => ({ grader, assigned: 12, submitted: 0 })),
    },
  ]);
  // Given again, nobody gets what they have.
  expect((await client.projects.create({ ...rule, name: 'Again' })).added).toBe(0);
});

test('conditions narrow the pool as they narrow the table, and a draw is balanced over models', async () => {
  const { client, path } = await startStudy();
  const filter = { models: ['small'] };
  expect(await client.projects.preview({ graders: GRADERS, filter })).toMatchObject({ pool: 12 });
  await client.projects.create({ graders: ['Ada'], items: 8, overlap: 1, name: 'Draw', seed: 3 });
  const models = assignedTo(path, 'Ada').length;
  expect(models).toBe(8);
  await expect(
    client.projects.preview({ graders: GRADERS, filter: { models: ['none'] } }),
  ).rejects.toMatchObject({ code: 'NOTHING_TO_EXPORT' });
});

test('what a grader has not finished goes to others, evenly, and is asked of them alone', async () => {
  const { client, path, coordinator, folder } = await startStudy();
  await client.projects.create({ graders: ['Ada', 'Ben'], overlap: 1, seed: 5, name: 'Round 1' });
  await client.datasets.close();
  const pack = join(folder, 'ada.shrive');
  const inStudy = <Result>(act: (open: Client) => Promise<Result>) =>
    coordinator.withDataset(path, async (open) => {
      await open.session.setView({ view: 'coordinator' });
      return act(open);
    });
  await inStudy(async (open) => resultOf(await open.packages.write({ grader: 'Ada', out: pack })));
  const ada = startPerson('Ada');
  await ada.withDataset(pack, async (open) => {
    const item = await open.queue.next({ direction: 'next', open_only: true });
    await gradeItem(open, item?.transcript_id ?? '', item?.confession_id ?? '');
  });
  await coordinator.merge(path, pack);
  await inStudy(async (open) => {
    const moved = await open.projects.reassign({ from: 'Ada', to: ['Cho', 'Dee'], seed: 1 });
    expect(moved).toMatchObject({ withdrawn: 11, given: 11 });
    expect(moved.loads.map(({ items }) => items).sort()).toEqual([5, 6]);
    const [project] = await open.projects.list();
    expect(project?.graders).toMatchObject([
      { grader: 'Ada', assigned: 1, submitted: 1, withdrawn: 11 },
      { grader: 'Ben', assigned: 12, submitted: 0 },
      { grader: 'Cho' },
      { grader: 'Dee' },
    ]);
    // Merged once more, what was taken back stays taken back.
    expect(await open.assignments.list()).toMatchObject([{ grader: 'Ada', assigned: 1 }, {}, {}, {}]);
  });
  await coordinator.merge(path, pack);
  expect(assignedTo(path, 'Ada').filter((row) => row[7] === 0)).toHaveLength(1);
});

test('the queue of a grader follows the plan, and right answers are in it as any other item', async () => {
  const { client, path, folder, coordinator } = await startStudy();
  const gold = writeJsonl(
    folder,
    'gold.jsonl',
    IDS.slice(0, 4).map((transcript) => ({
      transcript,
      confession: 'a',
      misbehaved: 'no',
      honesty: 1,
      reason: 'So.',
    })),
  );
  await client.gold.import({ file: gold, feedback: false, skip_invalid: false });
  await client.projects.create({
    graders: ['Ada'],
    overlap: 1,
    gold_share: 0.2,
    items: 8,
    seed: 2,
    name: 'G',
  });
  expect((await client.assignments.list())[0]?.reasons).toEqual({ gold: 2, random: 8 });
  await client.datasets.close();
  await coordinator.withDataset(path, async (open) => {
    await open.settings.update({ grader: 'Ada' });
    await open.queue.choose({ mode: 'assigned' });
    const met: string[] = [];
    for (let item = await open.queue.next({ direction: 'next', open_only: true }); item !== null; ) {
      met.push(item.confession.toUpperCase());
      if (met.length === 10) break;
      item = await open.queue.next({ direction: 'next', open_only: true, from: item.confession });
    }
    const planned = assignedTo(path, 'Ada').sort((one, other) => Number(one[6]) - Number(other[6]));
    expect(met).toEqual(planned.map((row) => row[2]));
  });
});

test('what a reassignment would move is told before, and the act with the same seed moves that', async () => {
  const { client, path } = await startStudy();
  await client.projects.create({ graders: ['Ada', 'Ben'], overlap: 1, seed: 3, name: 'Round 1' });
  const before = contentOf(path).assignments;
  const request = { from: 'Ada', to: ['Cho', 'Dan'], seed: 5 };
  const preview = await client.projects.previewReassign(request);
  expect(preview).toMatchObject({ withdrawn: 12, given: 12, seed: 5 });
  expect(contentOf(path).assignments).toEqual(before);
  expect(await client.projects.reassign(request)).toEqual(preview);
  expect(await client.projects.previewReassign(request)).toMatchObject({ withdrawn: 0, given: 0 });
});

test('who is here is told with what was given, submitted and signed', async () => {
  const { client, coordinator, path } = await startStudy();
  await client.projects.create({ graders: ['Ada', 'Ben'], overlap: 1, seed: 3, name: 'Round 1' });
  expect(await client.graders.list()).toEqual(
    ['Ada', 'Ben'].map((name) => ({ name, given: 12, submitted: 0, labels: 0, key: null })),
  );
  await client.datasets.close();
  const ada = startPerson('Ada');
  const copy = await ada.withCopyOf(path, async (theirs) => {
    await gradeItem(theirs, 't0', 'a');
    await gradeItem(theirs, 't0', 'b');
  });
  await coordinator.merge(path, copy);
  const [client2] = coordinator.connect();
  await client2.datasets.open({ path });
  await client2.session.setView({ view: 'coordinator' });
  const [first] = await client2.graders.list();
  expect(first).toMatchObject({ name: 'Ada', given: 12, labels: 2 });
  expect(first?.key?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
});
