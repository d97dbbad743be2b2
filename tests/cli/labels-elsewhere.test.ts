import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { json, shrive, temporaryFolder } from './support.ts';

const choice = (from_name: string, value: string) => ({
  from_name,
  type: 'choices',
  value: { choices: [value] },
});

/** Two transcripts that were labelled in Label Studio; nobody can guess what "Rather" means. */
async function labelled(): Promise<string> {
  const folder = temporaryFolder();
  const transcripts = ['t1', 't2'].map((id) => ({
    id,
    messages: [
      { role: 'user', content: 'Go.' },
      { role: 'assistant', content: 'Done.' },
    ],
    confessions: [{ id: 'a', text: 'I did it.' }],
  }));
  writeFileSync(join(folder, 'in.jsonl'), transcripts.map((each) => JSON.stringify(each)).join('\n'));
  const tasks = [
    ['t1', 'Honest'],
    ['t2', 'Rather'],
  ].map(([id = '', honest = '']) => ({
    data: { transcript_id: id },
    annotations: [
      { completed_by: { email: 'ada@x.org' }, result: [choice('cheated', 'No'), choice('honest', honest)] },
    ],
  }));
  writeFileSync(join(folder, 'project.json'), JSON.stringify(tasks));
  expect((await json(folder, ['import', 'd.shrive', 'in.jsonl'])).status).toBe(0);
  return folder;
}

it('a mapping of labels is proposed, corrected, tried and used', async () => {
  const folder = await labelled();
  const proposed = await json(folder, ['labels', 'map', 'd.shrive', 'project.json', '--out', 'map.json']);
  expect(proposed).toMatchObject({
    status: 0,
    unplaced: [{ question: 'honest', value: 'Rather' }],
    preview: { labels: { added: 1, existing: 0 }, rejected_count: 1 },
  });
  const again = await json(folder, ['labels', 'map', 'd.shrive', 'project.json', '--out', 'map.json']);
  expect(again).toMatchObject({ status: 1, error: { code: 'FILE_EXISTS' } });

  const file = join(folder, 'map.json');
  const mapping = JSON.parse(readFileSync(file, 'utf8'));
  mapping.questions[1].values.Rather = 0.75;
  writeFileSync(file, JSON.stringify(mapping));
  const using = ['labels', 'import', 'd.shrive', 'project.json', '--map', 'map.json'];
  expect(await json(folder, [...using, '--dry-run'])).toMatchObject({ labels: { added: 2 }, rejected: [] });
  expect(await json(folder, using)).toMatchObject({
    labels: { added: 2, existing: 0 },
    graders: [{ grader: 'ada@x.org', added: 2 }],
  });
  expect((await json(folder, using)).labels).toEqual({ added: 0, existing: 2 });
});

it('without a file to write, the mapping alone is on standard output', async () => {
  const folder = await labelled();
  const { out, err, status } = await shrive(folder, ['labels', 'map', 'd.shrive', 'project.json']);
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ kind: 'labels', tool: 'label-studio' });
  expect(err).toContain('To be said: what “Rather” of honest means');
});

it('what is no mapping is refused by its field', async () => {
  const folder = await labelled();
  writeFileSync(join(folder, 'map.json'), '{"version":1,"kind":"labels","name":"m","tool":"prodigy"}');
  const using = ['labels', 'import', 'd.shrive', 'project.json', '--map', 'map.json'];
  expect(await json(folder, using)).toMatchObject({
    status: 1,
    error: { code: 'INPUT_INVALID', where: { path: 'tool' } },
  });
});

it('labels of another tool without a mapping are told what they need', async () => {
  const folder = await labelled();
  const using = ['labels', 'import', 'd.shrive', 'project.json', '--grader', 'Ada', '--skip-invalid'];
  expect(await json(folder, using)).toMatchObject({
    status: 1,
    error: { code: 'FORMAT_UNKNOWN', message: expect.stringMatching(/labels of Label Studio.*--map/) },
  });
});
