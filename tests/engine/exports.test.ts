import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ExportOptions } from '../../shared/contract/exports.ts';
import { type Client, resultOf, startEngine, temporaryFolder, writeJsonl } from './support.ts';

interface Task {
  id: string;
  task: number | null;
  prompt: number;
  honesty: [number, number];
}

function recordOf({ id, task, prompt }: Task) {
  return {
    id,
    messages: [
      { role: 'user', content: `Prompt ${prompt}` },
      { role: 'assistant', content: `Answer of ${id}` },
    ],
    confessions: [
      { id: 'a', text: `${id} says all.` },
      { id: 'b', text: `${id} says nothing.` },
    ],
    metadata: task === null ? {} : { task_id: task },
  };
}

function labelsOf({ id, honesty }: Task) {
  return honesty.map((value, index) => ({
    transcript: id,
    confession: index === 0 ? 'a' : 'b',
    misbehaved: 'yes',
    honesty: value,
  }));
}

/** A dataset of these tasks, brought in file by file, graded by Ben. */
async function graded(files: readonly (readonly Task[])[], labels: readonly Task[] = files.flat()) {
  const engine = startEngine(temporaryFolder());
  const client = engine.client();
  await client.session.setView({ view: 'coordinator' });
  await client.datasets.create({ path: join(engine.folder, 'd.shrive') });
  for (const [index, tasks] of files.entries()) {
    const file = writeJsonl(engine.folder, `in-${index}.jsonl`, tasks.map(recordOf));
    await resultOf(await client.imports.run({ files: [file], skip_invalid: false }));
  }
  const file = writeJsonl(engine.folder, 'labels.jsonl', labels.flatMap(labelsOf));
  await client.labels.import({ file, grader: 'Ben', skip_invalid: false });
  return { ...engine, client };
}

async function exportTo(client: Client, out: string, options: Partial<ExportOptions> & { form: string }) {
  return resultOf(await client.exports.run({ format: 'jsonl', ...options, out }));
}

type Row = Record<string, unknown>;

function rowsOf(out: string): Map<string, Row[]> {
  return new Map(
    readdirSync(join(out, 'data')).map((name) => [
      name,
      readFileSync(join(out, 'data', name), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Row),
    ]),
  );
}

/** Everything in a folder by its path, for comparing byte for byte. */
function bytesOf(out: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(out.length), readFileSync(path, 'utf8')]),
  );
}

const task = fc.record({
  task: fc.option(fc.integer({ min: 0, max: 5 })),
  prompt: fc.integer({ min: 0, max: 5 }),
  honesty: fc.tuple(fc.constantFrom(0, 0.25, 0.5, 0.75, 1), fc.constantFrom(0, 0.25, 0.5, 0.75, 1)),
});
const tasks = fc
  .array(task, { minLength: 2, maxLength: 12 })
  .map((list): Task[] => list.map((each, index) => ({ ...each, id: `t${index}` })));

test('no family lies on two sides of a split, whatever the shares and the seed', async () => {
  await fc.assert(
    fc.asyncProperty(
      tasks,
      fc.integer({ min: 0, max: 1000 }),
      fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 })),
      async (list, seed, [one, two]) => {
        const [first, second] = [Math.min(one, two), Math.max(one, two)];
        const splits = { train: first / 10, validation: (second - first) / 10, test: (10 - second) / 10 };
        const { client, folder } = await graded([list]);
        const out = join(folder, 'out');
        const { rows } = await exportTo(client, out, { form: 'pointwise', seed, splits });
        expect(rows).toBe(2 * list.length);
        // What shares a task, or has no task and shares a prompt, is one family.
        const sides = new Map<string, Set<string>>();
        for (const [file, lines] of rowsOf(out)) {
          for (const { transcript } of lines) {
            const of = list.find(({ id }) => id === transcript);
            const family = of?.task === null ? `prompt ${of.prompt}` : `task ${of?.task}`;
            sides.set(family, (sides.get(family) ?? new Set()).add(file));
          }
        }
        expect([...sides].filter(([, files]) => files.size > 1)).toEqual([]);
      },
    ),
    { numRuns: 15 },
  );
});

test('the order of imports changes no byte of what is exported, and importing twice adds nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      tasks.chain((list) =>
        fc.record({
          list: fc.constant(list),
          shuffled: fc.shuffledSubarray(list, { minLength: list.length }),
          cut: fc.nat(list.length),
        }),
      ),
      async ({ list, shuffled, cut }) => {
        const one = await graded([list]);
        const parts = [shuffled.slice(0, cut), shuffled.slice(cut)].filter((part) => part.length > 0);
        // The second part comes twice.
        const two = await graded([...parts, parts.at(-1) ?? []], shuffled);
        expect(await two.client.datasets.current()).toMatchObject({
          transcripts: list.length,
          confessions: 2 * list.length,
        });
        for (const form of ['pointwise', 'preference']) {
          const outs = [];
          for (const { client, folder } of [one, two]) {
            const out = join(folder, form);
            await exportTo(client, out, { form, min_margin: 0.25 }).catch((error) => {
              expect(error.code).toBe('NOTHING_TO_EXPORT');
            });
            outs.push(out);
          }
          const [first = '', second = ''] = outs;
          expect(existsSync(first)).toBe(existsSync(second));
          if (!existsSync(first)) continue;
          const { '/manifest.json': manifest = '', ...files } = bytesOf(first);
          const { '/manifest.json': otherManifest = '', ...otherFiles } = bytesOf(second);
          expect(otherFiles).toEqual(files);
          // The manifests name two datasets, and are the same otherwise.
          const withoutId = (text: string) => ({ ...JSON.parse(text), dataset: null });
          expect(withoutId(otherManifest)).toEqual(withoutId(manifest));
        }
      },
    ),
    { numRuns: 10 },
  );
});

const TWO: Task[] = [
  { id: 't1', task: 1, prompt: 1, honesty: [1, 0.25] },
  { id: 't2', task: 2, prompt: 2, honesty: [0.5, 0.5] },
];

test('the manifest and the card say what was exported, with the checksums of the files', async () => {
  const { client, folder } = await graded([TWO]);
  const out = join(folder, 'out');
  const { files, rows } = await exportTo(client, out, { form: 'preference', min_margin: 0.5, seed: 7 });
  expect(rows).toBe(1);
  const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({
    form: 'preference',
    settings: { min_margin: 0.5, seed: 7, splits: { train: 0.8 } },
    rubrics: { 'honesty-core@1': 4 },
    graders: { Ben: 4 },
    labels: 4,
    rows: 1,
    files,
  });
  const card = readFileSync(join(out, 'README.md'), 'utf8');
  for (const { path, sha256 } of files) {
    expect(
      createHash('sha256')
        .update(readFileSync(join(out, path)))
        .digest('hex'),
    ).toBe(sha256);
    expect(card).toContain(sha256);
  }
});

test('with history every revision is a row, else the current ones alone', async () => {
  const { client, folder } = await graded([TWO]);
  const again = writeJsonl(
    folder,
    'again.jsonl',
    labelsOf({ id: 't1', task: 1, prompt: 1, honesty: [0, 0.25] }),
  );
  await client.labels.import({ file: again, grader: 'Ben', skip_invalid: false });
  const honesties = async (history: boolean) => {
    const out = join(folder, `out-${history}`);
    const splits = { train: 1, validation: 0, test: 0 };
    await exportTo(client, out, { form: 'labels', history, splits });
    return rowsOf(out)
      .get('train.jsonl')
      ?.map((row) => [row.transcript, row.confession, row.revision, row.honesty]);
  };
  expect(await honesties(false)).toEqual([
    ['t1', 'a', 2, 0],
    ['t1', 'b', 1, 0.25],
    ['t2', 'a', 1, 0.5],
    ['t2', 'b', 1, 0.5],
  ]);
  expect((await honesties(true))?.slice(0, 2)).toEqual([
    ['t1', 'a', 1, 1],
    ['t1', 'a', 2, 0],
  ]);
});

test('labels have the skipped and the flagged too, with the reasons; training data has the submitted alone', async () => {
  const { client, folder } = await graded([TWO], TWO.slice(0, 1));
  await client.settings.update({ grader: 'Ada' });
  const { confessions } = await client.transcripts.get({ transcript_id: 't2' });
  const [one = '', two = ''] = confessions.map(({ confession }) => confession);
  await client.labels.skip({ confession: one, skip_reason: 'not_in_my_field', reason: 'Ask a lawyer.' });
  await client.labels.flag({ confession: two, reason: 'Is it one task?' });
  const splits = { train: 1, validation: 0, test: 0 };
  const [labels, pointwise] = [join(folder, 'labels'), join(folder, 'pointwise')];
  await exportTo(client, labels, { form: 'labels', splits });
  const rows = rowsOf(labels).get('train.jsonl') ?? [];
  expect(rows.map((row) => [row.confession, row.state, row.skip_reason, row.reason, row.honesty])).toEqual([
    ['a', 'submitted', null, '', 1],
    ['b', 'submitted', null, '', 0.25],
    ['a', 'skipped', 'not_in_my_field', 'Ask a lawyer.', null],
    ['b', 'flagged', null, 'Is it one task?', null],
  ]);
  expect((await exportTo(client, pointwise, { form: 'pointwise', splits })).rows).toBe(2);
});

test('a folder with something in it is refused and left alone, an empty one is used', async () => {
  const { client, folder } = await graded([TWO]);
  const out = join(folder, 'out');
  mkdirSync(out);
  await exportTo(client, out, { form: 'pointwise' });
  const before = bytesOf(out);
  await expect(exportTo(client, out, { form: 'labels' })).rejects.toMatchObject({ code: 'FILE_EXISTS' });
  expect(bytesOf(out)).toEqual(before);
  writeFileSync(join(folder, 'a-file'), '');
  for (const place of ['a-file', join('a-file', 'below')]) {
    const refused = exportTo(client, join(folder, place), { form: 'labels' });
    await expect(refused).rejects.toMatchObject({
      code: place === 'a-file' ? 'FILE_EXISTS' : 'FILE_NOT_FOUND',
    });
  }
});

test('an export that is cancelled or fails half-way leaves nothing behind, not even the folders made for it', async () => {
  const many = Array.from(
    { length: 400 },
    (_each, index): Task => ({ id: `t${index}`, task: index, prompt: index, honesty: [1, 0] }),
  );
  const { client, folder } = await graded([many]);
  const before = readdirSync(folder).sort();
  const out = join(folder, 'made', 'for', 'it');

  const abort = new AbortController();
  const stream = await client.exports.run({ form: 'pointwise', out }, { signal: abort.signal });
  const run = resultOf(stream);
  abort.abort();
  await expect(run).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(readdirSync(folder).sort()).toEqual(before);

  // The last transcripts cannot be read: by then most rows are written.
  const file = new Database(join(folder, 'd.shrive'));
  file.exec("UPDATE blocks SET data = x'00' WHERE id = (SELECT max(id) FROM blocks)");
  file.close();
  await expect(exportTo(client, out, { form: 'pointwise' })).rejects.toThrow();
  expect(readdirSync(folder).sort()).toEqual(before);
});
