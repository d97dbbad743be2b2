import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { ended, shrive, temporaryFolder, transcripts } from './support.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** `npm start` without npm: the script, without a display unless the test gives one. */
function start(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...rest } = process.env;
  return spawn(process.execPath, [join(ROOT, 'scripts/start.ts'), ...args], {
    cwd: folder,
    env: {
      ...rest,
      INIT_CWD: folder,
      SHRIVE_CONFIG_FOLDER: join(folder, 'config'),
      SHRIVE_HOME_FOLDER: folder,
      ...env,
    },
  });
}

/** What the script says until it serves, and what is open then; it is stopped as Ctrl+C does. */
async function served(child: ChildProcess): Promise<{ dataset: string; err: string }> {
  const over = ended(child);
  const url = await new Promise<string>((done, reject) => {
    child.once('exit', () => reject(new Error('it ended without an address')));
    if (child.stdout === null) return;
    createInterface(child.stdout).on('line', (line) => {
      const found = /http:\/\/127\.0\.0\.1:\d+\S*/.exec(line);
      if (found !== null) done(found[0]);
    });
  });
  const entered = await fetch(url, { redirect: 'manual' });
  const { origin } = new URL(url);
  const answer = await fetch(`${origin}/rpc/datasets/current`, {
    method: 'POST',
    headers: {
      cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '',
      origin,
      'x-shrive-session': 'a-tab-of-a-test-0',
      'x-csrf-token': 'orpc',
      'content-type': 'application/json',
    },
    body: '{}',
  });
  const { json } = (await answer.json()) as { json: { name: string; transcripts: number } };
  child.kill('SIGTERM');
  const { status, err } = await over;
  expect(status).toBe(0);
  return { dataset: `${json.name}, ${json.transcripts}`, err };
}

/** The lines of standard error but those of a build. */
const said = (err: string) =>
  err
    .split('\n')
    .filter((line) => line !== '' && !/built \w+ in/.test(line))
    .map((line) => line.replace(/^shrive: /, ''));

const WHY = 'opening in the browser, because there is no display.';

it('without a display it serves the sample in the browser, and says why in one line', async () => {
  const folder = temporaryFolder();
  const { dataset, err } = await served(start(folder, []));
  expect(dataset).toBe('Sample, 24');
  expect(said(err)).toEqual([WHY]);
});

it('a file that is named is opened, from the folder that the person is in', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'mine.jsonl'), transcripts(3));
  await shrive(folder, ['import', 'mine.shrive', 'mine.jsonl']);
  expect((await served(start(folder, ['mine.shrive']))).dataset).toBe('mine, 3');
});

it('without an Electron that runs it serves in the browser, and says why in one line', async () => {
  const folder = temporaryFolder();
  const missing = await served(
    start(folder, [], { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'nothing') }),
  );
  expect(said(missing.err)).toEqual([
    "opening in the browser, because Electron's binary is not here and cannot be downloaded.",
  ]);
  const broken = join(folder, 'broken');
  mkdirSync(broken);
  writeFileSync(join(broken, 'electron'), '#!/bin/sh\necho "libnss3.so is missing" >&2\nexit 127\n');
  chmodSync(join(broken, 'electron'), 0o755);
  const unfit = await served(start(folder, [], { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: broken }));
  expect(said(unfit.err)).toEqual([
    'opening in the browser, because Electron does not run here (libnss3.so is missing).',
  ]);
});

it('a dataset that is not there, of a newer Shrive, or none at all is said in one line, and not touched', async () => {
  const folder = temporaryFolder();
  await shrive(folder, ['create', 'newer.shrive']);
  const header = readFileSync(join(folder, 'newer.shrive'));
  // SQLite keeps user_version, the number of the layout, at byte 60.
  header.writeUInt32BE(999, 60);
  writeFileSync(join(folder, 'newer.shrive'), header);
  writeFileSync(join(folder, 'letter.shrive'), 'Dear reader');
  for (const [name, words] of [
    ['nowhere.shrive', 'There is no nowhere.shrive in'],
    ['newer.shrive', 'newer.shrive was made by a newer Shrive (layout 999'],
    ['letter.shrive', 'letter.shrive is not a Shrive dataset.'],
  ] as const) {
    const { status, err } = await ended(start(folder, [name]));
    expect(status, name).toBe(1);
    expect(said(err), name).toEqual([WHY, expect.stringContaining(words)]);
  }
  expect(readFileSync(join(folder, 'newer.shrive')).equals(header)).toBe(true);
});

it('a folder that takes no sample is named in one line', async () => {
  const folder = temporaryFolder();
  // Not by its mode: root may write where the mode says no.
  writeFileSync(join(folder, 'home'), 'a file where the folder should be');
  const { status, err } = await ended(start(folder, [], { SHRIVE_HOME_FOLDER: join(folder, 'home') }));
  expect(status).toBe(1);
  expect(said(err)).toEqual([
    WHY,
    expect.stringContaining(`cannot be put into ${join(folder, 'home/Shrive')}`),
  ]);
  expect(existsSync(join(folder, 'home/Shrive'))).toBe(false);
});

it('a port in use, and an argument that is none, are said in one line', async () => {
  const folder = temporaryFolder();
  const taken = createServer();
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
  const { port } = taken.address() as { port: number };
  const { status, err } = await ended(start(folder, ['--port', String(port)]));
  taken.close();
  expect(status).toBe(1);
  expect(said(err)).toEqual([
    'opening in the browser, because a port was asked for.',
    expect.stringContaining(`Port ${port} is in use`),
  ]);
  const wrong = await ended(start(folder, ['--prot', '1']));
  expect(wrong.status).toBe(1);
  expect(said(wrong.err)).toEqual([expect.stringContaining('--prot')]);
});
