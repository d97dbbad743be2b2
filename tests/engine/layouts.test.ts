import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { MIGRATIONS } from '../../main/engine/store/migrations/index.ts';
import { answersOf, FIXTURE_GRADER } from '../fixtures/answers.ts';
import { startEngine, temporaryFolder } from './support.ts';

const FIXTURES = resolve(import.meta.dirname, '../fixtures');

/** A copy of the stored dataset of a layout, as somebody's disk has it. */
function copyOf(layout: number): string {
  const path = join(temporaryFolder(), 'd.shrive');
  copyFileSync(join(FIXTURES, `layout-${layout}.shrive`), path);
  return path;
}

function layoutOf(path: string): unknown {
  const file = new Database(path, { readonly: true });
  try {
    return file.pragma('user_version', { simple: true });
  } finally {
    file.close();
  }
}

test('every migration has a stored dataset, and every stored dataset its migration', () => {
  const stored = readdirSync(FIXTURES).filter((name) => /^layout-\d+\.shrive$/.test(name));
  expect(
    stored.sort(),
    'a migration was added: run `npx node tests/fixtures/make-layout.ts` and commit what it writes',
  ).toEqual(MIGRATIONS.map(({ version }) => `layout-${version}.shrive`).sort());
});

test.each(MIGRATIONS.map(({ version }) => version))(
  'a dataset of layout %i opens and answers what it always did',
  async (layout) => {
    const path = copyOf(layout);
    expect(layoutOf(path)).toBe(layout);
    const { client: connect } = startEngine();
    const client = connect();
    await client.settings.update({ grader: FIXTURE_GRADER });
    await client.datasets.open({ path });
    expect(layoutOf(path)).toBe(MIGRATIONS.length);
    const stored = JSON.parse(readFileSync(join(FIXTURES, `layout-${layout}.json`), 'utf8'));
    // A later version may say more of the same dataset, never less and nothing else.
    expect(await answersOf(client)).toMatchObject(stored);
    expect(existsSync(`${path}.before-${layout + 1}`)).toBe(layout < MIGRATIONS.length);
  },
);

test('the stored labels stand in all three stages', () => {
  for (const { version } of MIGRATIONS) {
    const file = new Database(copyOf(version), { readonly: true });
    const stages = file
      .prepare(
        "SELECT DISTINCT json_extract(record, '$.committed_stage') AS stage FROM label_revisions ORDER BY 1",
      )
      .pluck()
      .all();
    const states = file.prepare('SELECT DISTINCT state FROM current_labels ORDER BY state').pluck().all();
    const drafts = file.prepare('SELECT count(*) FROM drafts').pluck().get();
    file.close();
    expect(stages).toEqual([0, 1, 2, 3]);
    expect(states).toEqual(['draft', 'flagged', 'skipped', 'submitted']);
    expect(drafts).toBe(1);
  }
});
