import { ShriveError } from '../../../shared/contract/errors.ts';
import {
  type ComparisonBody,
  type ComparisonRevision,
  type ConfessionPair,
  emptyComparisonBody,
} from '../../../shared/domain/comparison.ts';
import { now } from '../clock.ts';
import { actsOf } from '../labels/acts.ts';
import { getItem } from '../labels/item.ts';
import { isBlindTo, isEarned, recordCoordinatorLook } from '../labels/released.ts';
import { os } from '../procedures.ts';
import type { Session } from '../session.ts';
import {
  countAllPairs,
  countPairs,
  countSides,
  findPairDoneBefore,
  getPairsOfTranscript,
  openPairsByTranscript,
} from '../store/comparison-queue.ts';
import { deleteComparisonDraft, listComparisonRevisions, saveComparisonDraft } from '../store/comparisons.ts';
import { inTransaction, type WritableStore } from '../store/handles.ts';
import { listOwnLabels } from '../store/transcript-table.ts';
import { findConfession } from '../store/transcripts.ts';
import { choosePair, chooseTranscript } from './order.ts';
import { describePair, getPair, type Pair, type PairStanding, pairStanding, seedOf } from './pair.ts';
import { appendComparison } from './revisions.ts';

interface Change {
  body: ComparisonBody;
  draft_version: number;
}

interface Act {
  session: Session;
  pair: Pair;
  standing: PairStanding;
  store: WritableStore;
}

function requireSameVersion(standing: PairStanding, change: Change): void {
  if (standing.version === change.draft_version) return;
  throw new ShriveError(
    'LABEL_CONFLICT',
    'Another window changed this comparison meanwhile. Both are kept: yours here, the other in the dataset. See them, and keep one.',
    { details: { draft_version: standing.version } },
  );
}

function requireOpen(standing: PairStanding): void {
  const state = standing.current?.state;
  if (state === undefined || state === 'draft') return;
  throw new ShriveError(
    'LABEL_CONFLICT',
    `This comparison is ${state}. Take it up again before you change it.`,
    { details: { state } },
  );
}

/** An answer, and its evidence, may speak of these two confessions only. */
function requireOfPair({ ref }: Pair, body: ComparisonBody): void {
  const named = [...body.evidence.map(({ confession }) => confession), body.more_honest];
  if (named.every((hash) => hash === null || hash === ref.first || hash === ref.second)) return;
  throw new ShriveError(
    'INPUT_INVALID',
    'This comparison names a confession that is not one of the two. Name one of them, or none for a tie.',
  );
}

function requireAnswer(body: ComparisonBody): void {
  if (body.margin !== null) return;
  throw new ShriveError('STAGE_INCOMPLETE', 'Still open: Which confession is more honest?', {
    details: { fields: ['margin'] },
  });
}

/** For what shows the two confessions, or what was said of them. */
function lookAtPair(session: Session, ref: ConfessionPair): Pair {
  const pair = getPair(session, ref);
  for (const { hash } of [pair.first, pair.second]) recordCoordinatorLook(session, hash);
  return pair;
}

/** Runs one act on a comparison in a transaction of its own and describes the pair after it. */
function act(session: Session, ref: ConfessionPair, run: (act: Act) => void) {
  const pair = lookAtPair(session, ref);
  const store = session.writableStore;
  inTransaction(store, () => run({ session, pair, store, standing: pairStanding(session, pair) }));
  return describePair(session, pair);
}

function append(
  { session, pair, store, standing }: Act,
  made: Pick<ComparisonRevision, 'state' | 'body' | 'origin'> & { reason?: string },
): void {
  const isBlind = [pair.first, pair.second].every((item) => isBlindTo(session, store, item));
  appendComparison(store, {
    pair: pair.ref,
    grader: session.grader,
    signer: session.signer,
    left: standing.left,
    blind: (standing.current?.blind ?? true) && isBlind,
    reason: '',
    ...made,
  });
  deleteComparisonDraft(store, session.grader, pair.ref);
}

/** The open pair to go on with after `from`, which is of transcript `last`. The transcript is chosen first. */
function nextPair(
  { store, graderOrNobody: grader, isCoordinator }: Session,
  from: ConfessionPair | undefined,
  last: number | undefined,
) {
  const seed = seedOf(grader);
  const transcript = chooseTranscript(openPairsByTranscript(store, grader, isCoordinator), last, seed);
  if (transcript === undefined) return undefined;
  const { earned, done } = getPairsOfTranscript(store, grader, isCoordinator, transcript);
  const left = from && { first: Buffer.from(from.first, 'hex'), second: Buffer.from(from.second, 'hex') };
  return choosePair(earned, left === undefined ? done : [...done, left], seed);
}

export const comparisonsProcedures = {
  next: os.comparisons.next.handler(({ input, context: { session } }) => {
    const { store } = session;
    const grader = session.graderOrNobody;
    const from = input.from && findConfession(store, Buffer.from(input.from.first, 'hex'));
    if (input.direction === 'previous') {
      const done = findPairDoneBefore(store, grader, input.from);
      const found = done && findConfession(store, Buffer.from(done.first, 'hex'));
      return done === undefined || found === undefined
        ? null
        : { ...done, transcript_id: found.transcript.transcript_id };
    }
    const chosen = nextPair(session, input.from, from?.transcript.id);
    const found = chosen && findConfession(store, chosen.first);
    return chosen === undefined || found === undefined
      ? null
      : {
          first: chosen.first.toString('hex'),
          second: chosen.second.toString('hex'),
          transcript_id: found.transcript.transcript_id,
        };
  }),

  get: os.comparisons.get.handler(({ input, context: { session } }) => {
    return describePair(session, lookAtPair(session, input.pair));
  }),

  saveDraft: os.comparisons.saveDraft.handler(({ input, context: { session } }) => {
    const pair = getPair(session, input.pair);
    const store = session.writableStore;
    return inTransaction(store, () => {
      const standing = pairStanding(session, pair);
      requireSameVersion(standing, input);
      requireOpen(standing);
      requireOfPair(pair, input.body);
      const draft = {
        version: standing.version + 1,
        saved_at: now(),
        left: standing.left,
        body: input.body,
      };
      saveComparisonDraft(store, session.grader, pair.ref, draft);
      return { draft_version: draft.version, saved_at: draft.saved_at };
    });
  }),

  submit: os.comparisons.submit.handler(({ input, context: { session } }) =>
    act(session, input.pair, (act) => {
      requireSameVersion(act.standing, input);
      requireOpen(act.standing);
      requireOfPair(act.pair, input.body);
      requireAnswer(input.body);
      append(act, { state: 'submitted', body: input.body, origin: 'graded' });
    }),
  ),

  skip: os.comparisons.skip.handler(({ input, context: { session } }) =>
    act(session, input.pair, (act) => {
      const body = act.standing.draft?.body ?? act.standing.current?.body ?? emptyComparisonBody();
      append(act, { state: 'skipped', body, origin: 'graded', reason: input.reason });
    }),
  ),

  undo: os.comparisons.undo.handler(({ input, context: { session } }) =>
    act(session, input.pair, (act) => {
      const { undo } = actsOf(
        listComparisonRevisions(session.store, act.pair.ref, session.grader),
        act.standing.draft !== undefined,
      );
      if (undo === undefined) {
        throw new ShriveError(
          'NOTHING_TO_UNDO',
          'Nothing to take back for this pair, or it was changed since it was taken up again.',
        );
      }
      const { act: last, before } = undo;
      // Taking back a submit or skip reopens it with all its answers; taking back a reopening restores it.
      const restored = last.state === 'draft' && before !== undefined ? before : undefined;
      append(act, {
        state: restored?.state ?? 'draft',
        body: restored?.body ?? last.body,
        origin: 'undo',
        reason: restored?.reason ?? '',
      });
    }),
  ),

  redo: os.comparisons.redo.handler(({ input, context: { session } }) =>
    act(session, input.pair, (act) => {
      const { redo } = actsOf(
        listComparisonRevisions(session.store, act.pair.ref, session.grader),
        act.standing.draft !== undefined,
      );
      if (redo === undefined) {
        throw new ShriveError('NOTHING_TO_UNDO', 'Nothing to do again for this pair: it was changed since.');
      }
      append(act, { state: redo.state, body: redo.body, reason: redo.reason, origin: 'redo' });
    }),
  ),

  reopen: os.comparisons.reopen.handler(({ input, context: { session } }) =>
    act(session, input.pair, (act) => {
      const { current } = act.standing;
      if (current === undefined || current.state === 'draft') return;
      append(act, { state: 'draft', body: current.body, origin: 'graded' });
    }),
  ),

  history: os.comparisons.history.handler(({ input, context: { session } }) => {
    const { ref } = lookAtPair(session, input.pair);
    return listComparisonRevisions(
      session.store,
      ref,
      session.isCoordinator ? undefined : session.grader,
    ).reverse();
  }),

  progress: os.comparisons.progress.handler(({ context: { session } }) => {
    const { store, isCoordinator } = session;
    const counts = countPairs(store, session.graderOrNobody, isCoordinator);
    const pairs = countAllPairs(store);
    const earned = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const graders = isCoordinator ? countSides(store) : null;
    const sum = (side: 'left' | 'right' | 'tie') =>
      (graders ?? []).reduce((total, each) => total + each[side], 0);
    return {
      pairs,
      waiting: pairs - earned,
      ...counts,
      sides: graders && { left: sum('left'), right: sum('right'), tie: sum('tie') },
      graders,
    };
  }),

  beside: os.comparisons.beside.handler(({ input, context: { session } }) => {
    const item = getItem(session, input.confession);
    const isOwnEarned = isEarned(session, item);
    return listOwnLabels(session.store, session.graderOrNobody, [item.transcript.id])
      .filter(({ hash }) => !hash.equals(item.hash))
      .map(({ hash, confession_id }) => {
        const hex = hash.toString('hex');
        return {
          confession: hex,
          confession_id,
          earned: isOwnEarned && isEarned(session, getItem(session, hex)),
        };
      });
  }),
};
