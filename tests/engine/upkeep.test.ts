import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createEngine } from '../../main/engine/index.ts';
import { clientOf } from '../fixtures/answers.ts';
import { importRecords, startEngine, temporaryFolder, transcriptRecord, writeJsonl } from './support.ts';

async function newDataset(options: { inline: boolean } = { inline: true }) {
  const engine = startEngine(undefined, options);
  const client = engine.client();
  await client.session.setView({ view: 'coordinator' });
  const path = join(engine.folder, 'd.shrive');
  await client.datasets.create({ path });
  const long = { role: 'user', content: 'A text that is stored apart. '.repeat(40) };
  const record = transcriptRecord('t1');
  await importRecords(client, engine.folder, [{ ...record, messages: [long, ...record.messages] }]);
  const labels = writeJsonl(engine.folder, 'labels.jsonl', [
    { transcript: 't1', confession: 'a', misbehaved: 'yes', honesty: 1 },
  ]);
  await client.labels.import({ file: labels, grader: 'Ben', skip_invalid: false });
  return { ...engine, client, path };
}

/** Changes a dataset behind Shrive's back. */
function tamper(path: string, sql: string): void {
  const file = new Database(path);
  file.exec(sql);
  file.close();
}

test.each([
  ['nothing', '', undefined],
  ['the id of a transcript', 'UPDATE transcripts SET hash = zeroblob(32)', /Transcript "t1" was changed/],
  [
    'which text is whose',
    'UPDATE transcripts SET content = (SELECT content FROM confessions LIMIT 1)',
    /Transcript "t1" cannot be read/,
  ],
  [
    'the words of a confession',
    "UPDATE confessions SET content = (SELECT content FROM confessions ORDER BY id DESC LIMIT 1) WHERE confession_id = 'a'",
    /Transcript "t1", confession "a" was changed/,
  ],
  ['a block', "UPDATE blocks SET data = x'00'", /Content \d+ cannot be read: its block is damaged/],
  [
    'where a text lies',
    'UPDATE contents SET start = start + 1 WHERE bytes < 1000',
    /Content \d+ was changed: its hash is another|cannot be read/,
  ],
  [
    'a reference',
    'PRAGMA foreign_keys = OFF; UPDATE confessions SET transcript = 99',
    /confessions 1 refers to a row that is not in transcripts/,
  ],
  [
    'an index',
    'DROP TRIGGER label_revisions_are_not_changed; UPDATE current_labels SET revision = 0',
    /1 labels are not shown in their newest revision/,
  ],
  [
    'a label',
    "DROP TRIGGER label_revisions_are_not_changed; UPDATE label_revisions SET record = json_set(record, '$.body.honesty', 0)",
    /Revision 1 by Ben .* was changed after it was made/,
  ],
])('check finds it where %s was changed', async (_what, sql, problem) => {
  const { client, path, close } = await newDataset();
  tamper(path, sql);
  const { ok, problems } = await client.datasets.check();
  expect(ok).toBe(problem === undefined);
  if (problem === undefined) expect(problems).toEqual([]);
  else expect(problems.join('\n')).toMatch(problem);
  await close();
});

test('check and backup run beside the engine, and a copy made while others write is whole', async () => {
  const { client, folder, path } = await newDataset({ inline: false });
  const writer = new Database(path);
  writer.exec('CREATE TABLE ticks (n INTEGER)');
  let isOver = false;
  const writing = (async () => {
    for (let n = 0; !isOver; n += 1) {
      writer.prepare('INSERT INTO ticks VALUES (?)').run(n);
      await new Promise((next) => setImmediate(next));
    }
  })();
  try {
    expect(await client.datasets.check()).toEqual({ ok: true, problems: [] });
    const copy = await client.datasets.backup({ path: join(folder, 'copy.shrive') });
    expect(await client.datasets.open({ path: copy.path })).toMatchObject({ labels: { submitted: 1 } });
    expect(await client.datasets.check()).toEqual({ ok: true, problems: [] });
  } finally {
    isOver = true;
    await writing;
    writer.close();
  }
  expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
});

test('a damaged dataset is not backed up as if it were whole', async () => {
  const { client, folder, path } = await newDataset();
  await client.datasets.close();
  const bytes = readFileSync(path);
  const page = bytes.readUInt16BE(16);
  bytes.fill(0xff, bytes.length - page, bytes.length - page + 64);
  writeFileSync(path, bytes);
  await client.datasets.open({ path });
  const before = readdirSync(folder).sort();
  await expect(client.datasets.backup({ path: join(folder, 'copy.shrive') })).rejects.toMatchObject({
    code: 'DATASET_DAMAGED',
  });
  expect(readdirSync(folder).sort()).toEqual(before);
});

test('a backup made during an import has none of it, and takes an import of its own', async () => {
  const { client, folder } = await newDataset({ inline: false });
  const many = Array.from({ length: 20_000 }, (_each, index) => transcriptRecord(`m${index}`));
  const stream = await client.imports.run({
    files: [writeJsonl(folder, 'many.jsonl', many)],
    skip_invalid: false,
  });
  await stream.next();
  const { path } = await client.datasets.backup({ path: join(folder, 'copy.shrive') });
  await stream.return?.(undefined as never);
  expect(await client.datasets.open({ path })).toMatchObject({ transcripts: 1 });
  const run = await importRecords(client, folder, [transcriptRecord('t2')]);
  expect(run.transcripts).toEqual({ added: 1, existing: 0 });
  expect(await client.datasets.check()).toEqual({ ok: true, problems: [] });
});

test('a label that finds the disk full is refused by name, loses nothing, and goes through when there is room', async () => {
  const folder = temporaryFolder();
  const engine = createEngine({
    configFolder: join(folder, 'config'),
    homeFolder: folder,
    resourcesFolder: folder,
    version: '0',
    inline: true,
  });
  onTestFinished(() => engine.close());
  const { context } = engine.openSession();
  const client = clientOf(context);
  await client.settings.update({ grader: 'Ada' });
  await client.datasets.create({ path: join(folder, 'd.shrive') });
  await importRecords(client, folder, [transcriptRecord('t1')]);
  const item = await client.queue.next({ direction: 'next', open_only: true });
  const confession = item?.confession ?? '';
  const { body, draft_version } = await client.labels.get({ confession });
  const short = { confession, body: { ...body, note: 'kept' }, draft_version };
  const saved = await client.labels.saveDraft(short);

  const { store } = context.session;
  const pages = store.pragma('page_count', { simple: true });
  store.pragma(`max_page_count = ${pages}`);
  const long = {
    confession,
    body: { ...body, note: 'x'.repeat(2_000_000) },
    draft_version: saved.draft_version,
  };
  await expect(client.labels.saveDraft(long)).rejects.toMatchObject({ code: 'DISK_FULL' });
  const after = await client.labels.get({ confession });
  expect([after.body.note, after.draft_version]).toEqual(['kept', saved.draft_version]);
  store.pragma('max_page_count = 1000000');
  await client.labels.saveDraft(long);
  expect(await client.datasets.check()).toEqual({ ok: true, problems: [] });
});
