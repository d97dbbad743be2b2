import type { ReadableStore } from '../store/handles.ts';
import { type Chained, iterateLog, type LogName } from '../store/logs.ts';
import { listChainSignatures } from '../store/signatures.ts';

/**
 * By the hash of each revision of a log the fingerprint of the key whose signature stands for it: its own, or that of
 * the nearest revision after it in its chain. Revisions that nobody signed are not in it.
 */
export function signersOf(store: ReadableStore, log: LogName): Map<string, string> {
  const signed = new Map<string, string>();
  for (const { hash, fingerprint, log: of } of listChainSignatures(store))
    if (of === log) signed.set(hash.toString('hex'), fingerprint);
  if (signed.size === 0) return signed;
  const previous: { hash: string; before: string | null }[] = [];
  for (const { hash, previous_hash } of iterateLog<Chained>(store, log))
    previous.push({ hash, before: previous_hash });
  // A revision stands before those that name it: from the end back, each hands its signer to the one before.
  for (const { hash, before } of previous.reverse()) {
    const by = signed.get(hash);
    if (by !== undefined && before !== null && !signed.has(before)) signed.set(before, by);
  }
  return signed;
}
