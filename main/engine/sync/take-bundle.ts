import { isSignatureGood } from '../provenance/sign-chain.ts';
import { fingerprintOf } from '../provenance/signing-key.ts';
import { appendRevision, type LoggedRevision, personOf } from '../store/append-revision.ts';
import { inTransaction, type WritableStore } from '../store/handles.ts';
import { LOG_NAMES, type LogName } from '../store/logs.ts';
import { findSigningKey, type SigningKeyRow } from '../store/signatures.ts';
import { hasRevisionHash } from '../store/syncing.ts';
import { uniteExposure, uniteRow } from '../store/union.ts';
import { BadBundle, type BundleLine } from './bundle-file.ts';

type RevisionLine = Extract<BundleLine, { revision: unknown }>;

const isRevision = (line: BundleLine): line is RevisionLine => 'revision' in line;
const bytes = (hex: string) => Buffer.from(hex, 'hex');

const logged = ({ kind, revision }: RevisionLine) => ({ log: kind, revision }) as LoggedRevision;

/** Every revision must follow one that is here or stands before it in the bundle: else an earlier file is missing. */
function requireChains(store: WritableStore, lines: readonly BundleLine[]): void {
  const seen = new Set<string>();
  for (const line of lines) {
    if (!isRevision(line)) continue;
    const { kind, revision } = line;
    const { previous_hash: before, hash } = revision;
    if (before !== null && !seen.has(before) && !hasRevisionHash(store, kind, before))
      throw new BadBundle(`what ${personOf(logged(line))} said before it has not arrived yet`, true);
    seen.add(hash);
  }
}

function keyOf(line: Extract<BundleLine, { kind: 'signing_keys' }>): SigningKeyRow {
  const { row } = line;
  return { ...row, public_key: bytes(row.public_key) };
}

/** Signatures must be by the keys they name, and over revisions that are here or in the bundle. */
function requireSignatures(store: WritableStore, lines: readonly BundleLine[]): void {
  const keys = new Map<string, SigningKeyRow>();
  const said = new Set<string>();
  for (const line of lines) {
    if (isRevision(line)) said.add(line.revision.hash);
    if (line.kind !== 'signing_keys') continue;
    const key = keyOf(line);
    if (fingerprintOf(key.public_key) !== key.fingerprint)
      throw new BadBundle(`the key of ${key.person} is not the one its name says`, false);
    keys.set(key.fingerprint, key);
  }
  for (const line of lines) {
    if (line.kind !== 'chain_signatures') continue;
    const { hash, log, fingerprint, signature, signed_at } = line.row;
    if (!said.has(hash) && !hasRevisionHash(store, log, hash))
      throw new BadBundle('something that was signed has not arrived yet', true);
    const key = keys.get(fingerprint) ?? findSigningKey(store, fingerprint);
    const stored = { hash: bytes(hash), log, fingerprint, signature: bytes(signature), signed_at };
    if (key === undefined || !isSignatureGood(store, stored, key))
      throw new BadBundle('a signature does not fit what it signs', false);
  }
}

function takeLine(store: WritableStore, line: BundleLine): void {
  if (isRevision(line)) return;
  switch (line.kind) {
    case 'signing_keys':
      uniteRow(store, 'signing_keys', { ...keyOf(line) });
      return;
    case 'chain_signatures': {
      const { row } = line;
      uniteRow(store, 'chain_signatures', { ...row, hash: bytes(row.hash), signature: bytes(row.signature) });
      return;
    }
    case 'active_times':
      uniteRow(store, 'active_times', { ...line.row, confession: bytes(line.row.confession) });
      return;
    case 'exposures':
      uniteExposure(store, { ...line.row, confession: bytes(line.row.confession) });
  }
}

/** Whose lines a package takes: what others said does not come into a file that one grader carries. */
function isOf(line: BundleLine, person: string): boolean {
  if (isRevision(line)) return personOf(logged(line)) === person;
  return line.kind === 'active_times' || line.kind === 'exposures' ? line.row.grader === person : true;
}

/**
 * Takes a bundle: all of it, or nothing where something is wrong with it. With a name only what that person said is
 * taken. Returns how many revisions of each log were not here.
 */
export function takeBundle(
  store: WritableStore,
  all: readonly BundleLine[],
  person: string | undefined,
): Record<LogName, number> {
  const added = Object.fromEntries(LOG_NAMES.map((log) => [log, 0])) as Record<LogName, number>;
  inTransaction(store, () => {
    const own = person === undefined ? all : all.filter((line) => isOf(line, person));
    const said = new Set(own.flatMap((line) => (isRevision(line) ? [line.revision.hash] : [])));
    // Signatures over what others said are not for a package either.
    const lines =
      person === undefined
        ? own
        : own.filter(
            (line) =>
              line.kind !== 'chain_signatures' ||
              said.has(line.row.hash) ||
              hasRevisionHash(store, line.row.log, line.row.hash),
          );
    requireChains(store, lines);
    requireSignatures(store, lines);
    for (const line of lines)
      if (isRevision(line) && appendRevision(store, logged(line)) === 'added') added[line.kind] += 1;
    // Keys stand before the signatures that name them.
    for (const line of lines) if (line.kind === 'signing_keys') takeLine(store, line);
    for (const line of lines) if (line.kind !== 'signing_keys') takeLine(store, line);
  });
  return added;
}
