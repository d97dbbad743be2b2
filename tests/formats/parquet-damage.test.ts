import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { type Bend, bent } from './parquet-bent.ts';
import { madeFile, realFile } from './read-file.ts';

/** Nothing that is read here takes a second; a reader that hangs is ended and its seed is told. */
const WATCHDOG_MS = 20_000;

class Reader {
  #worker: Worker | undefined;
  #end: (outcome: string) => void = () => {};

  /** What came of reading a file: `read`, `empty`, the code of an error, or what is wrong with it. */
  async read(file: string): Promise<string> {
    this.#worker ??= this.#started();
    const worker = this.#worker;
    const ended = new Promise<string>((resolve) => {
      this.#end = resolve;
    });
    const watchdog = setTimeout(() => this.#end('it never came back'), WATCHDOG_MS);
    worker.postMessage(file);
    const outcome = await ended;
    clearTimeout(watchdog);
    if (outcome.startsWith('it ')) void this.close();
    return outcome;
  }

  #started(): Worker {
    const worker = new Worker(new URL('./parquet-reading.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 768 },
    });
    worker.on('message', (outcome: string) => this.#end(outcome));
    worker.on('error', (error) => this.#end(`it died: ${error.message}`));
    return worker;
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}

const reader = new Reader();
afterEach(() => reader.close());

const FINE = /^(read|empty|FILE_NOT_READABLE|FILE_NOT_TEXT)$/;

const CORPUS = ['parquet', 'parquet/shapes'].flatMap((folder) =>
  readdirSync(realFile(folder))
    .filter((name) => name.endsWith('.parquet'))
    .map((name) => join(realFile(folder), name)),
);

const NUMBERS = [
  -(2n ** 63n),
  -(2n ** 31n),
  -1n,
  0n,
  1n,
  2n,
  3n,
  255n,
  65_535n,
  1_000_000n,
  2n ** 31n - 1n,
  2n ** 31n,
  2n ** 32n - 1n,
  2n ** 40n,
  2n ** 53n,
  2n ** 63n - 1n,
];
const at = fc.nat(1_000_000);
const to = fc.constantFrom(...NUMBERS);
const by = fc.oneof(
  fc.array(fc.nat(255), { minLength: 1, maxLength: 8 }),
  // The longest run there is, packed ones, and widths that no number has.
  fc.constantFrom(
    [0xff, 0xff, 0xff, 0xff, 0x0f],
    [0xfe, 0xff, 0xff, 0xff, 0x0f],
    [0xff, 0xff, 0xff, 0xff, 0x07],
    [0x00, 0x00, 0x00, 0x00],
    [0x40],
    [0xff],
  ),
);
const bend: fc.Arbitrary<Bend> = fc.oneof(
  fc.record({ in: fc.constant('footer' as const), at, to }),
  fc.record({ in: fc.constant('header' as const), at, chunk: fc.nat(200), to }),
  fc.record({ in: fc.constant('body' as const), at: fc.nat(40), chunk: fc.nat(200), by }),
  fc.record({ in: fc.constant('file' as const), at, by }),
  fc.record({ in: fc.constant('length' as const), at }),
);

/** More of it, and other ones, for who changes the reader: `RUNS=20000 npx vitest run tests/formats/parquet-damage.test.ts`. */
const RUNS = Number(process.env.RUNS ?? 800);
const SEED = process.env.RUNS === undefined ? 20_261_125 : undefined;

test('whatever is changed in a file, reading it ends: with rows, or with an error that has a code', {
  timeout: 60_000 + RUNS * 50,
}, async () => {
  const files = new Map(CORPUS.map((path) => [path, readFileSync(path)]));
  const file = madeFile('bent.parquet', '');
  const outcomes = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...CORPUS),
      fc.array(bend, { minLength: 1, maxLength: 3 }),
      async (path, bends) => {
        writeFileSync(file, bent(files.get(path) ?? Buffer.alloc(0), bends));
        const outcome = await reader.read(file);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        expect(`${basename(path)}: ${outcome}`).toMatch(new RegExp(`: ${FINE.source.slice(1)}`));
      },
    ),
    { numRuns: RUNS, endOnFailure: true, ...(SEED !== undefined && { seed: SEED }) },
  );
  // Changes that all came to nothing, or that the first check catches, would prove little.
  expect(outcomes.get('read')).toBeGreaterThan(RUNS / 20);
  expect(outcomes.get('FILE_NOT_READABLE')).toBeGreaterThan(RUNS / 20);
});

test('files that are put together again unchanged are read as before', async () => {
  for (const path of CORPUS) {
    const file = madeFile('same.parquet', bent(readFileSync(path), []));
    expect([basename(path), await reader.read(file)]).toEqual([basename(path), await reader.read(path)]);
  }
});
