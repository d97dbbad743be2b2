import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { ORPCError } from '@orpc/server';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { READERS, recognise } from '../../main/engine/formats/index.ts';
import { ERROR_CODES, ShriveError } from '../../shared/contract/errors.ts';
import { Message } from '../../shared/domain/transcript.ts';
import { resultOf, startEngine, temporaryFolder } from '../engine/support.ts';
import { damage, damaged } from './damage.ts';
import { madeFile, readFile, realFile } from './read-file.ts';

/** Every reader of the registry, with real files of its format or, where there is none, with the sample of its docs. */

class Given {
  readonly name: string;
  readonly bytes: Buffer;
  readonly isText: boolean;

  constructor(name: string, bytes: Buffer) {
    this.name = name;
    this.bytes = bytes;
    this.isText = !/\.(eval|parquet)$/.test(name);
  }

  /** What a failing test says of it. */
  [fc.toStringMethod](): string {
    return this.name;
  }
}

const MAX_BYTES = 150_000;

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return /\.(md|py)$|shapes/.test(path) ? [] : [path];
  });
}

const OF_READER = new Map<string, Given[]>(READERS.map(({ name }) => [name, []]));

beforeAll(async () => {
  for (const path of filesIn(realFile('.'))) {
    const bytes = readFileSync(path);
    const found = await recognise(path).catch(() => undefined);
    if (bytes.length <= MAX_BYTES)
      OF_READER.get(found?.reader.name ?? '')?.push(new Given(basename(path), bytes));
  }
  for (const { name, docs } of READERS) {
    const given = OF_READER.get(name);
    if (given?.length === 0) given.push(new Given(`${name}.jsonl`, Buffer.from(docs.sample)));
  }
});

const Messages = z.array(Message).min(1);
const DAMAGES = fc.array(damage, { minLength: 1, maxLength: 3 });
/** The same damage each time; others with `RUNS=1000`. */
const RUNS = Number(process.env.RUNS ?? 60);
const OPTIONS = { numRuns: RUNS, ...(process.env.RUNS === undefined && { seed: 5 }) };
const TIMEOUT = { timeout: 60_000 + RUNS * 500 };

function givenOf(name: string): Given[] {
  return OF_READER.get(name) ?? [];
}

test.each(READERS.map(({ name }) => name))('%s has a file that it reads', async (name) => {
  let read = 0;
  for (const { name: file, bytes } of givenOf(name))
    read += (await readFile(madeFile(file, bytes), name)).transcripts.length;
  expect(read).toBeGreaterThan(0);
});

test.each(READERS.map(({ name }) => name))(
  '%s reads whatever is left of a damaged file, refuses the rest with reasons, or says what is wrong with the file',
  TIMEOUT,
  async (name) => {
    const paths = new Map(givenOf(name).map(({ name: file }) => [file, madeFile(`f${extname(file)}`, '')]));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...givenOf(name)),
        DAMAGES,
        fc.boolean(),
        async ({ name: file, bytes, isText }, done, byName) => {
          const path = paths.get(file) ?? '';
          writeFileSync(path, damaged(bytes, isText, done));
          const read = await readFile(path, byName ? name : undefined).catch((error: unknown) => {
            expect(error).toBeInstanceOf(ShriveError);
            expect((error as Error).message).toMatch(/\w.*[.?]$/s);
            return { transcripts: [], rejected: [] };
          });
          for (const { messages } of read.transcripts)
            expect(Messages.safeParse(messages).error?.message).toBeUndefined();
          for (const { reason, path: where } of read.rejected) {
            expect(reason).toMatch(/\w.*[.;…]/s);
            expect(typeof where).toBe('string');
          }
          expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
        },
      ),
      OPTIONS,
    );
  },
);

test(
  'imports of damaged files land whole or leave nothing, and the dataset stays sound',
  TIMEOUT,
  async () => {
    const { client: connect, folder } = startEngine(temporaryFolder());
    const client = connect();
    await client.settings.update({ grader: 'Ada' });
    await client.session.setView({ view: 'coordinator' });
    await client.datasets.create({ path: join(folder, 'd.shrive') });
    const all = [...OF_READER].flatMap(([, given]) => given);
    let landed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...all),
        DAMAGES,
        fc.boolean(),
        async ({ name, bytes, isText }, done, skip_invalid) => {
          const file = join(folder, `damaged${extname(name)}`);
          writeFileSync(file, damaged(bytes, isText, done));
          const before = await client.datasets.current();
          const declared = (error: unknown) => {
            expect(error).toBeInstanceOf(ORPCError);
            expect(Object.keys(ERROR_CODES)).toContain((error as ORPCError<string, unknown>).code);
            return undefined;
          };
          await client.imports.preview({ file }).then(resultOf).catch(declared);
          await client.imports.suggestMapping({ file }).catch(declared);
          const run = await client.imports
            .run({ files: [file], skip_invalid })
            .then(resultOf)
            .catch(declared);
          const after = await client.datasets.current();
          if (run === undefined) expect({ ...after, file_bytes: 0 }).toEqual({ ...before, file_bytes: 0 });
          else landed += 1;
          expect(after?.transcripts).toBe((before?.transcripts ?? 0) + (run?.transcripts.added ?? 0));
        },
      ),
      { ...OPTIONS, numRuns: RUNS * 2 },
    );
    expect(landed).toBeGreaterThan(RUNS / 4);
    expect(await client.datasets.check()).toEqual({ ok: true, problems: [] });
  },
);
