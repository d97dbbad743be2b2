import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { revisionHash } from '../../main/engine/hash.ts';
import { type ConfessionPair, pairOf } from '../../shared/domain/comparison.ts';
import {
  type Client,
  importRecords,
  resultOf,
  startEngine,
  transcriptRecord,
  writeJsonl,
} from './support.ts';

/** A transcript with three confessions: three pairs. */
function threefold(id: string) {
  const record = transcriptRecord(id);
  return { ...record, confessions: [...record.confessions, { id: 'c', text: 'I cut a corner.' }] };
}

async function open(records: readonly object[], grader = 'Ada') {
  const engine = startEngine();
  const client = engine.client();
  const path = `${engine.folder}/d.shrive`;
  await client.settings.update({ grader });
  await client.datasets.create({ path });
  await importRecords(client, engine.folder, records);
  return { ...engine, client, connect: engine.client, path };
}

async function confessionsOf(client: Client, transcript: string): Promise<string[]> {
  const { confessions } = await client.transcripts.get({ transcript_id: transcript });
  return confessions.map(({ confession }) => confession);
}

async function judgeTaskOutput(client: Client, confession: string) {
  const { body, draft_version } = await client.labels.get({ confession });
  await client.labels.commitStage({
    confession,
    body: { ...body, misbehaved: 'no' },
    draft_version,
    stage: 1,
  });
}

/** A client that has earned both confessions of `t1`, and their pair. */
async function withEarnedPair() {
  const opened = await open([transcriptRecord('t1')]);
  const [a = '', b = ''] = await confessionsOf(opened.client, 't1');
  for (const each of [a, b]) await judgeTaskOutput(opened.client, each);
  return { ...opened, a, b, pair: pairOf(a, b) };
}

async function submit(client: Client, pair: ConfessionPair, moreHonest: string | null, margin: number) {
  const { body, draft_version } = await client.comparisons.get({ pair });
  return client.comparisons.submit({
    pair,
    body: { ...body, more_honest: moreHonest, margin },
    draft_version,
  });
}

describe('which pairs are offered', () => {
  test('none before the task output of both confessions is judged; they are counted as waiting', async () => {
    const { client } = await open([transcriptRecord('t1')]);
    const [a = '', b = ''] = await confessionsOf(client, 't1');
    const pair = pairOf(a, b);
    expect(await client.comparisons.progress()).toMatchObject({ pairs: 1, waiting: 1, not_started: 0 });
    expect(await client.comparisons.next({ direction: 'next' })).toBeNull();

    await judgeTaskOutput(client, a);
    expect(await client.comparisons.next({ direction: 'next' })).toBeNull();
    await expect(client.comparisons.get({ pair })).rejects.toMatchObject({
      code: 'CONFESSION_SEALED',
      message: expect.stringContaining('Confession b is sealed until you have judged its task output'),
    });

    await judgeTaskOutput(client, b);
    expect(await client.comparisons.progress()).toMatchObject({ pairs: 1, waiting: 0, not_started: 1 });
    expect(await client.comparisons.next({ direction: 'next' })).toMatchObject(pair);
    expect((await client.comparisons.get({ pair })).blind).toBe(true);
  });

  test('every pair of three confessions, each once, and not two of one transcript in a row', async () => {
    const { client } = await open([threefold('t1'), threefold('t2')]);
    for (const id of ['t1', 't2'])
      for (const each of await confessionsOf(client, id)) await judgeTaskOutput(client, each);
    const met: { transcript_id: string; first: string; second: string }[] = [];
    for (let from: ConfessionPair | undefined; ; ) {
      const next = await client.comparisons.next({ direction: 'next', ...(from && { from }) });
      if (next === null) break;
      met.push(next);
      from = { first: next.first, second: next.second };
      await submit(client, from, null, 0);
    }
    expect(new Set(met.map(({ first, second }) => first + second)).size).toBe(6);
    for (const [index, { transcript_id }] of met.entries())
      expect(transcript_id).not.toBe(met[index - 1]?.transcript_id);
  });

  test('confessions of two transcripts are no pair', async () => {
    const { client } = await open([transcriptRecord('t1'), transcriptRecord('t2')]);
    const [[one = ''], [other = '']] = [await confessionsOf(client, 't1'), await confessionsOf(client, 't2')];
    await expect(client.comparisons.get({ pair: pairOf(one, other) })).rejects.toMatchObject({
      code: 'CONFESSION_NOT_FOUND',
    });
  });

  test('in the coordinator’s view all of them, and what is said there is not blind, nor is what comes after', async () => {
    const { client } = await open([transcriptRecord('t1')]);
    const [a = '', b = ''] = await confessionsOf(client, 't1');
    const pair = pairOf(a, b);
    await client.session.setView({ view: 'coordinator' });
    expect(await client.comparisons.next({ direction: 'next' })).toMatchObject(pair);
    expect((await submit(client, pair, a, 1)).blind).toBe(false);
    await client.session.setView({ view: 'grader' });
    for (const each of [a, b]) await judgeTaskOutput(client, each);
    await client.comparisons.reopen({ pair });
    expect((await submit(client, pair, a, 2)).blind).toBe(false);
  });
});

describe('what a pair tells', () => {
  test('neither the names of the confessions, nor their reasoning, nor what judges and labels say', async () => {
    const { client, a, b, pair } = await withEarnedPair();
    for (const each of [a, b]) {
      const { body, draft_version } = await client.labels.get({ confession: each });
      await client.labels.saveDraft({
        confession: each,
        body: { ...body, honesty: 0.8125 },
        draft_version,
      });
    }
    const state = await client.comparisons.get({ pair });
    expect(Object.keys(state.confessions.left).every((key) => ['text', 'report'].includes(key))).toBe(true);
    const said = JSON.stringify(state);
    for (const word of ['0.8125', 'SECRET-judge', 'SECRET-reasoning']) expect(said).not.toContain(word);
  });

  test('how often each side won is for the coordinator alone', async () => {
    const { client, pair } = await withEarnedPair();
    const { right } = await client.comparisons.get({ pair });
    await submit(client, pair, right, 3);
    expect(await client.comparisons.progress()).toMatchObject({ sides: null, graders: null });
    await client.session.setView({ view: 'coordinator' });
    expect(await client.comparisons.progress()).toMatchObject({
      sides: { left: 0, right: 1, tie: 0 },
      graders: [{ name: 'Ada', left: 0, right: 1, tie: 0 }],
    });
  });

  test('beside a confession only those that are earned, once it is earned itself', async () => {
    const { client } = await open([threefold('t1')]);
    const [a = '', b = '', c = ''] = await confessionsOf(client, 't1');
    await judgeTaskOutput(client, b);
    const earned = async () =>
      (await client.comparisons.beside({ confession: a })).map(({ confession, earned: is }) => [
        confession,
        is,
      ]);
    expect(await earned()).toEqual([
      [b, false],
      [c, false],
    ]);
    await judgeTaskOutput(client, a);
    expect(await earned()).toEqual([
      [b, true],
      [c, false],
    ]);
  });
});

describe('sides', () => {
  test('stand the same at every opening, in every window, and in the revision', async () => {
    const { client, connect, path, pair } = await withEarnedPair();
    const { left } = await client.comparisons.get({ pair });
    const other = connect();
    await other.datasets.open({ path });
    expect((await other.comparisons.get({ pair })).left).toBe(left);
    await submit(client, pair, left, 1);
    const [revision] = await client.comparisons.history({ pair });
    expect(revision).toMatchObject({ left, body: { more_honest: left, margin: 1 } });
  });

  test('differ from pair to pair and from grader to grader', async () => {
    const records = Array.from({ length: 40 }, (_, index) => transcriptRecord(`t${index}`));
    const { client } = await open(records);
    await client.session.setView({ view: 'coordinator' });
    const sides = async () => {
      const lefts: boolean[] = [];
      for (const { id } of records) {
        const [a = '', b = ''] = await confessionsOf(client, id);
        lefts.push((await client.comparisons.get({ pair: pairOf(a, b) })).left === a);
      }
      return lefts;
    };
    const ada = await sides();
    await client.settings.update({ grader: 'Ben' });
    const ben = await sides();
    expect(new Set(ada).size).toBe(2);
    expect(ben).not.toEqual(ada);
  });
});

describe('a comparison', () => {
  test('is kept as a draft, then submitted, undone with all its answers, and redone', async () => {
    const { client, a, pair } = await withEarnedPair();
    const begun = await client.comparisons.get({ pair });
    const body = { ...begun.body, more_honest: a, margin: 2, rationale: 'It names the test it left out.' };
    await client.comparisons.saveDraft({ pair, body, draft_version: begun.draft_version });
    const draft = await client.comparisons.get({ pair });
    expect(draft).toMatchObject({ state: 'draft', body });
    expect(await client.comparisons.submit({ pair, body, draft_version: draft.draft_version })).toMatchObject(
      { state: 'submitted', can_undo: true },
    );
    expect(await client.comparisons.undo({ pair })).toMatchObject({ state: 'draft', body, can_redo: true });
    expect(await client.comparisons.redo({ pair })).toMatchObject({ state: 'submitted', body });
    expect(await client.comparisons.next({ direction: 'previous' })).toMatchObject(pair);
  });

  test('is skipped with what was said so far, and taken up again', async () => {
    const { client, b, pair } = await withEarnedPair();
    const { body, draft_version } = await client.comparisons.get({ pair });
    const said = { ...body, more_honest: b, margin: 3 };
    await client.comparisons.saveDraft({ pair, body: said, draft_version });
    expect(await client.comparisons.skip({ pair, reason: 'In a language I cannot read.' })).toMatchObject({
      state: 'skipped',
      reason: 'In a language I cannot read.',
      body: said,
    });
    expect(await client.comparisons.next({ direction: 'next' })).toBeNull();
    expect(await client.comparisons.reopen({ pair })).toMatchObject({
      state: 'draft',
      body: said,
      reason: '',
    });
  });

  test('wants an answer, of one of the two, and only while it is open', async () => {
    const { client, a, pair } = await withEarnedPair();
    const { body, draft_version } = await client.comparisons.get({ pair });
    await expect(client.comparisons.submit({ pair, body, draft_version })).rejects.toMatchObject({
      code: 'STAGE_INCOMPLETE',
    });
    const other = { ...body, more_honest: 'c'.repeat(64), margin: 1 };
    await expect(client.comparisons.saveDraft({ pair, body: other, draft_version })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    await submit(client, pair, a, 1);
    await expect(submit(client, pair, null, 0)).rejects.toMatchObject({ code: 'LABEL_CONFLICT' });
  });

  test('of two windows is not overwritten by the one that knows less', async () => {
    const { client, connect, path, pair } = await withEarnedPair();
    const other = connect();
    await other.datasets.open({ path });
    const [mine, theirs] = [await client.comparisons.get({ pair }), await other.comparisons.get({ pair })];
    const saying = (rationale: string) => ({ ...mine.body, rationale });
    await client.comparisons.saveDraft({ pair, body: saying('mine'), draft_version: mine.draft_version });
    await expect(
      other.comparisons.saveDraft({ pair, body: saying('theirs'), draft_version: theirs.draft_version }),
    ).rejects.toMatchObject({ code: 'LABEL_CONFLICT' });
    expect((await client.comparisons.get({ pair })).body.rationale).toBe('mine');
  });

  test('is a chain that shows when it was tampered with', async () => {
    const { client, a, pair, path } = await withEarnedPair();
    await submit(client, pair, a, 1);
    await client.comparisons.undo({ pair });
    await submit(client, pair, null, 0);
    const history = (await client.comparisons.history({ pair })).reverse();
    history.forEach(({ hash, ...rest }, index) => {
      expect(revisionHash(rest)).toBe(hash);
      expect(rest.previous_hash).toBe(history[index - 1]?.hash ?? null);
    });
    expect((await client.datasets.check()).problems).toEqual([]);

    const file = new Database(path);
    file.exec('DROP TRIGGER comparison_revisions_are_not_changed');
    file.exec(
      "UPDATE comparison_revisions SET record = json_set(record, '$.body.margin', 3) WHERE revision = 1",
    );
    file.close();
    const { problems } = await client.datasets.check();
    expect(problems.join(' ')).toMatch(/Revision of a comparison 1 by Ada .* was changed/);
  });
});

describe('exports', () => {
  /** All rows of an export of everything into one split. */
  async function rowsOf(client: Client, folder: string, form: string, change: object = {}) {
    const out = join(folder, `out-${form}-${Math.random()}`);
    const splits = { train: 1, validation: 0, test: 0 };
    await resultOf(await client.exports.run({ form, out, splits, format: 'jsonl', ...change }));
    const lines = readFileSync(join(out, 'data', 'train.jsonl'), 'utf8')
      .trim()
      .split('\n');
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  test('a comparison is a preference with its margin, and a row of its own with its sides', async () => {
    const { client, folder, b, pair } = await withEarnedPair();
    const { left } = await client.comparisons.get({ pair });
    await submit(client, pair, b, 2);
    const [row] = await rowsOf(client, folder, 'preference');
    expect(row).toMatchObject({
      source: 'comparison',
      margin: 2 / 3,
      chosen_honesty: null,
      transcript: 't1',
      chosen_confession: 'b',
      rejected_confession: 'a',
    });
    expect(JSON.stringify(row?.chosen)).toContain('Everything was done.');
    expect(await rowsOf(client, folder, 'comparisons')).toMatchObject([
      {
        transcript: 't1',
        left_hash: left,
        more_honest: left === b ? 'left' : 'right',
        margin: 2,
        grader: 'Ada',
        blind: true,
      },
    ]);
  });

  test('ties, and graders who disagree in equal parts, make no preference', async () => {
    const { client, folder, a, b, pair } = await withEarnedPair();
    await submit(client, pair, null, 0);
    await expect(rowsOf(client, folder, 'preference')).rejects.toMatchObject({ code: 'NOTHING_TO_EXPORT' });
    expect(await rowsOf(client, folder, 'comparisons')).toMatchObject([{ more_honest: 'tie', margin: 0 }]);
    await client.comparisons.reopen({ pair });
    await submit(client, pair, a, 2);
    await client.session.setView({ view: 'coordinator' });
    await client.settings.update({ grader: 'Ben' });
    await submit(client, pair, b, 2);
    await expect(rowsOf(client, folder, 'preference')).rejects.toMatchObject({ code: 'NOTHING_TO_EXPORT' });
    await client.comparisons.reopen({ pair });
    await submit(client, pair, b, 3);
    expect(await rowsOf(client, folder, 'preference', { min_margin: 0 })).toMatchObject([
      { chosen_confession: 'b', margin: expect.closeTo(1 / 6) },
    ]);
    expect(
      await client.exports.preview({ form: 'preference', graders: ['Ben'], min_margin: 0 }),
    ).toMatchObject({
      rows: 1,
      labels: 0,
      comparisons: 1,
      removed: [{ control: 'comparisons/graders', labels: 1 }],
    });
  });

  test('stand beside what honesty says of the same pair', async () => {
    const { client, folder, a, pair } = await withEarnedPair();
    await client.session.setView({ view: 'coordinator' });
    const file = writeJsonl(folder, 'labels.jsonl', [
      { transcript: 't1', confession: 'a', misbehaved: 'no', honesty: 1 },
      { transcript: 't1', confession: 'b', misbehaved: 'no', honesty: 0.25 },
    ]);
    await client.labels.import({ file, grader: 'Ben', skip_invalid: false });
    await submit(client, pair, a, 1);
    const rows = await rowsOf(client, folder, 'preference');
    expect(rows.map(({ source, margin }) => [source, margin])).toEqual([
      ['honesty', 0.75],
      ['comparison', 1 / 3],
    ]);
    expect(rows.map((row) => Object.keys(row))).toEqual([
      Object.keys(rows[0] ?? {}),
      Object.keys(rows[0] ?? {}),
    ]);
  });

  test('in the grader’s view only one’s own go out', async () => {
    const { client, folder, a, b, pair } = await withEarnedPair();
    await submit(client, pair, a, 3);
    await client.session.setView({ view: 'coordinator' });
    await client.settings.update({ grader: 'Ben' });
    await submit(client, pair, b, 3);
    await client.session.setView({ view: 'grader' });
    await client.settings.update({ grader: 'Ada' });
    expect((await rowsOf(client, folder, 'comparisons')).map(({ grader }) => grader)).toEqual(['Ada']);
  });
});
