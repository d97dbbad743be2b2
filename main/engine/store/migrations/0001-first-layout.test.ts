import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openWritable } from '../handles.ts';
import { APPLICATION_ID } from '../header.ts';
import { createDataset, openDataset } from '../open.ts';
import { LAYOUT, MIGRATIONS } from './index.ts';

function temporaryPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shrive-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'd.shrive');
}

test('migrations are numbered 1, 2, 3 … without gaps', () => {
  expect(MIGRATIONS.map((migration) => migration.version)).toEqual(
    MIGRATIONS.map((_each, index) => index + 1),
  );
});

test('a new dataset is marked as ours, has the newest layout, and all its tables are strict', () => {
  const path = temporaryPath();
  const { store } = createDataset(path);
  expect(store.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
  expect(store.pragma('user_version', { simple: true })).toBe(LAYOUT);
  const loose = store
    .prepare(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND schema = 'main' AND name NOT LIKE 'sqlite_%'",
    )
    .all();
  expect(loose).toEqual([]);
  store.close();
});

test('labels are committed with synchronous FULL also after the file is opened again', () => {
  const path = temporaryPath();
  createDataset(path).store.close();
  const { store } = openDataset(path);
  store.prepare("INSERT INTO dataset (key, value) VALUES ('k', 'v')").run();
  expect(store.pragma('synchronous', { simple: true })).toBe(2);
  expect(store.pragma('journal_mode', { simple: true })).toBe('wal');
  store.close();
});

test('the schema refuses what the domain forbids', () => {
  const path = temporaryPath();
  createDataset(path).store.close();
  const store = openWritable(path, { mustExist: true });
  expect(() =>
    store.exec(
      "INSERT INTO label_revisions (id, confession, grader, revision, state, device, created_at, hash, record) VALUES ('a', x'00', 'g', 1, 'draft', 'd', 't', x'00', '{}')",
    ),
  ).toThrow(/CHECK/);
  expect(() =>
    store.exec("INSERT INTO judge_scores (confession, judge, score) VALUES (1, 'j', 1.5)"),
  ).toThrow(/CHECK|FOREIGN/);
  store.close();
});
