import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairOf } from '../../shared/domain/comparison.ts';
import { contentOf, gradeItem, startPerson } from './copies.ts';
import { importRecords, startEngine, temporaryFolder, transcriptRecord } from './support.ts';

const IDS = ['t1', 't2', 't3'] as const;

/** A dataset of three transcripts with two confessions each, closed. */
async function madeDataset(ids: readonly string[] = IDS): Promise<string> {
  const { folder, client: connect, close } = startEngine();
  const client = connect();
  await client.settings.update({ grader: 'Coordinator' });
  const path = join(folder, 'study.shrive');
  await client.datasets.create({ path });
  await importRecords(
    client,
    folder,
    ids.map((id) => transcriptRecord(id)),
  );
  await client.datasets.close();
  await close();
  return path;
}

describe('copies brought together', () => {
  test('hold the labels, comparisons and looks of all; a second time adds nothing', async () => {
    const origin = await madeDataset();
    const [ada, ben, cho] = [startPerson('Ada'), startPerson('Ben'), startPerson('Cho')];
    const adas = await ada.withCopyOf(origin, async (client) => {
      const a = await gradeItem(client, 't1', 'a', { honesty: 0.25 });
      const b = await gradeItem(client, 't1', 'b', { honesty: 1 });
      const pair = pairOf(a, b);
      const { draft_version } = await client.comparisons.get({ pair });
      await client.comparisons.submit({
        pair,
        body: { more_honest: b, margin: 2, rationale: '', evidence: [], confidence: null, active_ms: 1 },
        draft_version,
      });
    });
    const bens = await ben.withCopyOf(origin, (client) => gradeItem(client, 't1', 'a', { honesty: 0.75 }));
    const ours = await cho.withCopyOf(origin, (client) => gradeItem(client, 't2', 'a'));

    const first = await cho.merge(ours, adas, bens);
    expect(first.check).toEqual({ ok: true, problems: [] });
    expect(first.run.labels.conflicts).toBe(0);
    expect(
      first.run.copies.map(({ by, signed, unsigned }) => [by[0]?.person, signed[0]?.key, unsigned]),
    ).toEqual([
      ['Ada', 'new', 0],
      ['Ben', 'new', 0],
    ]);
    expect(first.run.copies[0]?.comparisons.added).toBe(1);
    const before = contentOf(ours);
    const again = await cho.merge(ours, bens, adas);
    expect(again.run.labels).toMatchObject({ added: 0, conflicts: 0 });
    expect(again.run.copies.every(({ other, signed }) => other === 0 && signed.length === 0)).toBe(true);
    expect(contentOf(ours)).toEqual(before);

    await cho.withDataset(ours, async (client) => {
      await client.session.setView({ view: 'coordinator' });
      expect(
        (await client.datasets.current())?.graders.map(({ name, submitted }) => [name, submitted]),
      ).toEqual([
        ['Ada', 2],
        ['Ben', 1],
        ['Cho', 1],
      ]);
      expect(await client.merging.list()).toHaveLength(2);
    });
  });

  test('of one grader on two machines keep both histories; the newer is current, and it is said', async () => {
    const origin = await madeDataset();
    const [desk, laptop] = [startPerson('Ada'), startPerson('Ada')];
    const there = await laptop.withCopyOf(origin, async (client) => {
      await gradeItem(client, 't1', 'a', { honesty: 0.25 });
      await client.labels.undo({ confession: await gradeItem(client, 't1', 'a', { honesty: 0.5 }) });
    });
    const here = await desk.withCopyOf(origin, (client) => gradeItem(client, 't1', 'a', { honesty: 1 }));
    const { run, check } = await desk.merge(here, there);
    expect(check.problems).toEqual([]);
    expect(run.labels.conflicts).toBe(1);
    expect(run.copies[0]).toMatchObject({
      diverged: [{ grader: 'Ada', transcript_id: 't1', confession_id: 'a' }],
      signed: [{ person: 'Ada', key: 'another' }],
    });
    await desk.withDataset(here, async (client) => {
      const { confessions } = await client.transcripts.get({ transcript_id: 't1' });
      const confession = confessions[0]?.confession ?? '';
      const revisions = await client.labels.history({ confession });
      const both = contentOf(there).label_revisions?.length ?? 0;
      expect(revisions.length).toBeGreaterThan(both);
    });
    // Asked there, the same stands.
    await laptop.merge(there, here);
    expect(contentOf(there).current_labels).toEqual(contentOf(here).current_labels);
  });

  test('carry transcripts and confessions that came in later, with their scores', async () => {
    const origin = await madeDataset();
    const [ada, ben] = [startPerson('Ada'), startPerson('Ben')];
    const more = await ada.withCopyOf(origin, async (client) => {
      await importRecords(client, ada.folder, [transcriptRecord('t9')], 'more.jsonl');
      await gradeItem(client, 't9', 'a');
    });
    const ours = await ben.withCopyOf(origin, async () => {});
    const { run, check } = await ben.merge(ours, more);
    expect(check.problems).toEqual([]);
    expect(run.copies[0]).toMatchObject({
      transcripts: { added: 1, existing: 3 },
      confessions: { added: 2, existing: 6 },
      about_unknown: 0,
    });
    expect(contentOf(ours).judge_scores).toEqual(contentOf(more).judge_scores);
    await ben.withDataset(ours, async (client) => {
      const sort = { by: 'added', descending: false } as const;
      const found = await client.transcripts.list({ filter: { search: 't9' }, sort, offset: 0, limit: 9 });
      expect(found.rows).toHaveLength(1);
    });
  });
});

test('the union does not depend on the order, the grouping or how often', async () => {
  const origin = await madeDataset();
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.array(
          fc.record({
            id: fc.constantFrom(...IDS),
            confession: fc.constantFrom('a', 'b'),
            honesty: fc.constantFrom(0, 0.25, 0.75, 1),
          }),
          { minLength: 1, maxLength: 3 },
        ),
        { minLength: 2, maxLength: 3 },
      ),
      fc.infiniteStream(fc.nat()),
      async (work, chance) => {
        // Two of them may be one person on two machines.
        const people = work.map((_, index) => startPerson(['Ada', 'Ben', 'Ada'][index] ?? 'Ada'));
        const copies: string[] = [];
        for (const [index, person] of people.entries()) {
          copies.push(
            await person.withCopyOf(origin, async (client) => {
              for (const { id, confession, honesty } of work[index] ?? [])
                await gradeItem(client, id, confession, { honesty });
            }),
          );
        }
        const pick = () => (chance.next().value ?? 0) % copies.length;
        const contents = [];
        const merger = startPerson('Merger');
        for (let round = 0; round < 2; round += 1) {
          const path = join(temporaryFolder(), 'm.shrive');
          copyFileSync(origin, path);
          // Any copies, some twice, some by way of another; all of them at last.
          const way = copies[pick()] ?? '';
          const through = join(temporaryFolder(), 'through.shrive');
          copyFileSync(way, through);
          await merger.merge(through, copies[pick()] ?? '');
          await merger.merge(path, copies[pick()] ?? '', through);
          const order = round === 0 ? copies : [...copies].reverse();
          const { check } = await merger.merge(path, ...order, through);
          expect(check.problems).toEqual([]);
          contents.push(contentOf(path));
        }
        expect(contents[1]).toEqual(contents[0]);
      },
    ),
    { numRuns: 4 },
  );
}, 180_000);

describe('a copy is refused whole', () => {
  /** Ada's graded copy, changed behind her back, merged into another's. */
  async function mergeChanged(sql: string) {
    const origin = await madeDataset();
    const [ada, ben] = [startPerson('Ada'), startPerson('Ben')];
    const theirs = await ada.withCopyOf(origin, async (client) => {
      await gradeItem(client, 't1', 'a');
      await gradeItem(client, 't2', 'a');
    });
    const file = new Database(theirs);
    file.pragma('foreign_keys = OFF');
    file.exec(
      `DROP TRIGGER label_revisions_are_not_changed; DROP TRIGGER label_revisions_are_not_deleted; ${sql}`,
    );
    file.close();
    const ours = await ben.withCopyOf(origin, async () => {});
    const before = contentOf(ours);
    const refusal = await ben.merge(ours, theirs).catch((error: unknown) => error);
    expect(contentOf(ours)).toEqual(before);
    return refusal as { code: string; message: string };
  }

  test.each([
    [
      'a label was changed',
      `UPDATE label_revisions SET record = json_set(record, '$.body.honesty', 1.0)`,
      'changed',
    ],
    ['a revision is missing', 'DELETE FROM label_revisions WHERE number = 2', 'missing'],
    [
      'the end of a chain was cut off',
      'DELETE FROM current_labels; DELETE FROM label_revisions WHERE number = (SELECT max(number) FROM label_revisions)',
      'signed',
    ],
    [
      'a record is something else',
      `UPDATE label_revisions SET record = '{"id":7}' WHERE number = 1`,
      'not what it must be',
    ],
    ['a signature was made up', 'UPDATE chain_signatures SET signature = zeroblob(64)', 'does not fit'],
    ['a key was exchanged', 'UPDATE signing_keys SET public_key = randomblob(32)', 'key'],
    [
      'a transcript is another',
      'UPDATE transcripts SET hash = randomblob(32) WHERE id = 1',
      'something else',
    ],
    [
      'a rubric says something else',
      `UPDATE rubrics SET body = json_set(body, '$.title', 'Other')`,
      'rubric',
    ],
  ])('where %s', async (_what, sql, words) => {
    const refusal = await mergeChanged(sql);
    expect(refusal.code).toBe('COPY_DAMAGED');
    expect(refusal.message).toContain(words);
    expect(refusal.message).toContain('d.shrive was refused and nothing was taken of it');
  });

  test('where it is of another dataset, no dataset, or not there', async () => {
    const [ours, foreign] = [await madeDataset(), await madeDataset()];
    const ada = startPerson('Ada');
    await expect(ada.merge(ours, foreign)).rejects.toMatchObject({ code: 'COPY_FOREIGN' });
    const text = join(temporaryFolder(), 'text.shrive');
    writeFileSync(text, 'not a dataset');
    await expect(ada.merge(ours, text)).rejects.toMatchObject({ code: 'DATASET_NOT_SHRIVE' });
    await expect(ada.merge(ours, `${text}.gone`)).rejects.toMatchObject({ code: 'DATASET_NOT_FOUND' });
  });
});
