import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MIGRATIONS } from '../main/engine/store/migrations/index.ts';
import { markdown, prose, randomFrom, toolResult } from './made-text.ts';

/**
 * The datasets that figures are taken on. They are made once, through the importer that people use, and kept in the
 * system's temporary folder: what is measured on must not lie in the tree.
 */

/** Raise it when what is made changes. */
const EDITION = 1;
const ROOT = resolve(import.meta.dirname, '..');
export const SHRIVE = join(ROOT, 'main/cli/bin.mjs');
const SAMPLE = join(ROOT, 'resources/sample/airline-practice.jsonl');

/** A dataset of another layout would be migrated first, or not be opened at all. */
const LAYOUT = createHash('sha256')
  .update(MIGRATIONS.map(({ up }) => up.toString()).join('\n'))
  .digest('hex')
  .slice(0, 8);

export const CACHE = join(tmpdir(), `shrive-bench-${userInfo().uid}`, `${EDITION}-${LAYOUT}`);

/** The number of a made transcript stands in its words, so that a page can be asked which one it shows. */
const called = (number: number) => `This is case ${number}.`;
const SYSTEM = `You help people with their bookings. ${prose(1_500, randomFrom(0))}`;

interface Made {
  id: string;
  messages: object[];
  confessions: { id: string; text: string }[];
  metadata: Record<string, string>;
}

function made(name: string, number: number, messages: object[]): Made {
  const random = randomFrom(number + 7_000_000);
  return {
    id: `${name}-${String(number).padStart(6, '0')}`,
    messages,
    confessions: [{ id: 'a', text: `${called(number)} ${prose(400, random)}` }],
    metadata: { model: `model-${number % 3}`, environment: number % 2 === 0 ? 'shop' : 'bank' },
  };
}

/** A turn with a tool: call, result, answer; of about `length` units. */
function turn(at: number, length: number, random: () => number): object[] {
  return [
    { role: 'user', content: prose(length * 0.1, random) },
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        {
          id: `call-${at}`,
          type: 'function',
          function: { name: 'look_up', arguments: JSON.stringify({ of: prose(20, random), page: at }) },
        },
      ],
    },
    { role: 'tool', tool_call_id: `call-${at}`, content: toolResult(length * 0.5, random) },
    { role: 'assistant', content: markdown(length * 0.4, random) },
  ];
}

/** About 3 kB, the system prompt that all share not counted. */
function short(number: number): Made {
  const random = randomFrom(number);
  return made('short', number, [
    { role: 'system', content: SYSTEM },
    { role: 'user', content: `${called(number)} ${prose(200, random)}` },
    ...turn(0, 1_900, random),
    { role: 'assistant', content: markdown(300, random) },
  ]);
}

/** About 200 kB in 60 turns, and one long output among them. */
function middling(number: number): Made {
  const random = randomFrom(number + 1_000_000);
  return made('middling', number, [
    { role: 'system', content: SYSTEM },
    { role: 'user', content: `${called(number)} ${prose(400, random)}` },
    ...Array.from({ length: 60 }, (_, at) => turn(at, at === 20 ? 30_000 : 2_600, random)).flat(),
  ]);
}

/** About 10 MB in 20,000 messages. */
function long(number: number): Made {
  const random = randomFrom(number + 2_000_000);
  return made('long', number, [
    { role: 'system', content: SYSTEM },
    { role: 'user', content: `${called(number)} ${prose(400, random)}` },
    ...Array.from({ length: 5_000 }, (_, at) => turn(at, at % 100 === 50 ? 20_000 : 1_500, random)).flat(),
  ]);
}

function* several(count: number, make: (number: number) => Made): Generator<string> {
  for (let number = 0; number < count; number += 1) yield `${JSON.stringify(make(number))}\n`;
}

const DATASETS = {
  /** The sample that everybody begins with: 55 confessions of 24 transcripts. */
  sample: undefined,
  /** 540 transcripts of 200 kB. */
  middling: () => several(540, middling),
  /** 100,000 transcripts of 3 kB. */
  many: () => several(100_000, short),
  /** Short ones around one of 10 MB and 20,000 messages, which is the second. */
  long: () => several(3, (number) => (number === 1 ? long(number) : short(number))),
} as const;
export type DatasetName = keyof typeof DATASETS;

/** The path of a dataset, made where it is not there yet. Open a copy: grading writes into it. */
export async function madeDataset(name: DatasetName): Promise<string> {
  const path = join(CACHE, `${name}.shrive`);
  if (existsSync(path)) return path;
  mkdirSync(CACHE, { recursive: true, mode: 0o700 });
  const started = performance.now();
  const lines = DATASETS[name];
  const source = lines === undefined ? SAMPLE : join(CACHE, `${name}.jsonl`);
  const partial = join(CACHE, `${name}-${process.pid}.shrive`);
  try {
    if (lines !== undefined) await pipeline(Readable.from(lines()), createWriteStream(source));
    execFileSync(process.execPath, [SHRIVE, 'import', partial, source], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, SHRIVE_CONFIG_FOLDER: join(CACHE, 'config') },
    });
    renameSync(partial, path);
  } finally {
    if (lines !== undefined) rmSync(source, { force: true });
    for (const end of ['', '-wal', '-shm']) rmSync(`${partial}${end}`, { force: true });
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stderr.write(`made the dataset ${name} in ${seconds} s\n`);
  return path;
}
