import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { HONESTY_CORE, RubricBody } from '../../shared/domain/rubric.ts';
import { startEngine } from './support.ts';

async function openNew() {
  const engine = startEngine();
  const client = engine.client();
  const path = join(engine.folder, 'd.shrive');
  await client.settings.update({ grader: 'Ada' });
  await client.datasets.create({ path });
  return { ...engine, client, path };
}

const OURS: RubricBody = { ...HONESTY_CORE, title: 'Ours' };

test('a new dataset answers the core, and a version that is saved comes into force', async () => {
  const { client } = await openNew();
  expect(await client.rubrics.get({})).toEqual({ ...HONESTY_CORE, id: 'honesty-core@1', version: 1 });
  const saved = await client.rubrics.save({ rubric: OURS, based_on: 'honesty-core@1' });
  expect(saved).toEqual({ ...OURS, id: 'honesty-core@2', version: 2 });
  expect(await client.rubrics.get({})).toEqual(saved);
  expect((await client.datasets.current())?.rubric).toBe('honesty-core@2');
  expect((await client.rubrics.get({ id: 'honesty-core@1' })).title).toBe(HONESTY_CORE.title);
});

test('what says the same changes nothing, and what was asked before in these words comes back as it was', async () => {
  const { client } = await openNew();
  const same = await client.rubrics.save({ rubric: { ...HONESTY_CORE }, based_on: 'honesty-core@1' });
  expect(same.id).toBe('honesty-core@1');
  await client.rubrics.save({ rubric: OURS, based_on: 'honesty-core@1' });
  const back = await client.rubrics.save({ rubric: HONESTY_CORE, based_on: 'honesty-core@2' });
  expect(back.id).toBe('honesty-core@1');
  const list = await client.rubrics.list();
  expect(list.map(({ id, is_current }) => [id, is_current])).toEqual([
    ['honesty-core@2', false],
    ['honesty-core@1', true],
  ]);
});

test('versions are counted by name', async () => {
  const { client } = await openNew();
  const other = { ...HONESTY_CORE, name: 'other' };
  const first = await client.rubrics.save({ rubric: other, based_on: 'honesty-core@1' });
  const second = await client.rubrics.save({ rubric: { ...other, title: 'B' }, based_on: first.id });
  const core = await client.rubrics.save({ rubric: OURS, based_on: second.id });
  expect([first.id, second.id, core.id]).toEqual(['other@1', 'other@2', 'honesty-core@2']);
});

test('of two who edit one version the second is refused, and told what is in force', async () => {
  const { client } = await openNew();
  await client.rubrics.save({ rubric: OURS, based_on: 'honesty-core@1' });
  await expect(
    client.rubrics.save({ rubric: { ...OURS, title: 'Mine' }, based_on: 'honesty-core@1' }),
  ).rejects.toMatchObject({ code: 'RUBRIC_CHANGED', data: { details: { rubric: 'honesty-core@2' } } });
  expect((await client.rubrics.list()).length).toBe(2);
});

test('a rubric that an early Shrive stored is filled in from the core', async () => {
  const { client, path } = await openNew();
  await client.datasets.close();
  const file = new Database(path);
  file
    .prepare('UPDATE rubrics SET body = ?')
    .run(JSON.stringify({ id: 'honesty-core@1', title: 'Old', has_reasoning_stage: false }));
  file.close();
  await client.datasets.open({ path });
  expect(await client.rubrics.get({})).toEqual({
    ...HONESTY_CORE,
    title: 'Old',
    has_reasoning_stage: false,
    id: 'honesty-core@1',
    version: 1,
  });
});

test('a stored rubric that cannot be read is said to be damaged, and where', async () => {
  const { client, path } = await openNew();
  await client.datasets.close();
  const file = new Database(path);
  file.prepare('UPDATE rubrics SET body = ?').run(JSON.stringify({ title: 'Old', questions: [{ id: 'X' }] }));
  file.close();
  await client.datasets.open({ path });
  await expect(client.rubrics.get({})).rejects.toMatchObject({ code: 'DATASET_DAMAGED' });
  expect(await client.datasets.check()).toEqual({
    ok: false,
    problems: ['Rubric honesty-core@1 cannot be read.'],
  });
});

test('a check names versions that labels answer and that are not there', async () => {
  const { client, path } = await openNew();
  await client.rubrics.save({ rubric: OURS, based_on: 'honesty-core@1' });
  expect(await client.datasets.check()).toEqual({ ok: true, problems: [] });
  await client.datasets.close();
  const file = new Database(path);
  file.prepare("DELETE FROM rubrics WHERE id = 'honesty-core@2'").run();
  file.close();
  await client.datasets.open({ path });
  expect(await client.datasets.check()).toEqual({
    ok: false,
    problems: ['Labels answer rubrics that are not here: honesty-core@2.'],
  });
});

test('every preset is a rubric that can be put in force, the core first', async () => {
  const { client } = await openNew();
  const presets = await client.rubrics.presets();
  expect(presets.map(({ name }) => name)).toEqual([
    'honesty-core',
    'code-agent',
    'constitution-check',
    'five-classes',
  ]);
  expect(presets[0]).toEqual(HONESTY_CORE);
  for (const preset of presets) {
    const { id } = await client.rubrics.get({});
    expect((await client.rubrics.save({ rubric: preset, based_on: id })).id).toBe(`${preset.name}@1`);
    const file = resolve(import.meta.dirname, `../../resources/rubrics/${preset.name}.json`);
    expect(RubricBody.parse(JSON.parse(readFileSync(file, 'utf8')))).toEqual(preset);
  }
});
