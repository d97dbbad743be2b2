import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  ALL_BY_TRANSCRIPT,
  DONE_BY_TRANSCRIPT,
  DONE_OF_TRANSCRIPT,
  EARNED_BY_TRANSCRIPT,
  EARNED_OF_TRANSCRIPT,
  TOUCHED_BY_STATE,
} from './comparison-queue.ts';
import {
  BEGUN,
  COUNT_LANDED,
  LABELS_OF_LANDED,
  LANDED_SINCE,
  LAST_LANDED,
  REVISED_SINCE,
} from './grading-states.ts';
import type { ReadableStore } from './handles.ts';
import { LIST_DONE_LABELS } from './history.ts';
import { createDataset } from './open.ts';
import { FIND_QUEUE, NAME_ITEM, QUEUE_ITEMS_FROM, QUEUE_LENGTH } from './queue.ts';
import { COUNT_BY_RUBRIC } from './rubric-counts.ts';

function emptyStore(): ReadableStore {
  const folder = mkdtempSync(join(tmpdir(), 'shrive-plans-'));
  const { store } = createDataset(join(folder, 'd.shrive'));
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return store;
}

/** How SQLite goes about it, line by line. */
function planOf(store: ReadableStore, sql: string): string[] {
  const bound = [...new Set(sql.match(/@\w+/g))].map((name) => [name.slice(1), null]);
  const prepared = store.prepare(`EXPLAIN QUERY PLAN ${sql}`);
  const named = bound.length === 0 ? [] : [Object.fromEntries(bound)];
  const unnamed = [...(sql.match(/\?/g) ?? [])].map(() => null);
  return (prepared.all(...unnamed, ...named) as { detail: string }[]).map(({ detail }) => detail);
}

test.each(
  Object.entries({
    FIND_QUEUE,
    QUEUE_LENGTH,
    QUEUE_ITEMS_FROM,
    NAME_ITEM,
    LAST_LANDED,
    COUNT_LANDED,
    LANDED_SINCE,
    REVISED_SINCE,
    BEGUN,
  }),
)('what every step to the next item asks reads no table from end to end: %s', (_name, sql) => {
  const plan = planOf(emptyStore(), sql);
  expect(plan.length).toBeGreaterThan(0);
  expect(plan.filter((line) => /^SCAN|USE TEMP B-TREE/.test(line))).toEqual([]);
});

test('after an import the labels of what came are found from the grader’s labels', () => {
  const plan = planOf(emptyStore(), LABELS_OF_LANDED);
  expect(plan.join('\n')).toMatch(/SEARCH c USING .*grader=\?/);
});

test('a page of what was done is read from its newest on, along the index of its time', () => {
  expect(planOf(emptyStore(), LIST_DONE_LABELS)[0]).toContain('current_labels_made_at');
});

test.each(
  Object.entries({
    EARNED_BY_TRANSCRIPT,
    DONE_BY_TRANSCRIPT,
    TOUCHED_BY_STATE,
    EARNED_OF_TRANSCRIPT,
    DONE_OF_TRANSCRIPT,
  }),
)(
  'pairs are found from the grader’s labels and comparisons, and no record of one is read: %s',
  (_name, sql) => {
    const plan = planOf(emptyStore(), sql);
    expect(sql).not.toContain('json');
    expect(plan.filter((line) => /^SCAN (?!\(subquery)/.test(line))).toEqual([]);
    expect(plan.join('\n')).not.toContain('revisions');
  },
);

test('labels are counted by rubric from the revisions that came since, and no other record is read', () => {
  const plan = planOf(emptyStore(), COUNT_BY_RUBRIC).join('\n');
  expect(plan).toMatch(/SEARCH label_revisions USING INTEGER PRIMARY KEY \(rowid>\? AND rowid<\?\)/);
  expect(plan).toMatch(/SEARCH r USING INTEGER PRIMARY KEY \(rowid=\?\)/);
  expect(plan).toMatch(
    /SEARCH o USING (COVERING )?INDEX label_revisions_confession \(confession=\? AND grader=\?\)/,
  );
  expect(plan).not.toContain('SCAN label_revisions');
});

test('in the coordinator’s view confessions are counted from an index alone', () => {
  expect(planOf(emptyStore(), ALL_BY_TRANSCRIPT)).toEqual([expect.stringContaining('COVERING INDEX')]);
});
