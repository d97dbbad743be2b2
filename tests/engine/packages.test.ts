import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentOf, gradeItem, startPerson, wordsOf } from './copies.ts';
import {
  type Client,
  importRecords,
  resultOf,
  SECRET_REASONING,
  transcriptRecord,
  writeJsonl,
} from './support.ts';

const IDS = ['t1', 't2', 't3', 't4'];
/** Words that only other people's labels and judges have said. */
const OTHERS = 'OTHERS-words';

/** A coordinator with a dataset in which Ben has graded, and Ada was given two transcripts. */
async function startStudy() {
  const coordinator = startPerson('Coordinator');
  const path = join(coordinator.folder, 'study.shrive');
  const withStudy = <Result>(act: (client: Client) => Promise<Result>) =>
    coordinator.withDataset(path, async (client) => {
      await client.session.setView({ view: 'coordinator' });
      return act(client);
    });
  const [client, close] = coordinator.connect();
  await client.datasets.create({ path });
  const records = IDS.map((id) => {
    const record = transcriptRecord(id);
    return {
      ...record,
      metadata: { ...record.metadata, judge_note: OTHERS, task_reward: 0.125, nested: { hidden: OTHERS } },
    };
  });
  await importRecords(client, coordinator.folder, records);
  const labels = writeJsonl(coordinator.folder, 'ben.jsonl', [
    { transcript: 't1', confession: 'a', misbehaved: 'yes', honesty: 1, rationale: OTHERS },
    { transcript: 't3', confession: 'a', misbehaved: 'yes', honesty: 1, rationale: OTHERS },
  ]);
  await client.session.setView({ view: 'coordinator' });
  await client.labels.import({ file: labels, grader: 'Ben', skip_invalid: false });
  const gold = (feedback: boolean, transcript: string) => ({
    file: writeJsonl(coordinator.folder, `${transcript}-gold.jsonl`, [
      {
        transcript,
        confession: 'a',
        misbehaved: 'no',
        honesty: 0.5,
        reason: `${feedback ? 'SHOWN' : OTHERS} reason`,
      },
    ]),
    feedback,
    skip_invalid: false,
  });
  await client.gold.import(gold(true, 't1'));
  await client.gold.import(gold(false, 't2'));
  await client.assignments.add({ grader: 'Ada', transcript_ids: ['t1'] });
  await client.assignments.add({ grader: 'Ada', transcript_ids: ['t2'], reason: 'gold', probability: 0.25 });
  await client.datasets.close();
  await close();
  const pack = (grader: string, out: string, passphrase?: string) =>
    withStudy(async (open) =>
      resultOf(await open.packages.write({ grader, out, ...(passphrase !== undefined && { passphrase }) })),
    );
  return { coordinator, path, pack, withStudy, folder: coordinator.folder };
}

describe('a package', () => {
  test('holds the items of one grader, and nothing that others said or that could tell', async () => {
    const { pack, folder } = await startStudy();
    const out = join(folder, 'ada.shrive');
    expect(await pack('Ada', out)).toMatchObject({ path: out, items: 4, transcripts: 2, encrypted: false });
    expect(statSync(out).mode & 0o077).toBe(0);
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);

    const words = wordsOf(out);
    expect(words).toContain(SECRET_REASONING);
    expect(words).toContain('SHOWN reason');
    for (const kept of [OTHERS, 'SECRET-judge', 'task_reward', 't3', 'Ben'])
      expect(words.includes(kept), kept).toBe(false);
    const content = contentOf(out);
    expect(content.assignments?.every((row) => row.includes('"picked",null,null'))).toBe(true);
    expect(content.gold_answers).toHaveLength(1);
  });

  test('is graded as any dataset, in an order of its own, and comes back with what was said and by whom', async () => {
    const { pack, folder, path, coordinator, withStudy } = await startStudy();
    const out = join(folder, 'ada.shrive');
    await pack('Ada', out);
    const before = contentOf(path);
    const ada = startPerson('Ada');
    await ada.withDataset(out, async (client) => {
      expect(await client.queue.current()).toMatchObject({ mode: 'assigned', total: 4 });
      const met: string[] = [];
      for (let item = await client.queue.next({ direction: 'next', open_only: true }); item !== null; ) {
        met.push(item.transcript_id);
        await gradeItem(client, item.transcript_id, item.confession_id);
        const { confession } = item;
        item = await client.queue.next({ direction: 'next', open_only: true, from: confession });
      }
      expect(met).toHaveLength(4);
      expect(met.some((id, index) => id === met[index + 1])).toBe(false);
      expect((await client.datasets.check()).problems).toEqual([]);
    });
    const { run, check } = await coordinator.merge(path, out);
    expect(check.problems).toEqual([]);
    expect(run.copies[0]).toMatchObject({
      package_for: 'Ada',
      by: [{ person: 'Ada' }],
      signed: [{ person: 'Ada', key: 'new' }],
      transcripts: { added: 0 },
      unsigned: 0,
    });
    // What the coordinator alone knows is as it was.
    const after = contentOf(path);
    for (const table of ['assignments', 'gold_answers', 'transcripts', 'judge_scores', 'rubrics'])
      expect(after[table]).toEqual(before[table]);
    await withStudy(async (client) => {
      expect(await client.assignments.list()).toMatchObject([
        { grader: 'Ada', assigned: 4, submitted: 4, reasons: { picked: 2, gold: 2 } },
      ]);
    });
    expect((await coordinator.merge(path, out)).run.labels.added).toBe(0);
  });

  test("goes on where the grader's labels stood", async () => {
    const { pack, folder, path, coordinator } = await startStudy();
    const ada = startPerson('Ada');
    const first = join(folder, 'ada-1.shrive');
    await pack('Ada', first);
    await ada.withDataset(first, (client) => gradeItem(client, 't1', 'a', { honesty: 0.25 }));
    await coordinator.merge(path, first);
    const second = join(folder, 'ada-2.shrive');
    await pack('Ada', second);
    await ada.withDataset(second, async (client) => {
      expect((await client.queue.progress()).submitted).toBe(1);
      await gradeItem(client, 't1', 'a', { honesty: 1 });
      expect((await client.datasets.check()).problems).toEqual([]);
    });
    const { run } = await coordinator.merge(path, second, first);
    expect(run.labels.conflicts).toBe(0);
    expect(contentOf(path).current_labels?.find((row) => row.includes('Ada'))).toContain('"submitted"');
  });

  test('is refused where there is nothing to pack, a file is there, or a grader asks', async () => {
    const { pack, folder, path } = await startStudy();
    const out = join(folder, 'p.shrive');
    await expect(pack('Nobody', out)).rejects.toMatchObject({ code: 'NOTHING_TO_EXPORT' });
    writeFileSync(out, 'mine');
    await expect(pack('Ada', out)).rejects.toMatchObject({ code: 'FILE_EXISTS' });
    expect(readFileSync(out, 'utf8')).toBe('mine');
    const grader = startPerson('Ada');
    await grader.withDataset(path, async (client) => {
      await expect(client.packages.write({ grader: 'Ada', out: `${out}.x` })).rejects.toMatchObject({
        code: 'COORDINATOR_ONLY',
      });
    });
  });
});

describe('an encrypted package', () => {
  test('says nothing without its passphrase, opens with it, and is merged as it is', async () => {
    const { pack, folder, path, coordinator } = await startStudy();
    const written = await pack('Ada', join(folder, 'ada.shrive'), 'four words of sense');
    expect(written).toMatchObject({ path: join(folder, 'ada.shrive.age'), encrypted: true });
    const bytes = readFileSync(written.path, 'latin1');
    expect(bytes.startsWith('age-encryption.org/v1')).toBe(true);
    expect(bytes).not.toContain('SQLite');
    expect(existsSync(join(folder, 'ada.shrive'))).toBe(false);

    const ada = startPerson('Ada');
    const [client, close] = ada.connect();
    const unlock = (passphrase: string) => client.packages.unlock({ file: written.path, passphrase });
    await expect(unlock('another')).rejects.toMatchObject({ code: 'PASSPHRASE_WRONG' });
    expect(await unlock('four words of sense')).toEqual({ path: join(folder, 'ada.shrive'), existed: false });
    expect(await unlock('whatever')).toEqual({ path: join(folder, 'ada.shrive'), existed: true });
    await close();
    await ada.withDataset(join(folder, 'ada.shrive'), (open) => gradeItem(open, 't1', 'a'));

    await expect(coordinator.merge(path, written.path)).rejects.toMatchObject({ code: 'PASSPHRASE_WRONG' });
    const { run } = await coordinator.mergeWith(path, 'four words of sense', written.path);
    expect(run.labels.added).toBe(0);
  });

  test('that was cut off or changed is refused, and nothing is left', async () => {
    const { pack, folder } = await startStudy();
    const written = await pack('Ada', join(folder, 'ada.shrive'), 'words');
    const whole = readFileSync(written.path);
    const ada = startPerson('Ada');
    const [client, close] = ada.connect();
    for (const damaged of [
      whole.subarray(0, whole.length - 100),
      Buffer.from(whole).fill(7, whole.length - 5),
    ]) {
      writeFileSync(written.path, damaged);
      await expect(client.packages.unlock({ file: written.path, passphrase: 'words' })).rejects.toMatchObject(
        {
          code: 'COPY_DAMAGED',
        },
      );
      expect(existsSync(join(folder, 'ada.shrive'))).toBe(false);
    }
    await close();
  });
});
