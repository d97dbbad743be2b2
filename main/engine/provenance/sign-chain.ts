import { now } from '../clock.ts';
import { findFact } from '../store/dataset.ts';
import type { ReadableStore, WritableStore } from '../store/handles.ts';
import type { Chained, LogName } from '../store/logs.ts';
import {
  addSigningKey,
  type ChainSignature,
  putChainSignature,
  type SigningKeyRow,
} from '../store/signatures.ts';
import { isSignedBy, type SigningKey } from './signing-key.ts';

/** Who makes revisions in a session, and where. */
export interface Signer {
  key: SigningKey;
  /** As the name stands in the settings. */
  person: string;
  /** Names the device in revisions. */
  device: string;
}

/** What is signed: the end of a chain, of which dataset and which log. */
function statementOf(datasetId: string, log: LogName, hash: string): Buffer {
  return Buffer.from(`shrive-chain-1\n${datasetId}\n${log}\n${hash}`);
}

/** Signs the end of a chain that has just grown. */
export function signChainEnd(store: WritableStore, signer: Signer, log: LogName, end: Chained): void {
  const { key, person } = signer;
  const at = now();
  addSigningKey(store, {
    fingerprint: key.fingerprint,
    public_key: key.publicKey,
    person: person === '' ? 'unnamed' : person,
    first_seen_at: at,
  });
  putChainSignature(
    store,
    {
      hash: Buffer.from(end.hash, 'hex'),
      log,
      fingerprint: key.fingerprint,
      signature: key.sign(statementOf(findFact(store, 'id') ?? '', log, end.hash)),
      signed_at: at,
    },
    end.previous_hash === null ? null : Buffer.from(end.previous_hash, 'hex'),
  );
}

/** Whether a signature over the end of a chain is by the key it names. */
export function isSignatureGood(
  store: ReadableStore,
  { hash, log, signature }: ChainSignature,
  key: SigningKeyRow,
): boolean {
  const said = statementOf(findFact(store, 'id') ?? '', log, hash.toString('hex'));
  return isSignedBy(key.public_key, said, signature);
}
