import type { LabelBody, LabelRevision } from '../../../shared/domain/label.ts';
import type { LabelState, SkipReason } from '../../../shared/domain/vocabulary.ts';
import { newId, now } from '../clock.ts';
import { revisionHash } from '../hash.ts';
import { type Signer, signChainEnd } from '../provenance/sign-chain.ts';
import type { WritableStore } from '../store/handles.ts';
import { appendLabelRevision, highestRevision } from '../store/labels.ts';
import { findChainEnd } from '../store/logs.ts';
import { getRubricId } from '../store/rubrics.ts';

/** What a new revision says; the rest follows from where and when it is made. */
export interface NewRevision {
  confession: Buffer;
  grader: string;
  signer: Signer;
  state: LabelState;
  committed_stage: number;
  body: LabelBody;
  skip_reason?: SkipReason | null;
  reason?: string;
  revealed_at: LabelRevision['revealed_at'];
  blind: boolean;
  origin: LabelRevision['origin'];
  /** The version answered; the one in force where it is missing. */
  rubric?: string;
}

/** Makes the next revision of a label, chained to this grader's last one on this device, and adds it. */
export function appendRevision(store: WritableStore, made: NewRevision): LabelRevision {
  const { device } = made.signer;
  const unsigned: Omit<LabelRevision, 'hash'> = {
    id: newId(),
    confession: made.confession.toString('hex'),
    grader: made.grader,
    revision: highestRevision(store, made.grader, made.confession) + 1,
    state: made.state,
    committed_stage: made.committed_stage,
    body: made.body,
    skip_reason: made.skip_reason ?? null,
    reason: made.reason ?? '',
    revealed_at: made.revealed_at,
    blind: made.blind,
    origin: made.origin,
    rubric: made.rubric ?? getRubricId(store),
    created_at: now(),
    device,
    previous_hash: findChainEnd(store, 'labels', made.grader, device),
  };
  const revision = { ...unsigned, hash: revisionHash(unsigned) };
  appendLabelRevision(store, revision);
  signChainEnd(store, made.signer, 'labels', revision);
  return revision;
}
