import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { safeName } from '../../main/browser/uploads.ts';
import { ask, startShell } from './support.ts';

let started: Awaited<ReturnType<typeof startShell>>;
beforeAll(async () => {
  started = await startShell();
});
afterAll(() => started.close());

async function upload(name: string, body: string): Promise<string> {
  const path = `/upload?name=${encodeURIComponent(name)}`;
  const answer = await ask(started.shell.port, path, { method: 'POST', headers: started.page, body });
  expect(answer.status).toBe(200);
  return JSON.parse(answer.text).path;
}

it('a file that a page hands over lies where this user alone can read it, under its name', async () => {
  const path = await upload('transcripts (März).jsonl', '{"a":1}\n');
  expect(readFileSync(path, 'utf8')).toBe('{"a":1}\n');
  expect(basename(path)).toBe('transcripts _März_.jsonl');
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(statSync(dirname(dirname(path))).mode & 0o077).toBe(0);
});

it.each([
  '../../evil.jsonl',
  '..\\..\\evil.jsonl',
  '/etc/evil.jsonl',
  '..',
  '.bashrc',
  'a\u0000b.jsonl',
  '\u202egpj.jsonl',
  '',
])('the name %j leads nowhere else', async (name) => {
  const path = await upload(name, 'x');
  expect(dirname(dirname(path))).toBe(dirname(dirname(await upload('plain', 'x'))));
  expect(basename(path)).toMatch(/^[\p{L}\p{N}_][\p{L}\p{N}._ -]*$/u);
});

it('a long name is cut, and keeps what tells its format', () => {
  expect(safeName(`${'n'.repeat(500)}.jsonl.gz`)).toMatch(/^n+.*\.jsonl\.gz$/);
  expect(safeName(`${'n'.repeat(500)}.jsonl.gz`).length).toBeLessThanOrEqual(80);
});

it('two files of one name stay two', async () => {
  const [one, other] = [await upload('same.jsonl', '1'), await upload('same.jsonl', '2')];
  expect(readFileSync(one, 'utf8') + readFileSync(other, 'utf8')).toBe('12');
});

it('what was handed over is gone when the server ends', async () => {
  const own = await startShell();
  const answer = await ask(own.shell.port, '/upload?name=a.jsonl', {
    method: 'POST',
    headers: own.page,
    body: 'x',
  });
  const { path } = JSON.parse(answer.text);
  expect(existsSync(path)).toBe(true);
  await own.close();
  expect(existsSync(path)).toBe(false);
  expect(readdirSync(tmpdir())).not.toContain(basename(dirname(dirname(path))));
});
