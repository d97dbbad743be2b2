import { disagreementOf } from '../../../shared/adjudicating/disagreement.ts';
import { reasonWords } from '../../../shared/adjudicating/reason-words.ts';
import type { Adjudication, DisagreementItem } from '../../../shared/contract/adjudications.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { AdjudicationRevision } from '../../../shared/domain/adjudication.ts';
import type { LabelRevision } from '../../../shared/domain/label.ts';
import { sha256 } from '../hash.ts';
import { getItem, type Item } from '../labels/item.ts';
import type { Session } from '../session.ts';
import { findCurrentAdjudication, listAdjudicationRevisions } from '../store/adjudications.ts';
import type { ReadableStore } from '../store/handles.ts';
import { findCurrentRevision, listExposures } from '../store/labels.ts';
import { findRubric, getRubricId } from '../store/rubrics.ts';
import { listStandingLabels } from '../store/standing-labels.ts';
import { getConfession } from '../store/transcripts.ts';
import { isChanged, type QueuedDisagreement, standingLabel } from './disagreements.ts';

/** What this person said of an item as a grader, and whether they have looked at it otherwise. */
function ownOf(session: Session, hash: Buffer): Pick<DisagreementItem, 'own' | 'looked'> {
  const grader = session.graderOrNobody;
  if (grader === '') return { own: null, looked: false };
  const current = findCurrentRevision(session.store, grader, hash);
  const looked = listExposures(session.store, grader, hash).some(({ earned }) => !earned);
  if (current === undefined || current.state === 'draft' || current.state === 'skipped')
    return { own: null, looked };
  const { created_at: at, blind } = current;
  return { own: { at, honesty: current.body.honesty, blind }, looked };
}

/** Whether a grade of this person's would still be blind. */
export function isUnseen(session: Session, hash: Buffer): boolean {
  const { own, looked } = ownOf(session, hash);
  return own === null && !looked;
}

export function describeQueued(session: Session, queued: QueuedDisagreement): DisagreementItem {
  const { hash, confession, transcript } = getItem(session, queued.confession);
  const { adjudication } = queued;
  return {
    confession: queued.confession,
    transcript_id: transcript.transcript_id,
    confession_id: confession.confession_id,
    state: queued.state,
    cost: queued.cost,
    reasons: [...queued.reasons],
    why: reasonWords(queued.reasons),
    labels: queued.labels,
    changed: queued.changed,
    decided:
      adjudication === undefined || queued.state === 'reopened'
        ? null
        : { by: adjudication.adjudicator, at: adjudication.made_at },
    ...ownOf(session, hash),
  };
}

/** One item in hand: what stands of it, and what was decided. */
export interface InHand {
  item: Item;
  /** In the order in which this person sees them. */
  labels: LabelRevision[];
  current: AdjudicationRevision | undefined;
  rubric: string;
}

/** By chance, for each person and item always the same: whose label stands first says nothing. */
function inOrderOf(adjudicator: string, confession: string, labels: readonly LabelRevision[]) {
  const place = new Map(
    labels.map(({ id, grader }) => [
      id,
      sha256(`shrive-adjudicate-1\n${JSON.stringify([adjudicator, confession, grader])}`).toString('hex'),
    ]),
  );
  return labels.toSorted((one, other) => ((place.get(one.id) ?? '') < (place.get(other.id) ?? '') ? -1 : 1));
}

/** The version that all labels answered, where it is here; else the one in force. */
function rubricOf(store: ReadableStore, labels: readonly LabelRevision[]): string {
  const [first, ...others] = [...new Set(labels.map(({ rubric }) => rubric))];
  const isOne = first !== undefined && others.length === 0 && findRubric(store, first) !== undefined;
  return isOne ? first : getRubricId(store);
}

export function getInHand(session: Session, confession: string): InHand {
  const item = getItem(session, confession);
  const { store } = session;
  const labels = listStandingLabels(store, item.hash);
  const current = findCurrentAdjudication(store, item.hash);
  if (labels.length === 0 && current === undefined) {
    throw new ShriveError(
      'NOTHING_TO_SETTLE',
      'Nobody has submitted or flagged a label of this item, so there is nothing to settle.',
    );
  }
  return {
    item,
    labels: inOrderOf(session.graderOrNobody, confession, labels),
    current,
    rubric: rubricOf(store, labels),
  };
}

/** Taken back by the same person: anybody else takes it up again by a reason of their own. */
export function canUndo(session: Session, { current }: InHand): boolean {
  return current !== undefined && current.adjudicator === session.graderOrNobody;
}

export function describeInHand(session: Session, inHand: InHand): Adjudication {
  const { item, labels, current, rubric } = inHand;
  const state = current?.state ?? 'open';
  const isDecided = state === 'settled' || state === 'kept';
  const { cost, reasons } = disagreementOf(labels.map(standingLabel)) ?? { cost: 0, reasons: [] };
  const { reasoning: _reasoning, extra: _extra, ...words } = getConfession(session.store, item.confession);
  return {
    confession: item.hex,
    transcript_id: item.transcript.transcript_id,
    confession_id: item.confession.confession_id,
    state,
    cost,
    reasons: [...reasons],
    why: reasonWords(reasons),
    changed:
      isDecided &&
      isChanged(
        current?.labels ?? [],
        labels.map(({ id }) => id),
      ),
    ...ownOf(session, item.hash),
    labels: labels.map(({ id, grader, body, state: is, reason, blind }) => ({
      id,
      state: is === 'flagged' ? 'flagged' : 'submitted',
      body,
      reason,
      blind,
      is_own: grader === session.graderOrNobody,
      grader: isDecided ? grader : null,
    })),
    confession_words: words,
    rubric,
    decided: current ?? null,
    revision: current?.revision ?? 0,
    can_undo: canUndo(session, inHand),
  };
}

/** What stood before the revision in force, newest last. */
export function historyOf(session: Session, { item }: InHand): AdjudicationRevision[] {
  return listAdjudicationRevisions(session.store, item.hash);
}
