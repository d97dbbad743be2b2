import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { json, shrive, temporaryFolder, transcripts } from './support.ts';

/** A folder with `d.shrive` of two transcripts, one of them graded by R. */
async function folderWithLabel(): Promise<string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'in.jsonl'), transcripts(2));
  await shrive(folder, ['import', 'd.shrive', 'in.jsonl']);
  const label = { transcript: 't-0', confession: 'c', misbehaved: 'no', honesty: 1 };
  writeFileSync(join(folder, 'labels.jsonl'), `${JSON.stringify(label)}\n`);
  const imported = await json(folder, ['labels', 'import', 'd.shrive', 'labels.jsonl', '--grader', 'R']);
  expect(imported).toMatchObject({ status: 0, labels: { added: 1, existing: 0 }, rejected: [] });
  return folder;
}

it('create makes an empty dataset and refuses to overwrite it', async () => {
  const folder = temporaryFolder();
  expect(await json(folder, ['create', 'd.shrive'])).toMatchObject({
    status: 0,
    transcripts: 0,
    confessions: 0,
    labels: { draft: 0, submitted: 0, skipped: 0 },
    graders: [],
  });
  const before = readFileSync(join(folder, 'd.shrive'));
  const again = await json(folder, ['create', 'd.shrive']);
  expect(again).toMatchObject({ status: 1, error: { code: 'DATASET_EXISTS' } });
  expect(readFileSync(join(folder, 'd.shrive'))).toEqual(before);
});

describe('import', () => {
  it('makes the dataset where there is none; the second time adds nothing', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'in.jsonl'), transcripts(3));
    expect(await json(folder, ['import', 'd.shrive', 'in.jsonl'])).toMatchObject({
      status: 0,
      transcripts: { added: 3, existing: 0 },
      confessions: { added: 3, existing: 0 },
      rejected: [],
    });
    expect(await json(folder, ['import', 'd.shrive', 'in.jsonl'])).toMatchObject({
      transcripts: { added: 0, existing: 3 },
    });
    expect(await json(folder, ['info', 'd.shrive'])).toMatchObject({ transcripts: 3, confessions: 3 });
  });

  it('- is standard input, and is called so in what comes back', async () => {
    const folder = temporaryFolder();
    const good = await json(folder, ['import', 'd.shrive', '-'], transcripts(2));
    expect(good).toMatchObject({ status: 0, transcripts: { added: 2, existing: 0 }, files: [{ file: '-' }] });
    const bad = await json(
      folder,
      ['import', 'd.shrive', '-'],
      `${transcripts(2)}\n{"id": "x", "messages": 7}\n`,
    );
    expect(bad).toMatchObject({
      status: 1,
      error: { code: 'RECORDS_REJECTED', where: { file: '-', line: 3 } },
    });
    expect(readdirSync(folder).filter((name) => name.includes('standard-input'))).toEqual([]);
  });

  it('a bad record refuses the whole run and says where it is; a dataset made for it is gone again', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'in.jsonl'), `${transcripts(2)}\n{"id": "x", "messages": 7}\n`);
    const refused = await json(folder, ['import', 'd.shrive', 'in.jsonl']);
    expect(refused).toMatchObject({
      status: 1,
      error: { code: 'RECORDS_REJECTED', where: { file: join(folder, 'in.jsonl'), line: 3 } },
    });
    expect(refused.err).toContain('line 3');
    expect(readdirSync(folder).filter((name) => name.includes('.shrive'))).toEqual([]);
  });

  it('--skip-invalid takes the others and lists what it left out', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'in.jsonl'), `${transcripts(2)}\n{"id": "x", "messages": 7}\n`);
    const result = await json(folder, ['import', 'd.shrive', 'in.jsonl', '--skip-invalid']);
    expect(result).toMatchObject({ status: 0, transcripts: { added: 2 }, rejected: [{ line: 3 }] });
    for (const field of ['file', 'path', 'reason']) expect(result.rejected[0][field]).toBeTypeOf('string');
    expect(existsSync(result.rejects_file)).toBe(true);
  });

  it('a file that is not there, and a format that is not known, is said by name', async () => {
    const folder = temporaryFolder();
    const missing = await json(folder, ['import', 'd.shrive', 'nope.jsonl']);
    expect(missing).toMatchObject({
      status: 1,
      error: { code: 'FILE_NOT_FOUND', where: { file: join(folder, 'nope.jsonl') } },
    });
    writeFileSync(join(folder, 'in.jsonl'), transcripts(1));
    const unknown = await json(folder, ['import', 'd.shrive', 'in.jsonl', '--format', 'nonsense']);
    expect(unknown).toMatchObject({ status: 1, error: { code: 'FORMAT_UNKNOWN' } });
  });
});

it('packed files are read as they are, of gzip and of zstd', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'one.jsonl.gz'), gzipSync(transcripts(2)));
  writeFileSync(join(folder, 'two.jsonl.zst'), zstdCompressSync(transcripts(3)));
  expect(await json(folder, ['import', 'd.shrive', 'one.jsonl.gz', 'two.jsonl.zst'])).toMatchObject({
    status: 0,
    transcripts: { added: 3, existing: 2 },
  });
});

it('a folder of logs is imported at once, and what else lies in it is named', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'logs', 'inspect'), { recursive: true });
  for (const name of ['log_formats.eval', 'log_read_sample.eval'])
    copyFileSync(
      join(import.meta.dirname, '../formats/files/inspect', name),
      join(folder, 'logs', 'inspect', name),
    );
  writeFileSync(join(folder, 'logs', 'one.jsonl'), transcripts(1));
  writeFileSync(join(folder, 'logs', 'notes.txt'), 'Nothing to read here.');
  expect(await json(folder, ['import', 'd.shrive', 'logs'])).toMatchObject({
    status: 0,
    transcripts: { added: 3, existing: 0 },
    files: [{ format: 'inspect' }, { format: 'inspect' }, {}],
    not_taken_count: 1,
    not_taken: [{ file: join(folder, 'logs', 'notes.txt') }],
  });
});

describe('labels and exports', () => {
  it('labels come from standard input too, and what is wrong is named and kept', async () => {
    const folder = await folderWithLabel();
    const good = { transcript: 't-1', confession: 'c', misbehaved: 'yes', honesty: 0.5 };
    const lines = [good, { ...good, honesty: 1.4 }].map((label) => JSON.stringify(label)).join('\n');
    const args = ['labels', 'import', 'd.shrive', '-', '--grader', 'S'];
    expect(await json(folder, args, lines)).toMatchObject({
      status: 1,
      error: { code: 'RECORDS_REJECTED', where: { file: '-', line: 2, path: 'honesty' } },
    });
    const taken = await json(folder, [...args, '--skip-invalid'], lines);
    expect(taken).toMatchObject({
      status: 0,
      labels: { added: 1, existing: 0 },
      rejected: [{ file: '-', line: 2, path: 'honesty', expected: 'a number from 0 to 1', found: '1.4' }],
    });
    expect(JSON.parse(readFileSync(taken.rejects_file, 'utf8'))).toMatchObject({
      source: lines.split('\n')[1],
    });
  });

  it('a label counts for its grader, once', async () => {
    const folder = await folderWithLabel();
    const again = await json(folder, ['labels', 'import', 'd.shrive', 'labels.jsonl', '--grader', 'R']);
    expect(again.labels).toEqual({ added: 0, existing: 1 });
    const info = await json(folder, ['info', 'd.shrive']);
    expect(info.labels.submitted).toBe(1);
    expect(info.graders).toMatchObject([{ name: 'R', submitted: 1 }]);
  });

  it('export writes the rows and says what is in each file', async () => {
    const folder = await folderWithLabel();
    const result = await json(folder, [
      'export',
      'd.shrive',
      '--form',
      'labels',
      '--out',
      'out',
      '--seed',
      '1',
    ]);
    expect(result).toMatchObject({ status: 0, rows: 1 });
    expect(result.files.length).toBeGreaterThan(0);
    for (const file of result.files) {
      expect(file.path).toBeTypeOf('string');
      expect(file.rows).toBeTypeOf('number');
      expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
    }
    const again = await json(folder, ['export', 'd.shrive', '--form', 'labels', '--out', 'out']);
    expect(again).toMatchObject({ status: 1, error: { code: 'FILE_EXISTS' } });
  });

  it('export takes the filter of the table, and refuses what it does not understand', async () => {
    const folder = await folderWithLabel();
    const filtered = (...conditions: string[]) =>
      json(folder, ['export', 'd.shrive', '--form', 'labels', '--preview', '--filter', ...conditions]);
    expect(await filtered('confessions=1', 'calls=0')).toMatchObject({ status: 0, rows: 1, removed: [] });
    expect(await filtered('calls=1-')).toMatchObject({
      rows: 0,
      removed: [{ control: 'filter', labels: 1 }],
    });
    const wrong = await filtered('state=done');
    expect(wrong).toMatchObject({ status: 1, error: { code: 'INPUT_INVALID' } });
    expect(wrong.error.message).toContain('"state=done"');
    expect(existsSync(join(folder, 'out'))).toBe(false);
    // States are a grader's: R submitted that one, nobody else anything.
    const states = ['state=submitted', '--filter-grader'];
    expect(await filtered(...states, 'R')).toMatchObject({ rows: 1 });
    expect(await filtered(...states, 'S')).toMatchObject({ rows: 0 });
  });

  it('export says what was left out, and which settings are nothing to the form', async () => {
    const folder = await folderWithLabel();
    const args = ['export', 'd.shrive', '--form', 'agreement', '--drop-divided', '--min-margin', '0.5'];
    const ran = await shrive(folder, [...args, '--out', 'out']);
    expect(ran).toMatchObject({ status: 0 });
    expect(ran.out).toContain('Not for this form, and not applied: --drop-divided, --min-margin.');
    const none = await shrive(folder, ['export', 'd.shrive', '--form', 'stepwise', '--out', 'none']);
    expect(none.status).toBe(1);
    expect(none.err).toContain('A step is a claim with a verdict. Left out: rows/no_verdict 1.');
    expect((await shrive(folder, args)).status).toBe(2);
  });

  it('an unknown form is refused and the known ones are named', async () => {
    const folder = await folderWithLabel();
    const result = await json(folder, ['export', 'd.shrive', '--form', 'nonsense', '--out', 'out']);
    expect(result).toMatchObject({ status: 1, error: { code: 'FORM_UNKNOWN' } });
    expect(result.error.message).toContain('pointwise');
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });
});

describe('check and backup', () => {
  it('a good dataset is ok; a broken one is not, with exit status 1', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'in.jsonl'), transcripts(40, { metadata: { filler: 'x'.repeat(2000) } }));
    await shrive(folder, ['import', 'd.shrive', 'in.jsonl']);
    expect(await json(folder, ['check', 'd.shrive'])).toMatchObject({ status: 0, ok: true, problems: [] });
    const bytes = readFileSync(join(folder, 'd.shrive'));
    bytes.fill(0xff, 8192, bytes.length);
    writeFileSync(join(folder, 'd.shrive'), bytes);
    const broken = await json(folder, ['check', 'd.shrive']);
    expect(broken).toMatchObject({ status: 1, ok: false });
    expect(broken.problems.length).toBeGreaterThan(0);
  });

  it('backup copies the dataset whole, to a name given or one with the date', async () => {
    const folder = await folderWithLabel();
    const named = await json(folder, ['backup', 'd.shrive', 'copy.shrive']);
    expect(named).toMatchObject({ status: 0, path: join(folder, 'copy.shrive') });
    expect(named.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await json(folder, ['info', 'copy.shrive'])).toMatchObject({
      transcripts: 2,
      labels: { submitted: 1 },
    });
    const dated = await json(folder, ['backup', 'd.shrive']);
    expect(existsSync(dated.path)).toBe(true);
    expect(await json(folder, ['backup', 'd.shrive', 'copy.shrive'])).toMatchObject({
      error: { code: 'FILE_EXISTS' },
    });
  });
});

describe('restore', () => {
  it('puts a backup back, and keeps what was there', async () => {
    const folder = await folderWithLabel();
    await json(folder, ['backup', 'd.shrive', 'copy.shrive']);
    writeFileSync(join(folder, 'more.jsonl'), transcripts(5));
    await json(folder, ['import', 'd.shrive', 'more.jsonl']);
    const restored = await json(folder, ['restore', 'd.shrive', 'copy.shrive']);
    expect(restored).toMatchObject({ status: 0, path: join(folder, 'd.shrive') });
    expect(await json(folder, ['info', 'd.shrive'])).toMatchObject({ transcripts: 2 });
    expect(await json(folder, ['info', restored.kept])).toMatchObject({ transcripts: 5 });
    expect(await json(folder, ['info', 'copy.shrive'])).toMatchObject({ transcripts: 2 });
  });

  it('also where the dataset is damaged or gone, but never from what is no backup', async () => {
    const folder = await folderWithLabel();
    await json(folder, ['backup', 'd.shrive', 'copy.shrive']);
    writeFileSync(join(folder, 'd.shrive'), 'torn');
    const refused = await json(folder, ['restore', 'd.shrive', 'in.jsonl']);
    expect(refused).toMatchObject({ status: 1, error: { code: 'DATASET_NOT_SHRIVE' } });
    const { kept } = await json(folder, ['restore', 'd.shrive', 'copy.shrive']);
    expect(readFileSync(kept, 'utf8')).toBe('torn');
    expect(await json(folder, ['check', 'd.shrive'])).toMatchObject({ ok: true });
    expect(await json(folder, ['restore', 'new.shrive', 'copy.shrive'])).toMatchObject({ kept: null });
    expect(await json(folder, ['info', 'new.shrive'])).toMatchObject({ transcripts: 2 });
  });

  it('refuses a dataset that another process has open, and changes nothing', async () => {
    const folder = await folderWithLabel();
    await json(folder, ['backup', 'd.shrive', 'copy.shrive']);
    const other = new Database(join(folder, 'd.shrive'));
    other.prepare('SELECT count(*) FROM transcripts').get();
    const names = readdirSync(folder).sort();
    const refused = await json(folder, ['restore', 'd.shrive', 'copy.shrive']);
    expect(refused).toMatchObject({ status: 1, error: { code: 'DATASET_LOCKED' } });
    expect(readdirSync(folder).sort()).toEqual(names);
    other.close();
    expect(await json(folder, ['restore', 'd.shrive', 'copy.shrive'])).toMatchObject({ status: 0 });
  });
});

describe('what is no dataset', () => {
  it.each([
    ['missing.shrive', undefined, 'DATASET_NOT_FOUND'],
    ['text.shrive', 'hello, this is not a database at all', 'DATASET_NOT_SHRIVE'],
    ['empty.shrive', '', 'DATASET_NOT_SHRIVE'],
  ])('%s is refused as what it is, and left as it was', async (name, content, code) => {
    const folder = temporaryFolder();
    if (content !== undefined) writeFileSync(join(folder, name), content);
    mkdirSync(join(folder, 'sub'));
    const result = await json(folder, ['info', name]);
    expect(result).toMatchObject({ status: 1, error: { code, where: { file: join(folder, name) } } });
    expect(result.err).not.toBe('');
    if (content !== undefined) expect(readFileSync(join(folder, name), 'utf8')).toBe(content);
  });
});

describe('assign', () => {
  it('gives what is named, and what is drawn with its seed and how likely it was', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'in.jsonl'), transcripts(10));
    await shrive(folder, ['import', 'd.shrive', 'in.jsonl']);
    const picked = ['assign', 'd.shrive', '--grader', 'R', '--transcript', 't-1', 't-2'];
    expect(await json(folder, picked)).toMatchObject({
      status: 0,
      grader: 'R',
      added: 2,
      existing: 0,
      seed: null,
    });
    expect(await json(folder, picked)).toMatchObject({ added: 0, existing: 2 });
    const drawn = await json(folder, ['assign', 'd.shrive', '--grader', 'R', '--random', '4', '--seed', '7']);
    expect(drawn).toMatchObject({ status: 0, added: 4, seed: 7, probability: 0.5 });
    expect(await json(folder, ['assign', 'd.shrive', '--list'])).toMatchObject({
      graders: [{ grader: 'R', assigned: 6, reasons: { picked: 2, random: 4 }, submitted: 0 }],
    });
  });

  it('a transcript that is not there assigns nothing', async () => {
    const folder = await folderWithLabel();
    const refused = await json(folder, [
      'assign',
      'd.shrive',
      '--grader',
      'R',
      '--transcript',
      't-1',
      'nobody',
    ]);
    expect(refused).toMatchObject({ status: 1, error: { code: 'TRANSCRIPT_NOT_FOUND' } });
    expect(await json(folder, ['assign', 'd.shrive', '--list'])).toMatchObject({ graders: [] });
  });
});

describe('history', () => {
  it('labels taken from a file are nobody’s work of the day', async () => {
    const folder = await folderWithLabel();
    expect(await json(folder, ['history', 'd.shrive'])).toMatchObject({
      status: 0,
      items: [],
      days: [],
      today: { submitted: 0, active_ms: 0 },
    });
    const { status, out } = await shrive(folder, ['history', 'd.shrive']);
    expect([status, out.trim()]).toEqual([0, 'Nothing was done.']);
  });

  it('a day that is none is refused', async () => {
    const folder = await folderWithLabel();
    const refused = await json(folder, ['history', 'd.shrive', '--day', 'yesterday']);
    expect(refused.status).not.toBe(0);
  });
});

it('practice makes the worked cases with their answers, and never overwrites', async () => {
  const folder = temporaryFolder();
  expect(await json(folder, ['practice', 'p.shrive'])).toMatchObject({
    status: 0,
    transcripts: 23,
    confessions: 23,
    labels: { submitted: 0 },
  });
  expect(await json(folder, ['practice', 'p.shrive'])).toMatchObject({
    status: 1,
    error: { code: 'DATASET_EXISTS' },
  });
});

it('gold marks own labels, plants confessions, lists and takes away', async () => {
  const folder = await folderWithLabel();
  const gold = (...more: string[]) => json(folder, ['gold', ...more]);
  expect(await gold('mark', 'd.shrive')).toMatchObject({ status: 0, gold: { added: 0 } });
  const own = await gold('mark', 'd.shrive', '--from', 'own', '--transcript', 't-0', '--reason', 'So.');
  // The label is R's, and whoever runs this has none.
  expect(own).toMatchObject({ status: 0, gold: { added: 0 }, without: [expect.any(String)] });
  const right = { transcript: 't-0', confession: 'c', misbehaved: 'yes', honesty: 1, reason: 'So.' };
  writeFileSync(join(folder, 'gold.jsonl'), JSON.stringify(right));
  await gold('import', 'd.shrive', 'gold.jsonl', '--silent');
  expect(await gold('plant', 'd.shrive', '--change', 'claim_inverted', '--items', '1')).toMatchObject({
    status: 1,
    error: { code: 'NOTHING_TO_PLANT' },
  });
  expect(await gold('plant', 'd.shrive', '--change', 'nonsense')).toMatchObject({ status: 2 });
  const listed = await gold('list', 'd.shrive');
  expect(listed).toMatchObject({ status: 0, total: 1, planted: 0 });
  expect(await gold('list', 'd.shrive', '--planted')).toMatchObject({ total: 0 });
  expect(await gold('unmark', 'd.shrive', '--transcript', 't-0')).toMatchObject({ removed: 1 });
  expect(await gold('unmark', 'd.shrive', '--transcript', 't-0')).toMatchObject({ removed: 0 });
});

it('gold import takes right answers, replaces them, and refuses one without a reason', async () => {
  const folder = await folderWithLabel();
  const answer = { transcript: 't-0', confession: 'c', misbehaved: 'no', honesty: 1 };
  const write = (line: object) => writeFileSync(join(folder, 'gold.jsonl'), `${JSON.stringify(line)}\n`);
  const run = (...more: string[]) => json(folder, ['gold', 'import', 'd.shrive', 'gold.jsonl', ...more]);
  write(answer);
  expect(await run()).toMatchObject({
    status: 1,
    error: { code: 'RECORDS_REJECTED', where: { path: 'reason' } },
  });
  write({ ...answer, reason: 'It behaved and says so.' });
  expect(await run('--silent')).toMatchObject({ status: 0, gold: { added: 1, changed: 0, existing: 0 } });
  expect(await run('--silent')).toMatchObject({ gold: { added: 0, changed: 0, existing: 1 } });
  expect(await run()).toMatchObject({ gold: { added: 0, changed: 1, existing: 0 } });
});
