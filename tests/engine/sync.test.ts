import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SyncRun } from '../../shared/contract/syncing.ts';
import { contentOf, gradeItem, startPerson } from './copies.ts';
import { type Client, importRecords, resultOf, temporaryFolder, transcriptRecord } from './support.ts';

const IDS = ['t1', 't2', 't3'] as const;

async function madeDataset(): Promise<string> {
  const coordinator = startPerson('Coordinator');
  const path = join(coordinator.folder, 'study.shrive');
  const [client, close] = coordinator.connect();
  await client.datasets.create({ path });
  await importRecords(
    client,
    coordinator.folder,
    IDS.map((id) => transcriptRecord(id)),
  );
  await client.datasets.close();
  await close();
  return path;
}

const sync = async (client: Client, folder: string): Promise<SyncRun> =>
  resultOf(await client.syncing.run({ folder }));

/** What people said and when. Which earlier end of a chain was signed too is of one copy alone; its last must be. */
function saidIn(path: string) {
  const { label_revisions, current_labels, exposures, active_times } = contentOf(path);
  return { label_revisions, current_labels, exposures, active_times, unsigned: unsignedEnds(path) };
}

function unsignedEnds(path: string): unknown[] {
  const file = new Database(path, { readonly: true });
  try {
    return file
      .prepare(
        `SELECT id FROM label_revisions r WHERE NOT EXISTS (SELECT 1 FROM chain_signatures s WHERE s.hash = r.hash)
           AND NOT EXISTS (SELECT 1 FROM label_revisions n WHERE n.previous_hash = r.hash)`,
      )
      .all();
  } finally {
    file.close();
  }
}

/** The bundles of a shared folder, with where they lie. */
function bundlesIn(folder: string): string[] {
  const [place = ''] = readdirSync(folder);
  return readdirSync(join(folder, place))
    .filter((name) => name.endsWith('.bundle'))
    .map((name) => join(folder, place, name));
}

test('what one lays down, the others take; a second time nothing goes either way', async () => {
  const [origin, folder] = [await madeDataset(), temporaryFolder()];
  const [ada, ben] = [startPerson('Ada'), startPerson('Ben')];
  const adas = await ada.withCopyOf(origin, async (client) => {
    await gradeItem(client, 't1', 'a');
    expect(await sync(client, folder)).toMatchObject({ labels: { added: 0 }, bundles: { written: 1 } });
  });
  const bens = await ben.withCopyOf(origin, async (client) => {
    await gradeItem(client, 't1', 'b');
    expect((await sync(client, folder)).labels.added).toBeGreaterThan(0);
    expect(await client.datasets.check()).toEqual({ ok: true, problems: [] });
    const again = await sync(client, folder);
    expect([again.labels, again.bundles]).toEqual([
      { added: 0, sent: 0 },
      { read: 0, waiting: 0, written: 0 },
    ]);
  });
  await ada.withDataset(adas, (client) => sync(client, folder));
  expect(saidIn(adas)).toEqual(saidIn(bens));
  expect(bundlesIn(folder)).toHaveLength(2);
});

test('whatever the order of grading and exchanging, at last all have said the same', async () => {
  const origin = await madeDataset();
  const act = fc.record({
    who: fc.constantFrom(0, 1, 2),
    does: fc.constantFrom('grade', 'sync'),
    id: fc.constantFrom(...IDS),
    honesty: fc.constantFrom(0, 0.5, 1),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 12 }), async (acts) => {
      const folder = temporaryFolder();
      // The third is the first on another machine.
      const people = ['Ada', 'Ben', 'Ada'].map(startPerson);
      const paths: string[] = [];
      for (const person of people) paths.push(await person.withCopyOf(origin, async () => {}));
      const as = <Result>(who: number, run: (client: Client) => Promise<Result>) =>
        people[who]?.withDataset(paths[who] ?? '', run);
      for (const { who, does, id, honesty } of acts) {
        await as(who, async (client) => {
          if (does === 'grade') await gradeItem(client, id, 'a', { honesty });
          else await sync(client, folder);
        });
      }
      for (const who of [0, 1, 2, 0, 1]) await as(who, (client) => sync(client, folder));
      const said = paths.map(saidIn);
      expect(said[0]?.unsigned).toEqual([]);
      expect(said[1]).toEqual(said[0]);
      expect(said[2]).toEqual(said[0]);
      for (const who of [0, 1, 2])
        expect((await as(who, (client) => client.datasets.check()))?.problems).toEqual([]);
    }),
    { numRuns: 4 },
  );
}, 180_000);

test('several at once do not disturb each other', async () => {
  const [origin, folder] = [await madeDataset(), temporaryFolder()];
  const people = ['Ada', 'Ben', 'Cho', 'Dee'].map(startPerson);
  const paths = await Promise.all(
    people.map((person) =>
      person.withCopyOf(origin, async (client) => {
        await gradeItem(client, 't1', 'a');
        await sync(client, folder);
      }),
    ),
  );
  for (const [index, person] of people.entries())
    await person.withDataset(paths[index] ?? '', (client) => sync(client, folder));
  const [first, ...others] = paths.map(saidIn);
  for (const other of others) expect(other).toEqual(first);
});

test('a file that has not arrived whole waits, and is taken when it has; so does what follows one that is missing', async () => {
  const [origin, folder] = [await madeDataset(), temporaryFolder()];
  const [ada, ben] = [startPerson('Ada'), startPerson('Ben')];
  await ada.withCopyOf(origin, async (client) => {
    await gradeItem(client, 't1', 'a');
    await sync(client, folder);
    await gradeItem(client, 't2', 'a');
    await sync(client, folder);
  });
  const [first = '', second = ''] = bundlesIn(folder);
  expect(second).not.toBe('');
  const whole = readFileSync(first);
  await ben.withCopyOf(origin, async (client) => {
    writeFileSync(first, whole.subarray(0, whole.length / 2));
    expect(await sync(client, folder)).toMatchObject({
      labels: { added: 0 },
      bundles: { read: 0, waiting: 2 },
      refused: [],
    });
    writeFileSync(first, whole);
    expect(await sync(client, folder)).toMatchObject({ bundles: { read: 2, waiting: 0 } });
  });
});

test('a file that was changed, is of another dataset or is something else is refused, and the rest is taken', async () => {
  const [origin, folder] = [await madeDataset(), temporaryFolder()];
  const [ada, ben] = [startPerson('Ada'), startPerson('Ben')];
  await ada.withCopyOf(origin, async (client) => {
    await gradeItem(client, 't1', 'a');
    await sync(client, folder);
  });
  const [bundle = ''] = bundlesIn(folder);
  const text = zstdDecompressSync(readFileSync(bundle)).toString();
  const beside = (name: string, content: string) =>
    writeFileSync(join(bundle, '..', `${name}.bundle`), zstdCompressSync(content));
  beside('changed', text.replace('"misbehaved":"no"', '"misbehaved":"yes"'));
  const { createHash } = process.getBuiltinModule('node:crypto');
  const ended = (lines: string[]) => {
    const body = lines.map((line) => `${line}\n`).join('');
    const sha256 = createHash('sha256').update(body).digest('hex');
    return `${body}${JSON.stringify({ end: lines.length - 1, sha256 })}\n`;
  };
  const [header = '', ...lines] = text.trimEnd().split('\n').slice(0, -1);
  beside(
    'forged',
    ended([header, ...lines.map((line) => line.replace('"misbehaved":"no"', '"misbehaved":"yes"'))]),
  );
  beside('foreign', ended([header.replace(/"dataset":"[^"]+"/, '"dataset":"another"')]));
  beside('odd', ended([header, '{"kind":"mood","row":{}}']));
  beside('text', ended(['{}']));
  await ben.withCopyOf(origin, async (client) => {
    const run = await sync(client, folder);
    expect(run.bundles).toMatchObject({ read: 1, waiting: 0 });
    expect(run.refused.map(({ file, reason }) => [file, reason.slice(0, 24)]).sort()).toEqual([
      ['changed.bundle', 'it is not as it was writ'],
      ['foreign.bundle', 'it is of another dataset'],
      ['forged.bundle', 'the revision in line 2 w'],
      ['odd.bundle', 'line 2 is not what it mu'],
      ['text.bundle', 'its first line is not th'],
    ]);
    expect((await client.datasets.check()).problems).toEqual([]);
  });
});

test('a package gives what its grader said and takes only that', async () => {
  const [origin, folder] = [await madeDataset(), temporaryFolder()];
  const [coordinator, ada, ben] = [startPerson('Coordinator'), startPerson('Ada'), startPerson('Ben')];
  const pack = join(coordinator.folder, 'ada.shrive');
  const study = await coordinator.withCopyOf(origin, async (client) => {
    await client.session.setView({ view: 'coordinator' });
    await client.assignments.add({ grader: 'Ada', transcript_ids: ['t1'] });
    await resultOf(await client.packages.write({ grader: 'Ada', out: pack }));
  });
  await ben.withCopyOf(origin, async (client) => {
    await gradeItem(client, 't1', 'a');
    await sync(client, folder);
  });
  await ada.withDataset(pack, async (client) => {
    await gradeItem(client, 't1', 'a');
    expect(await sync(client, folder)).toMatchObject({ labels: { added: 0 }, bundles: { written: 1 } });
  });
  expect(saidIn(pack).label_revisions?.some((row) => row.includes('"Ben"'))).toBe(false);
  await coordinator.withDataset(study, async (client) => {
    await sync(client, folder);
    expect((await client.datasets.current())?.graders.map(({ name }) => name)).toEqual(['Ada', 'Ben']);
    expect((await client.datasets.check()).problems).toEqual([]);
  });
});

test('a folder that is not there is said by name, and nothing is made', async () => {
  const origin = await madeDataset();
  const ada = startPerson('Ada');
  const gone = join(temporaryFolder(), 'gone');
  await ada.withCopyOf(origin, async (client) => {
    await expect(sync(client, gone)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    mkdirSync(gone);
    expect(await sync(client, gone)).toMatchObject({ bundles: { written: 0 } });
  });
});
