import type { AdjudicationRevision } from '../../../shared/domain/adjudication.ts';
import { newId, now } from '../clock.ts';
import { revisionHash } from '../hash.ts';
import { type Signer, signChainEnd } from '../provenance/sign-chain.ts';
import { appendAdjudicationRevision, highestAdjudication } from '../store/adjudications.ts';
import type { WritableStore } from '../store/handles.ts';
import { findChainEnd } from '../store/logs.ts';

/** What a new revision says; the rest follows from where and when it is made. */
export type NewAdjudication = Pick<
  AdjudicationRevision,
  'adjudicator' | 'state' | 'body' | 'taken_from' | 'labels' | 'reason' | 'rubric'
> & { confession: Buffer; signer: Signer };

/** Makes the next revision about a confession, chained to this person's last one on this device, and adds it. */
export function appendAdjudication(store: WritableStore, made: NewAdjudication): AdjudicationRevision {
  const { device } = made.signer;
  const unsigned: Omit<AdjudicationRevision, 'hash'> = {
    id: newId(),
    confession: made.confession.toString('hex'),
    adjudicator: made.adjudicator,
    revision: highestAdjudication(store, made.confession) + 1,
    state: made.state,
    body: made.body,
    taken_from: made.taken_from,
    labels: [...made.labels].sort(),
    reason: made.reason,
    rubric: made.rubric,
    created_at: now(),
    device,
    previous_hash: findChainEnd(store, 'adjudications', made.adjudicator, device),
  };
  const revision = { ...unsigned, hash: revisionHash(unsigned) };
  appendAdjudicationRevision(store, revision);
  signChainEnd(store, made.signer, 'adjudications', revision);
  return revision;
}
