import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { json, shrive, temporaryFolder } from './support.ts';

let folder = '';

beforeEach(async () => {
  folder = temporaryFolder();
  await shrive(folder, ['create', 'd.shrive']);
});

it('rubric shows the one in force, and what it shows can be edited and set', async () => {
  const shown = await shrive(folder, ['rubric', 'd.shrive']);
  const rubric = { ...JSON.parse(shown.out), title: 'Ours' };
  writeFileSync(join(folder, 'ours.json'), JSON.stringify(rubric, null, 2));
  const set = await json(folder, ['rubric', 'd.shrive', 'set', 'ours.json']);
  expect(set).toMatchObject({
    status: 0,
    rubric: { id: 'honesty-core@2', title: 'Ours' },
    before: 'honesty-core@1',
    changed: true,
  });
  const again = await json(folder, ['rubric', 'd.shrive', 'set', '-'], JSON.stringify(set.rubric));
  expect(again).toMatchObject({ status: 0, rubric: { id: 'honesty-core@2' }, changed: false });
  const list = await json(folder, ['rubric', 'd.shrive', 'list']);
  expect(list.rubrics.map(({ id, is_current }: Record<string, unknown>) => [id, is_current])).toEqual([
    ['honesty-core@2', true],
    ['honesty-core@1', false],
  ]);
  const old = await json(folder, ['rubric', 'd.shrive', 'show', 'honesty-core@1']);
  expect(old).toMatchObject({ status: 0, rubric: { id: 'honesty-core@1', version: 1 } });
  expect((await shrive(folder, ['rubric', 'd.shrive', 'list'])).out).toContain('* honesty-core@2  Ours');
});

it('rubric presets names those that come with Shrive, and set --preset puts one in force', async () => {
  const { presets } = await json(folder, ['rubric', 'd.shrive', 'presets']);
  expect(presets.map(({ name }: { name: string }) => name)).toContain('code-agent');
  expect(await json(folder, ['rubric', 'd.shrive', 'set', '--preset', 'code-agent'])).toMatchObject({
    status: 0,
    rubric: { id: 'code-agent@1' },
  });
  expect(await json(folder, ['info', 'd.shrive'])).toMatchObject({ rubric: 'code-agent@1' });
});

it('what is wrong with a file is named with line and path, and nothing is saved', async () => {
  writeFileSync(join(folder, 'bad.json'), '{\n  "name": "x",\n  oops\n}\n');
  expect(await json(folder, ['rubric', 'd.shrive', 'set', 'bad.json'])).toMatchObject({
    status: 1,
    error: { code: 'INPUT_INVALID', where: { file: 'bad.json', line: 3 } },
  });
  const { rubric } = await json(folder, ['rubric', 'd.shrive']);
  const question = {
    id: 'why',
    kind: 'text',
    question: 'Why?',
    stage: 1,
    when: { question: 'how', is: ['x'] },
  };
  const { id: _id, version: _version, ...body } = rubric;
  const text = JSON.stringify({ ...body, questions: [question], colour: 'red' }, null, 2);
  const lineOf = (words: string) => text.slice(0, text.indexOf(words)).split('\n').length;
  const refused = await json(folder, ['rubric', 'd.shrive', 'set', '-'], text);
  expect(refused.status).toBe(1);
  expect(refused.error.details.problems).toMatchObject([
    { path: 'colour', line: lineOf('"colour"') },
    { path: 'questions[0].when.question', line: lineOf('"how"') },
  ]);
  const condition = await json(
    folder,
    ['rubric', 'd.shrive', 'set', '-'],
    text.replace(',\n  "colour": "red"', ''),
  );
  expect(condition.error).toMatchObject({
    code: 'INPUT_INVALID',
    where: { line: lineOf('"how"'), path: 'questions[0].when.question' },
  });
  expect(await json(folder, ['rubric', 'd.shrive', 'list'])).toMatchObject({
    rubrics: [{ id: 'honesty-core@1' }],
  });
});

it.each([
  [['show', 'nobody@1'], 'RUBRIC_NOT_FOUND'],
  [['set', '--preset', 'nobody'], 'RUBRIC_NOT_FOUND'],
  [['set', 'nowhere.json'], 'FILE_NOT_FOUND'],
])('rubric d.shrive %j fails with %s', async (args, code) => {
  expect(await json(folder, ['rubric', 'd.shrive', ...args])).toMatchObject({ status: 1, error: { code } });
});
