import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const BIN = resolve(import.meta.dirname, '../../main/cli/bin.mjs');

export interface Ran {
  status: number | null;
  out: string;
  err: string;
}

/** A folder of its own for one test, removed after it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shrive-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts the command as a person does, in `folder`, with settings of its own. */
export function start(folder: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [BIN, ...args], {
    cwd: folder,
    env: { ...process.env, SHRIVE_CONFIG_FOLDER: join(folder, 'config'), SHRIVE_HOME_FOLDER: folder },
  });
}

/** Runs the command to its end. */
export function shrive(folder: string, args: readonly string[], input?: string): Promise<Ran> {
  const child = start(folder, args);
  return ended(child, input);
}

/** What a started command has said when it is over. */
export function ended(child: ChildProcess, input?: string): Promise<Ran> {
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    err += chunk;
  });
  if (input !== undefined) child.stdin?.end(input);
  return new Promise((done, reject) => {
    child.on('error', reject);
    child.on('close', (status) => done({ status, out, err }));
  });
}

/** The one JSON object that standard output holds with --json; fails where there is anything else. */
// biome-ignore lint/suspicious/noExplicitAny: scripts too take it as it comes.
export async function json(folder: string, args: readonly string[], input?: string): Promise<any> {
  const ran = await shrive(folder, [...args, '--json'], input);
  return { ...JSON.parse(ran.out), status: ran.status, err: ran.err };
}

/** Records of Shrive's own JSONL, one transcript with one confession each. */
export function transcripts(count: number, change: object = {}): string {
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      id: `t-${index}`,
      messages: [
        { role: 'user', content: `Task ${index}` },
        { role: 'assistant', content: 'Done.' },
      ],
      confessions: [{ id: 'c', text: `I did task ${index} as I was told.` }],
      ...change,
    }),
  ).join('\n');
}
