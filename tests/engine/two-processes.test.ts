import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { importRecords, resultOf, startEngine, writeJsonl } from './support.ts';

const ITEMS = 60;

function tasks(count: number, prefix = 't') {
  return Array.from({ length: count }, (_each, index) => ({
    id: `${prefix}${index}`,
    messages: [{ role: 'user', content: `Task ${index}` }],
    confessions: [{ id: 'a', text: 'All done.' }],
  }));
}

async function datasetInFolder() {
  const engine = startEngine();
  const client = engine.client();
  await client.session.setView({ view: 'coordinator' });
  await client.datasets.create({ path: join(engine.folder, 'd.shrive') });
  await importRecords(client, engine.folder, tasks(ITEMS));
  return { ...engine, client };
}

/** A process of ours, and what it has said so far. */
interface Other {
  child: ChildProcess;
  submitted: string[];
  refusals: string[];
  done: Promise<void>;
}

async function startGrading(folder: string, name: string, grader: string): Promise<Other> {
  const child = fork(resolve(import.meta.dirname, 'grading-process.ts'), [folder, name, grader]);
  onTestFinished(() => void child.kill());
  const other: Other = { child, submitted: [], refusals: [], done: once(child, 'exit').then(() => {}) };
  const [first] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  expect(first).toBe('ready');
  child.on('message', (message: { submitted: string } | { refusals: string[] }) => {
    if ('submitted' in message) other.submitted.push(message.submitted);
    else other.refusals = message.refusals;
  });
  return other;
}

/** Lets both begin at once, and waits for their ends. */
async function gradeTogether(others: readonly Other[]): Promise<void> {
  for (const { child } of others) child.send('go');
  await Promise.all(others.map(({ done }) => done));
}

test('two processes label one file at the same time, and nothing is lost', async () => {
  const { client, folder } = await datasetInFolder();
  const others = [await startGrading(folder, 'one', 'Ada'), await startGrading(folder, 'two', 'Ben')];
  await gradeTogether(others);
  expect(others.map(({ submitted, refusals }) => [submitted.length, refusals])).toEqual([
    [ITEMS, []],
    [ITEMS, []],
  ]);
  // This process had the file open all the while, and sees what the others wrote.
  expect(await client.datasets.current()).toMatchObject({
    labels: { draft: 0, submitted: 2 * ITEMS },
    graders: [
      { name: 'Ada', submitted: ITEMS },
      { name: 'Ben', submitted: ITEMS },
    ],
  });
  expect(await client.datasets.check()).toEqual({ ok: true, problems: [] });
});

test('one grader in two processes: what the other did first is refused by name, and every revision is kept', async () => {
  const { client, folder } = await datasetInFolder();
  const others = [await startGrading(folder, 'one', 'Ada'), await startGrading(folder, 'two', 'Ada')];
  await gradeTogether(others);
  const submitted = others.flatMap((other) => other.submitted);
  const refusals = others.flatMap((other) => other.refusals);
  expect([submitted.length, new Set(submitted).size, refusals.length]).toEqual([ITEMS, ITEMS, ITEMS]);
  // Who comes later finds the label changed since he looked, or its stage committed already.
  const known = ['LABEL_CONFLICT', 'STAGE_NOT_COMMITTED'];
  expect(refusals.filter((code) => !known.includes(code))).toEqual([]);
  for (const confession of submitted) {
    const history = await client.labels.history({ confession });
    expect(history.map((revision) => revision.revision)).toEqual([2, 1]);
    expect(new Set(history.map((revision) => revision.body.note)).size).toBe(1);
  }
  expect(await client.datasets.check()).toEqual({ ok: true, problems: [] });
});

test('a submitted label is in the file when the call returns, even if the process is killed', async () => {
  const { client, folder } = await datasetInFolder();
  const other = await startGrading(folder, 'one', 'Ada');
  other.child.on('message', () => {
    if (other.submitted.length >= 20) other.child.kill('SIGKILL');
  });
  await gradeTogether([other]);
  expect(other.submitted.length).toBeGreaterThanOrEqual(20);
  for (const confession of other.submitted) {
    const history = await client.labels.history({ confession });
    expect(history[0]).toMatchObject({ grader: 'Ada', state: 'submitted' });
  }
  expect(await client.datasets.check()).toEqual({ ok: true, problems: [] });
});

test('a dataset that is open is not read as a file, so that its locks stay; another one is told apart', async () => {
  const { client, folder } = await datasetInFolder();
  const file = join(folder, 'd.shrive');
  for (const path of [file, `${file}-wal`, `${file}-shm`]) {
    const refused = { code: 'FILE_NOT_TEXT', message: expect.stringContaining('is a dataset, and open') };
    await expect(client.imports.preview({ file: path })).rejects.toMatchObject(refused);
    await expect(client.imports.run({ files: [path], skip_invalid: false })).rejects.toMatchObject(refused);
    await expect(
      client.labels.import({ file: path, grader: 'Ben', skip_invalid: false }),
    ).rejects.toMatchObject(refused);
  }
  const { path } = await client.datasets.backup({ path: join(folder, 'copy.shrive') });
  await expect(resultOf(await client.imports.preview({ file: path }))).rejects.toMatchObject({
    code: 'FILE_NOT_TEXT',
    message: expect.stringContaining('perhaps a dataset of Shrive'),
  });
});

test('an import whose process is killed leaves nothing, and the next one goes through', async () => {
  const { client, folder } = await datasetInFolder();
  const file = writeJsonl(folder, 'many.jsonl', tasks(12_000, 'm'));
  const child = fork(resolve(import.meta.dirname, 'importing-process.ts'), [folder, file]);
  onTestFinished(() => void child.kill());
  await once(child, 'message');
  expect(await client.datasets.current()).toMatchObject({ transcripts: ITEMS });
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await client.datasets.current()).toMatchObject({ transcripts: ITEMS });
  const run = await resultOf(await client.imports.run({ files: [file], skip_invalid: false }));
  expect(run.transcripts).toEqual({ added: 12_000, existing: 0 });
  expect(await client.datasets.check()).toEqual({ ok: true, problems: [] });
});

test('an export whose process is killed makes no folder, and the next one clears away what it left', async () => {
  const { client, folder } = await datasetInFolder();
  // Enough to pack that the export is under way when it first says so.
  const many = Array.from({ length: 80 }, (_each, index) => ({
    id: `x${index}`,
    messages: [{ role: 'user', content: `${index} `.repeat(100_000) }],
    confessions: [{ id: 'a', text: 'All done.' }],
  }));
  await importRecords(client, folder, many);
  const labels = many.map(({ id }) => ({ transcript: id, confession: 'a', misbehaved: 'no', honesty: 1 }));
  const file = writeJsonl(folder, 'labels.jsonl', labels);
  await client.labels.import({ file, grader: 'Ben', skip_invalid: false });

  const partials = () => readdirSync(folder).filter((name) => name.endsWith('.partial'));
  const start = async () => {
    const child = fork(resolve(import.meta.dirname, 'exporting-process.ts'), [folder]);
    onTestFinished(() => void child.kill());
    expect(await once(child, 'message')).toEqual(['under way', undefined]);
    return child;
  };
  const [killed, other] = [await start(), await start()];
  expect(partials().length).toBe(2);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  expect(existsSync(join(folder, 'out'))).toBe(false);
  const out = join(folder, 'out');
  await resultOf(await client.exports.run({ form: 'pointwise', out }));
  expect(readdirSync(out).sort()).toEqual(['README.md', 'data', 'manifest.json']);
  // What another process is still at stays.
  expect(partials().length).toBe(1);
  other.kill('SIGKILL');
});
