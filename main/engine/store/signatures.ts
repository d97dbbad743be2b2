import { type ReadableStore, statement, type WritableStore } from './handles.ts';
import { LOGS, type LogName } from './logs.ts';

/** A key that signed something in this dataset. */
export interface SigningKeyRow {
  /** SHA-256 of the public key, 64 hexadecimal digits. */
  fingerprint: string;
  /** Ed25519, 32 bytes. */
  public_key: Buffer;
  /** Whose it said it was when it was first seen. */
  person: string;
  first_seen_at: string;
}

export interface ChainSignature {
  /** The last revision of the chain. */
  hash: Buffer;
  log: LogName;
  fingerprint: string;
  signature: Buffer;
  signed_at: string;
}

/** Keeps a key; the first that was said of it holds. */
export function addSigningKey(store: WritableStore, key: SigningKeyRow): void {
  statement(
    store,
    `INSERT INTO signing_keys (fingerprint, public_key, person, first_seen_at)
     VALUES (@fingerprint, @public_key, @person, @first_seen_at) ON CONFLICT DO NOTHING`,
  ).run(key);
}

export function findSigningKey(store: ReadableStore, fingerprint: string): SigningKeyRow | undefined {
  return statement(
    store,
    'SELECT fingerprint, public_key, person, first_seen_at FROM signing_keys WHERE fingerprint = ?',
  ).get(fingerprint) as SigningKeyRow | undefined;
}

export function listSigningKeys(store: ReadableStore): SigningKeyRow[] {
  return statement(
    store,
    'SELECT fingerprint, public_key, person, first_seen_at FROM signing_keys ORDER BY person, first_seen_at, fingerprint',
  ).all() as SigningKeyRow[];
}

/** Keeps a signature over the end of a chain. One of the revision before it is taken away: this one stands for it. */
export function putChainSignature(
  store: WritableStore,
  signature: ChainSignature,
  previous: Buffer | null,
): void {
  statement(
    store,
    `INSERT INTO chain_signatures (hash, log, fingerprint, signature, signed_at)
     VALUES (@hash, @log, @fingerprint, @signature, @signed_at) ON CONFLICT DO NOTHING`,
  ).run(signature);
  if (previous !== null) {
    statement(store, 'DELETE FROM chain_signatures WHERE hash = ? AND fingerprint = ?').run(
      previous,
      signature.fingerprint,
    );
  }
}

/** All, by log and hash. */
export function listChainSignatures(store: ReadableStore): ChainSignature[] {
  return statement(
    store,
    'SELECT hash, log, fingerprint, signature, signed_at FROM chain_signatures ORDER BY log, hash',
  ).all() as ChainSignature[];
}

/** Every signature with whose key it is, and whether the revision that it is over is here. */
export function listSignedEnds(
  store: ReadableStore,
): { signature: ChainSignature; person: string; isRevisionHere: boolean }[] {
  return listChainSignatures(store).map((signature) => {
    const here = statement(store, `SELECT 1 FROM ${LOGS[signature.log].table} WHERE hash = ?`).get(
      signature.hash,
    );
    const person = findSigningKey(store, signature.fingerprint)?.person ?? 'somebody unknown';
    return { signature, person, isRevisionHere: here !== undefined };
  });
}
