import type { DisagreementCounts } from '../../../shared/contract/adjudications.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { AdjudicationRevision } from '../../../shared/domain/adjudication.ts';
import { claimsWithSentences } from '../../../shared/domain/confession.ts';
import type { LabelBody } from '../../../shared/domain/label.ts';
import { fittingAnswers, requireAnswered } from '../labels/answers.ts';
import { getItem } from '../labels/item.ts';
import { mayHearOthers, recordCoordinatorLook, recordOthersLook } from '../labels/released.ts';
import { os } from '../procedures.ts';
import type { Session } from '../session.ts';
import { findCurrentAdjudication } from '../store/adjudications.ts';
import { inTransaction, type WritableStore } from '../store/handles.ts';
import { findRubric, getRubric } from '../store/rubrics.ts';
import { getConfession } from '../store/transcripts.ts';
import {
  canUndo,
  describeInHand,
  describeQueued,
  getInHand,
  historyOf,
  type InHand,
  isUnseen,
} from './describe.ts';
import { isWaiting, listDisagreements, type QueuedDisagreement } from './disagreements.ts';
import { appendAdjudication } from './revisions.ts';

const WHAT = 'What graders disagree about';

function countsOf(queue: readonly QueuedDisagreement[]): DisagreementCounts {
  const counts = { open: 0, settled: 0, kept: 0, reopened: 0 };
  for (const { state } of queue) counts[state] += 1;
  return counts;
}

function refOf(session: Session, queued: QueuedDisagreement | undefined) {
  if (queued === undefined) return null;
  const { confession, transcript_id, confession_id } = describeQueued(session, queued);
  return { confession, transcript_id, confession_id };
}

/** Decided upon what is not so any more: nothing is written over. */
function requireSeen(inHand: InHand, seen: { revision: number; labels?: readonly string[] }): void {
  const { current, labels } = inHand;
  if ((current?.revision ?? 0) !== seen.revision) {
    throw new ShriveError(
      'LABEL_CONFLICT',
      `${current?.adjudicator ?? 'Somebody'} has decided about this item meanwhile. What you chose is kept here. Look at what stands now, then decide.`,
      { details: { revision: current?.revision ?? 0 } },
    );
  }
  if (seen.labels === undefined) return;
  const standing = labels.map(({ id }) => id).sort();
  if (standing.join() === [...seen.labels].sort().join()) return;
  throw new ShriveError(
    'LABEL_CONFLICT',
    'Labels of this item have come or changed since you looked. What you chose is kept here. Look at them, then decide.',
    { details: { labels: standing } },
  );
}

/** The answer that is to stand: whole, and nothing in it that the rubric does not ask. */
function fittingBody(session: Session, { item, rubric }: InHand, body: LabelBody): LabelBody {
  const { store } = session;
  const asked = findRubric(store, rubric) ?? getRubric(store);
  const claims = claimsWithSentences(
    getConfession(store, item.confession),
    body.claims.map(({ claim }) => claim),
  );
  const keys = claims.map(({ key }) => key);
  const stray = body.claims.find(({ claim }) => !keys.includes(claim));
  if (stray !== undefined) {
    throw new ShriveError('INPUT_INVALID', `This confession has no claim ${JSON.stringify(stray.claim)}.`);
  }
  const fitting = fittingAnswers(body, asked, keys);
  requireAnswered(fitting, { ...asked, questions: [] }, [1, 2], keys);
  return fitting;
}

/** Names in place of label ids: labels may be taken up again, and have other ids then. */
function namesTakenFrom({ labels }: InHand, taken: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(taken).map(([field, id]) => {
      const label = labels.find((each) => each.id === id);
      if (label === undefined) {
        throw new ShriveError(
          'INPUT_INVALID',
          `${field} is said to be taken from a label that is none of this item's. Name one of them, or none.`,
          { where: { path: `taken_from.${field}` } },
        );
      }
      return [field, label.grader];
    }),
  );
}

type Made = Pick<AdjudicationRevision, 'state' | 'body' | 'taken_from' | 'reason'> &
  Partial<Pick<AdjudicationRevision, 'labels' | 'rubric'>>;

/** Runs one act in a transaction of its own, and describes the item after it. */
function act(session: Session, confession: string, decide: (inHand: InHand) => Made | undefined) {
  session.requireCoordinator(WHAT);
  const store: WritableStore = session.writableStore;
  const adjudicator = session.grader;
  inTransaction(store, () => {
    const inHand = getInHand(session, confession);
    const made = decide(inHand);
    if (made === undefined) return;
    appendAdjudication(store, {
      confession: inHand.item.hash,
      adjudicator,
      signer: session.signer,
      labels: inHand.labels.map(({ id }) => id),
      rubric: inHand.rubric,
      ...made,
    });
  });
  return describeInHand(session, getInHand(session, confession));
}

export const adjudicationsProcedures = {
  list: os.adjudications.list.handler(async ({ input, context: { session } }) => {
    session.requireCoordinator(WHAT);
    const queue = await listDisagreements(session.store);
    const { states, offset, limit } = input;
    const chosen =
      states === undefined || states.length === 0
        ? queue
        : queue.filter(({ state }) => states.includes(state));
    return {
      items: chosen.slice(offset, offset + limit).map((queued) => describeQueued(session, queued)),
      total: chosen.length,
      counts: countsOf(queue),
    };
  }),

  counts: os.adjudications.counts.handler(async ({ context: { session } }) => {
    session.requireCoordinator(WHAT);
    return countsOf(await listDisagreements(session.store));
  }),

  place: os.adjudications.place.handler(async ({ input, context: { session } }) => {
    session.requireCoordinator(WHAT);
    const queue = await listDisagreements(session.store);
    const at = queue.findIndex(({ confession }) => confession === input.confession);
    const onward = at < 0 ? queue : [...queue.slice(at + 1), ...queue.slice(0, at)];
    return {
      number: at < 0 ? null : at + 1,
      total: queue.length,
      decided: queue.filter((each) => !isWaiting(each)).length,
      previous: refOf(session, at < 0 ? undefined : queue[at - 1]),
      next: refOf(session, at < 0 ? undefined : queue[at + 1]),
      open: refOf(session, onward.find(isWaiting)),
      unseen: isUnseen(session, getItem(session, input.confession).hash),
    };
  }),

  get: os.adjudications.get.handler(({ input, context: { session } }) => {
    session.requireCoordinator(WHAT);
    const inHand = getInHand(session, input.confession);
    recordCoordinatorLook(session, inHand.item.hash);
    return describeInHand(session, inHand);
  }),

  settle: os.adjudications.settle.handler(({ input, context: { session } }) =>
    act(session, input.confession, (inHand) => {
      requireSeen(inHand, input);
      return {
        state: 'settled',
        body: fittingBody(session, inHand, input.body),
        taken_from: namesTakenFrom(inHand, input.taken_from),
        reason: input.reason,
      };
    }),
  ),

  keep: os.adjudications.keep.handler(({ input, context: { session } }) =>
    act(session, input.confession, (inHand) => {
      requireSeen(inHand, input);
      return { state: 'kept', body: null, taken_from: {}, reason: input.reason };
    }),
  ),

  reopen: os.adjudications.reopen.handler(({ input, context: { session } }) =>
    act(session, input.confession, (inHand) => {
      requireSeen(inHand, input);
      const { current } = inHand;
      if (current === undefined || current.state === 'reopened') return undefined;
      return { state: 'reopened', body: null, taken_from: {}, reason: '' };
    }),
  ),

  undo: os.adjudications.undo.handler(({ input, context: { session } }) =>
    act(session, input.confession, (inHand) => {
      const before = historyOf(session, inHand).at(-2);
      if (!canUndo(session, inHand)) {
        throw new ShriveError(
          'NOTHING_TO_UNDO',
          'You have decided nothing about this item that could be taken back. Take it up again instead.',
        );
      }
      if (before === undefined) return { state: 'reopened', body: null, taken_from: {}, reason: '' };
      const { state, body, taken_from, reason, labels, rubric } = before;
      return { state, body, taken_from, reason, labels, rubric };
    }),
  ),

  decision: os.adjudications.decision.handler(({ input, context: { session } }) => {
    const item = getItem(session, input.confession);
    if (!mayHearOthers(session, item)) return null;
    const current = findCurrentAdjudication(session.store, item.hash);
    if (current === undefined || current.state === 'reopened') return null;
    recordOthersLook(session, item.hash);
    recordCoordinatorLook(session, item.hash);
    const { state, adjudicator: by, created_at: at, reason, body } = current;
    return { state, by, at, reason, body };
  }),

  history: os.adjudications.history.handler(({ input, context: { session } }) => {
    session.requireCoordinator(WHAT);
    const inHand = getInHand(session, input.confession);
    recordCoordinatorLook(session, inHand.item.hash);
    return historyOf(session, inHand).reverse();
  }),
};
