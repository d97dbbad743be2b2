import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { WritableStore } from '../handles.ts';
import { firstLayout } from './0001-first-layout.ts';
import { queuesComparisonsGold } from './0002-queues-comparisons-gold.ts';

/** A store of layout 1 with a submitted label and a draft, as people had them. */
function layoutOne(): WritableStore {
  const folder = mkdtempSync(join(tmpdir(), 'shrive-migration-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store = new Database(join(folder, 'd.shrive')) as unknown as WritableStore;
  firstLayout.up(store);
  store.exec(`
    INSERT INTO label_revisions (number, id, confession, grader, revision, state, device, created_at, hash, record)
      VALUES (1, 'r1', randomblob(32), 'Ada', 1, 'submitted', 'd', '2026-01-01T00:00:00Z', randomblob(32), '{}');
    INSERT INTO drafts VALUES ('Ada', randomblob(32), 3, '2026-01-01T00:00:00Z', '{"note":"half"}');
  `);
  return store;
}

const table = (store: WritableStore, name: string) => store.prepare(`SELECT * FROM ${name}`).all();

test('labels and drafts stand as they stood, and the new tables are empty', () => {
  const store = layoutOne();
  const before = [table(store, 'label_revisions'), table(store, 'drafts')];
  queuesComparisonsGold.up(store);
  expect([table(store, 'label_revisions'), table(store, 'drafts')]).toEqual(before);
  for (const name of [
    'assignments',
    'queues',
    'queue_items',
    'comparison_revisions',
    'gold_answers',
    'gold_seen',
  ])
    expect(table(store, name)).toEqual([]);
  store.close();
});

test('how far each label is committed stands beside it', () => {
  const store = layoutOne();
  store.exec(`
    INSERT INTO label_revisions (number, id, confession, grader, revision, state, device, created_at, hash, record)
      SELECT 2, 'r2', confession, 'Ada', 2, 'submitted', 'd', 't', randomblob(32), '{"committed_stage":3}'
      FROM label_revisions WHERE number = 1;
    INSERT INTO current_labels (grader, confession, revision_number, revision, revision_id, state)
      SELECT grader, confession, 2, 2, 'r2', 'submitted' FROM label_revisions WHERE number = 2;
    INSERT INTO current_labels (grader, confession, revision_number, revision, revision_id, state)
      SELECT 'Ben', confession, 1, 1, 'r1', 'submitted' FROM label_revisions WHERE number = 1;
  `);
  queuesComparisonsGold.up(store);
  const rows = store.prepare('SELECT grader, committed_stage FROM current_labels ORDER BY grader').all();
  expect(rows).toEqual([
    { grader: 'Ada', committed_stage: 3 },
    { grader: 'Ben', committed_stage: 0 },
  ]);
  store.close();
});

test('a comparison is neither changed nor deleted, and never of a confession with itself', () => {
  const store = layoutOne();
  queuesComparisonsGold.up(store);
  const add = (first: string, second: string) =>
    store.exec(
      `INSERT INTO comparison_revisions (id, first, second, grader, revision, state, device, created_at, hash, record)
       VALUES ('c1', x'${first.repeat(32)}', x'${second.repeat(32)}', 'Ada', 1, 'submitted', 'd', 't', randomblob(32), '{}')`,
    );
  expect(() => add('aa', 'aa')).toThrow(/CHECK/);
  add('aa', 'bb');
  expect(() => store.exec("UPDATE comparison_revisions SET state = 'skipped'")).toThrow(/append-only/);
  expect(() => store.exec('DELETE FROM comparison_revisions')).toThrow(/append-only/);
  store.close();
});

test('an assignment has a reason that is known and a probability that can be', () => {
  const store = layoutOne();
  queuesComparisonsGold.up(store);
  const add = (reason: string, probability: number) =>
    store
      .prepare(
        "INSERT INTO assignments (id, grader, confession, reason, probability, assigned_by, created_at) VALUES (?, 'Ada', randomblob(32), ?, ?, 'Ben', 't')",
      )
      .run(`${reason}${probability}`, reason, probability);
  expect(() => add('mood', 1)).toThrow(/CHECK/);
  expect(() => add('random', 0)).toThrow(/CHECK/);
  add('random', 0.25);
  store.close();
});
