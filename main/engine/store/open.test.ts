import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { MIGRATIONS } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { createDataset, openDataset } from './open.ts';

const STORED = resolve(import.meta.dirname, `../../../tests/fixtures/layout-${MIGRATIONS.length}.shrive`);
const NEXT = MIGRATIONS.length + 1;

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shrive-open-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The newest stored dataset, in a folder of its own. */
function storedDataset(): { folder: string; path: string } {
  const folder = temporaryFolder();
  const path = join(folder, 'd.shrive');
  copyFileSync(STORED, path);
  return { folder, path };
}

/** The migration after the last one, as somebody will add it. */
function nextMigration(up: Migration['up']): Migration[] {
  return [...MIGRATIONS, { version: NEXT, name: 'the next one', up }];
}

function factsOf(path: string) {
  const file = new Database(path, { readonly: true });
  const facts = {
    layout: file.pragma('user_version', { simple: true }),
    labels: file.prepare('SELECT count(*) FROM label_revisions').pluck().get(),
    columns: file.prepare("SELECT name FROM pragma_table_info('transcripts')").pluck().all(),
  };
  file.close();
  return facts;
}

test('a migration changes the file, and lays a copy of what it was beside it', () => {
  const { folder, path } = storedDataset();
  const before = factsOf(path);
  const { store } = openDataset(
    path,
    nextMigration((changed) => changed.exec('ALTER TABLE transcripts ADD COLUMN starred INTEGER')),
  );
  store.close();
  expect(factsOf(path)).toEqual({ ...before, layout: NEXT, columns: [...before.columns, 'starred'] });
  expect(factsOf(`${path}.before-${NEXT}`)).toEqual(before);
  expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
});

test('a migration that fails half-way leaves the file as it was', () => {
  const { path } = storedDataset();
  const before = factsOf(path);
  const failing = nextMigration((changed) => {
    changed.exec('ALTER TABLE transcripts ADD COLUMN starred INTEGER');
    throw new Error('the second half went wrong');
  });
  expect(() => openDataset(path, failing)).toThrow('the second half went wrong');
  expect(factsOf(path)).toEqual(before);
  openDataset(path).store.close();
});

test('labels that are still in the log of another connection are in the copy too', () => {
  const { path } = storedDataset();
  const other = openDataset(path).store;
  other.exec("INSERT INTO rubrics (id, created_at, body) VALUES ('late@1', '', '{}')");
  openDataset(
    path,
    nextMigration(() => {}),
  ).store.close();
  const copy = new Database(`${path}.before-${NEXT}`, { readonly: true });
  expect(copy.prepare("SELECT count(*) FROM rubrics WHERE id = 'late@1'").pluck().get()).toBe(1);
  copy.close();
  other.close();
});

test('a damaged file is not migrated', () => {
  const { folder, path } = storedDataset();
  const bytes = readFileSync(path);
  const page = bytes.readUInt16BE(16);
  bytes.fill(0xff, bytes.length - page, bytes.length - page + 64);
  writeFileSync(path, bytes);
  expect(() =>
    openDataset(
      path,
      nextMigration(() => {}),
    ),
  ).toThrow(expect.objectContaining({ code: 'DATASET_DAMAGED' }));
  expect(readFileSync(path).readUInt32BE(60)).toBe(MIGRATIONS.length);
  expect(readdirSync(folder).filter((name) => name.includes('before'))).toEqual([]);
});

test('a new dataset is one by its own header, while its log is open', () => {
  const path = join(temporaryFolder(), 'd.shrive');
  const { store } = createDataset(path);
  const header = readFileSync(path).subarray(0, 100);
  expect([header.toString('latin1', 68, 72), header.readUInt32BE(60)]).toEqual(['SHRV', MIGRATIONS.length]);
  store.close();
});

test('a file that is in the log alone, because its maker died, is opened all the same', () => {
  const { folder, path } = storedDataset();
  const { store } = openDataset(path);
  // What a kill leaves: the layout of the header is in the log, and nobody has written it into the file.
  store.pragma('wal_autocheckpoint = 0');
  store.pragma(`user_version = ${MIGRATIONS.length}`);
  store.exec("INSERT INTO rubrics (id, created_at, body) VALUES ('late@1', '', '{}')");
  const torn = join(folder, 'torn.shrive');
  for (const end of ['', '-wal']) copyFileSync(`${path}${end}`, `${torn}${end}`);
  store.close();
  const again = openDataset(torn);
  expect(again.store.prepare("SELECT count(*) FROM rubrics WHERE id = 'late@1'").pluck().get()).toBe(1);
  again.store.close();
});
