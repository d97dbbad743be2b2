import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { FilePreview } from '../../../shared/contract/imports.ts';
import { isToldByTrial } from '../formats/harbor-trial.ts';
import type { Targets } from '../joins/targets.ts';
import { type HowToRead, type Input, openInput } from './open-input.ts';

/** Files that somebody gave to be imported, and those of folders that they gave. */
export interface GivenFile {
  file: string;
  /** A folder holds other things too: what is of no known format is then left out, not refused. */
  isFromFolder: boolean;
}

/** Deeper than any folder of logs; a link that leads back up would have no end. */
const MAX_DEPTH = 32;
/** A dataset and what SQLite keeps beside it: never opened as a file of text. */
const DATASET = /\.shrive(-wal|-shm|-journal)?$/i;

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The files of a folder and of those in it, by name; hidden ones are left out, links to folders not followed. */
function filesOf(folder: string, depth = 0): string[] {
  if (depth > MAX_DEPTH) return [];
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !DATASET.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesOf(path, depth + 1);
    const isFile =
      entry.isFile() ||
      (entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isFile() === true);
    return isFile ? [path] : [];
  });
}

/** The files of what was given, in order, each once. What is not there is left for who reads it to say. */
export function givenFiles(paths: readonly string[]): GivenFile[] {
  const files = new Map<string, GivenFile>();
  for (const path of paths) {
    if (!isFolder(path)) {
      files.set(path, { file: path, isFromFolder: false });
      continue;
    }
    const found = inFolder(path);
    if (found.length === 0)
      throw new ShriveError(
        'FILE_NOT_READABLE',
        `There is no file in ${path}. Give a folder with files in it.`,
        {
          where: { file: path },
        },
      );
    for (const file of found) if (!files.has(file)) files.set(file, { file, isFromFolder: true });
  }
  return [...files.values()];
}

function inFolder(folder: string): string[] {
  try {
    return filesOf(folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new ShriveError('FILE_NOT_READABLE', `${folder} cannot be read (${code}).`, {
      where: { file: folder },
      cause: error,
    });
  }
}

const MAX_NOT_TAKEN = 200;

type Records = Input['records'];

async function toldElsewhere(file: string): Promise<string | undefined> {
  return (await isToldByTrial(file))
    ? `${basename(file)} is the agent’s own record of a run that Harbor tells in agent/trajectory.json. Give the file by name to import it too.`
    : undefined;
}

/** Why a file holds nothing that could be taken, where that is all its reader says; else it is read from the start. */
async function whyNothing(input: Input): Promise<string | undefined> {
  const records = input.records[Symbol.asyncIterator]();
  const first = await records.next();
  if (first.done !== true && 'holdsNothing' in first.value && 'rejected' in first.value) {
    const next = await records.next();
    if (next.done === true) return first.value.rejected.reason;
    input.records = resumed([first, next], records);
  } else input.records = resumed([first], records);
  return undefined;
}

type EachRecord = Records extends AsyncIterable<infer Each> ? Each : never;

async function* resumed(
  seen: readonly IteratorResult<EachRecord>[],
  records: AsyncIterator<EachRecord>,
): AsyncGenerator<EachRecord> {
  try {
    for (const each of seen) if (each.done !== true) yield each.value;
    for (let next = await records.next(); next.done !== true; next = await records.next()) yield next.value;
  } finally {
    await records.return?.();
  }
}

/** Recognises files one after the other, and counts those of folders that are of no format that is read. */
export class Recogniser {
  readonly #how: HowToRead;
  readonly #targets: Targets | undefined;
  readonly #notTaken: FilePreview['not_taken'] = [];
  #notTakenCount = 0;
  #taken = 0;

  /** `targets`: of the dataset that gains; undefined where there is none. */
  constructor({ format, mapping, scores }: HowToRead, targets: Targets | undefined) {
    this.#how = { format, mapping, scores };
    this.#targets = targets;
  }

  /** Undefined where the file is left out. */
  async open(given: GivenFile, signal: AbortSignal | undefined): Promise<Input | undefined> {
    const { file, isFromFolder } = given;
    let input: Input;
    try {
      input = await openInput(given, this.#how, this.#targets, signal);
    } catch (error) {
      const isOther =
        error instanceof ShriveError && (error.code === 'FORMAT_UNKNOWN' || error.code === 'FILE_NOT_TEXT');
      // A format that does not exist is a mistake of its own.
      if (!isFromFolder || !isOther || this.#how.format !== undefined) throw error;
      this.#leaveOut(file, error.message);
      return undefined;
    }
    const nothing = isFromFolder ? ((await toldElsewhere(file)) ?? (await whyNothing(input))) : undefined;
    if (nothing !== undefined) {
      this.#leaveOut(file, nothing);
      return undefined;
    }
    this.#taken += 1;
    return input;
  }

  #leaveOut(file: string, reason: string): void {
    this.#notTakenCount += 1;
    if (this.#notTaken.length < MAX_NOT_TAKEN) this.#notTaken.push({ file, reason });
  }

  /** What was left out; fails where that is everything. */
  get facts(): Pick<FilePreview, 'not_taken' | 'not_taken_count'> {
    const [first] = this.#notTaken;
    if (this.#taken === 0 && first !== undefined) {
      const many = this.#notTakenCount === 1 ? 'The file' : `None of the ${this.#notTakenCount} files`;
      throw new ShriveError(
        'FORMAT_UNKNOWN',
        `${many} in the folder is of${this.#notTakenCount === 1 ? ' no' : ' a'} format that Shrive knows. ${basename(first.file)}: ${first.reason}`,
        { where: { file: first.file } },
      );
    }
    return { not_taken: this.#notTaken, not_taken_count: this.#notTakenCount };
  }
}
