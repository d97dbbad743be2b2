import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import * as z from 'zod';
import { AdjudicationRevision } from '../../../shared/domain/adjudication.ts';
import { ComparisonRevision } from '../../../shared/domain/comparison.ts';
import { Hash, LabelRevision } from '../../../shared/domain/label.ts';
import { NoteRevision } from '../../../shared/domain/note.ts';
import { newId } from '../clock.ts';
import { revisionHash } from '../hash.ts';

/**
 * A bundle: JSON Lines in zstd. A header, revisions and what belongs to them, and a last line with the count and the
 * SHA-256 of all lines before it, by which a file that has not arrived whole is told from one that has.
 */

const Header = z.object({
  bundle: z.literal('shrive-bundle-1'),
  dataset: z.string().min(1),
  device: z.string().min(1),
  made_at: z.string(),
});

const name = z.string().min(1).max(200);
const when = z.string().max(40);

/** The lines of a bundle, by what they hold. Bytes are hexadecimal. */
export const BundleLine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('labels'), revision: LabelRevision }),
  z.strictObject({ kind: z.literal('comparisons'), revision: ComparisonRevision }),
  z.strictObject({ kind: z.literal('adjudications'), revision: AdjudicationRevision }),
  z.strictObject({ kind: z.literal('notes'), revision: NoteRevision }),
  z.strictObject({
    kind: z.literal('signing_keys'),
    row: z.strictObject({ fingerprint: Hash, public_key: Hash, person: name, first_seen_at: when }),
  }),
  z.strictObject({
    kind: z.literal('chain_signatures'),
    row: z.strictObject({
      hash: Hash,
      log: z.enum(['labels', 'comparisons', 'adjudications', 'notes']),
      fingerprint: Hash,
      signature: z.string().regex(/^[0-9a-f]{128}$/),
      signed_at: when,
    }),
  }),
  z.strictObject({
    kind: z.literal('active_times'),
    row: z.strictObject({
      grader: name,
      day: when,
      confession: Hash,
      stage: z.int().min(1).max(3),
      active_ms: z.int().nonnegative(),
    }),
  }),
  z.strictObject({
    kind: z.literal('exposures'),
    row: z.strictObject({
      grader: name,
      confession: Hash,
      part: z.enum(['confession', 'reasoning']),
      earned: z.int().min(0).max(1),
      at: when,
    }),
  }),
]);
export type BundleLine = z.infer<typeof BundleLine>;

export const BUNDLE_EXTENSION = '.bundle';

/** A file that is not whole, not ours, or not as it was written. */
export class BadBundle extends Error {
  /** Whether it may only not have arrived yet. */
  readonly isPartial: boolean;

  constructor(message: string, isPartial: boolean) {
    super(message);
    this.name = 'BadBundle';
    this.isPartial = isPartial;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Lays a bundle into a folder, whole or not at all, under a name that nobody else gives. Returns the name. */
export async function writeBundle(
  folder: string,
  header: Omit<z.infer<typeof Header>, 'bundle'>,
  lines: Iterable<BundleLine>,
): Promise<string> {
  let text = `${JSON.stringify({ bundle: 'shrive-bundle-1', ...header })}\n`;
  let count = 0;
  for (const line of lines) {
    text += `${JSON.stringify(line)}\n`;
    count += 1;
  }
  text += `${JSON.stringify({ end: count, sha256: digest(text) })}\n`;
  const file = `${header.device}-${newId()}${BUNDLE_EXTENSION}`;
  const partial = join(folder, `.${file}.partial`);
  let handle: FileHandle | undefined;
  try {
    handle = await open(partial, 'wx');
    await handle.writeFile(zstdCompressSync(text));
    await handle.sync();
    await handle.close();
    handle = undefined;
    await rename(partial, join(folder, file));
  } finally {
    await handle?.close();
    await rm(partial, { force: true });
  }
  return file;
}

/** Bytes of a bundle once unpacked, well below the longest string; more is not one of ours. */
const MAX_UNPACKED = 256 * 1024 ** 2;

function unpack(bytes: Buffer): string {
  try {
    return zstdDecompressSync(bytes, { maxOutputLength: MAX_UNPACKED }).toString('utf8');
  } catch (error) {
    throw new BadBundle(`it cannot be unpacked (${(error as Error).message})`, true);
  }
}

const End = z.strictObject({ end: z.int().nonnegative(), sha256: Hash });

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new BadBundle('a line is not JSON', false);
  }
}

/** Reads a bundle of a dataset, checked: its end, the shape of every line, the hash of every revision. */
export async function readBundle(
  path: string,
  dataset: string,
): Promise<{ lines: BundleLine[]; sha256: Buffer }> {
  const bytes = await readFile(path);
  const text = unpack(bytes);
  const start = text.lastIndexOf('\n', text.length - 2) + 1;
  const end = text.endsWith('\n') ? End.safeParse(parseJson(text.slice(start))) : undefined;
  if (end?.success !== true) throw new BadBundle('it does not come to its end', true);
  const body = text.slice(0, start);
  if (digest(body) !== end.data.sha256) throw new BadBundle('it is not as it was written', false);
  const [first = '', ...rest] = body.split('\n').slice(0, -1);
  const header = Header.safeParse(parseJson(first));
  if (!header.success) throw new BadBundle('its first line is not that of a bundle', false);
  if (header.data.dataset !== dataset) throw new BadBundle('it is of another dataset', false);
  if (rest.length !== end.data.end) throw new BadBundle('lines are missing', false);
  const lines = rest.map((line, index) => {
    const parsed = BundleLine.safeParse(parseJson(line));
    if (parsed.success) {
      if ('revision' in parsed.data) requireUnchanged(parsed.data.revision, index + 2);
      return parsed.data;
    }
    const [issue] = parsed.error.issues;
    throw new BadBundle(
      `line ${index + 2} is not what it must be: ${issue?.path.map(String).join('.')}: ${issue?.message}`,
      false,
    );
  });
  return { lines, sha256: createHash('sha256').update(bytes).digest() };
}

function requireUnchanged({ hash, ...rest }: { hash: string }, line: number): void {
  if (revisionHash(rest) !== hash)
    throw new BadBundle(`the revision in line ${line} was changed after it was made`, false);
}
