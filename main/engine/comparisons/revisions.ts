import type { ComparisonRevision, ConfessionPair } from '../../../shared/domain/comparison.ts';
import { newId, now } from '../clock.ts';
import { revisionHash } from '../hash.ts';
import { type Signer, signChainEnd } from '../provenance/sign-chain.ts';
import { appendComparisonRevision, highestComparisonRevision } from '../store/comparisons.ts';
import type { WritableStore } from '../store/handles.ts';
import { findChainEnd } from '../store/logs.ts';
import { getRubricId } from '../store/rubrics.ts';

/** What a new revision says; the rest follows from where and when it is made. */
export type NewComparison = Pick<
  ComparisonRevision,
  'grader' | 'state' | 'left' | 'body' | 'reason' | 'blind' | 'origin'
> & { pair: ConfessionPair; signer: Signer };

/** Makes the next revision of a comparison, chained to this grader's last one on this device, and adds it. */
export function appendComparison(store: WritableStore, made: NewComparison): ComparisonRevision {
  const { pair } = made;
  const { device } = made.signer;
  const unsigned: Omit<ComparisonRevision, 'hash'> = {
    id: newId(),
    first: pair.first,
    second: pair.second,
    grader: made.grader,
    revision: highestComparisonRevision(store, made.grader, pair) + 1,
    state: made.state,
    left: made.left,
    body: made.body,
    reason: made.reason,
    blind: made.blind,
    origin: made.origin,
    rubric: getRubricId(store),
    created_at: now(),
    device,
    previous_hash: findChainEnd(store, 'comparisons', made.grader, device),
  };
  const revision = { ...unsigned, hash: revisionHash(unsigned) };
  appendComparisonRevision(store, revision);
  signChainEnd(store, made.signer, 'comparisons', revision);
  return revision;
}
