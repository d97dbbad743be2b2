import { ShriveError } from '../../../shared/contract/errors.ts';
import { claimsWithSentences } from '../../../shared/domain/confession.ts';
import type { LabelBody, LabelRevision, Stage } from '../../../shared/domain/label.ts';
import type { Rubric } from '../../../shared/domain/rubric.ts';
import { now } from '../clock.ts';
import { dayOf } from '../history/days.ts';
import type { Session } from '../session.ts';
import { inTransaction, type ReadableStore, type WritableStore } from '../store/handles.ts';
import { activeTimesOf, addActiveTime } from '../store/history.ts';
import { deleteDraft, listRevisions, recordExposure } from '../store/labels.ts';
import { getRubric } from '../store/rubrics.ts';
import { getConfession } from '../store/transcripts.ts';
import { fittingAnswers, requireAnswered, requireEarned } from './answers.ts';
import { fixedOf, requireFixed } from './fixed.ts';
import { getItem, type Item } from './item.ts';
import { hasReasoningStage, recordGoldRelease, sawTooEarly } from './released.ts';
import { appendRevision } from './revisions.ts';
import { describeItem, type Standing, standingOf } from './state.ts';

/** A label as a page sends it, and what it was made from. */
export interface Change {
  body: LabelBody;
  draft_version: number;
  /** The version that the page showed. */
  rubric?: string | undefined;
}

/** Active time that came with an act, in milliseconds. */
export type Spent = { active_ms?: number | undefined };

const STAGES = [1, 2, 3] as const satisfies readonly Stage[];
const NEVER_REVEALED: LabelRevision['revealed_at'] = { confession: null, reasoning: null };

export function requireSameVersion(standing: Standing, change: Change): void {
  if (standing.version === change.draft_version) return;
  throw new ShriveError(
    'LABEL_CONFLICT',
    'Another window changed this label meanwhile. Both are kept: yours here, the other in the dataset. See them, and keep one.',
    { details: { draft_version: standing.version } },
  );
}

export function requireDraft(standing: Standing): void {
  const state = standing.current?.state;
  if (state === undefined || state === 'draft') return;
  throw new ShriveError('LABEL_CONFLICT', `This label is ${state}. Take it up again before you change it.`, {
    details: { state },
  });
}

/** A page that shows an older rubric asks other questions than those that the label would be said to answer. */
function requireRubric(store: ReadableStore, change: Change): Rubric {
  const rubric = getRubric(store);
  if (change.rubric === undefined || change.rubric === rubric.id) return rubric;
  throw new ShriveError(
    'RUBRIC_CHANGED',
    `The rubric was changed from ${change.rubric} to ${rubric.id} meanwhile. Your answers are kept. Look at them under the new one, then go on.`,
    { details: { rubric: rubric.id } },
  );
}

/** What one act on a label works with, within its transaction. */
export interface Act {
  session: Session;
  item: Item;
  standing: Standing;
  store: WritableStore;
}

/** Runs one act on a label in a transaction of its own and describes the item after it. */
export function act(session: Session, hex: string, run: (act: Act) => void) {
  const item = getItem(session, hex);
  const store = session.writableStore;
  inTransaction(store, () => run({ session, item, store, standing: standingOf(session, item) }));
  const state = describeItem(session, item);
  recordGoldRelease(session, state);
  return state;
}

/** Active time as it was counted here, or as the label says, where that is more: it may come from another machine. */
function activeTimeFor(
  { session, item, store }: Act,
  { active_ms: said }: LabelBody,
): LabelBody['active_ms'] {
  const counted = activeTimesOf(store, session.grader, item.hash);
  return {
    1: Math.max(said[1], counted[1]),
    2: Math.max(said[2], counted[2]),
    3: Math.max(said[3], counted[3]),
  };
}

export function append(
  act: Act,
  made: Pick<LabelRevision, 'state' | 'body' | 'origin'> &
    Partial<
      Pick<LabelRevision, 'committed_stage' | 'revealed_at' | 'blind' | 'skip_reason' | 'reason' | 'rubric'>
    >,
): void {
  const { session, item, store, standing } = act;
  const committed_stage = made.committed_stage ?? standing.current?.committed_stage ?? 0;
  const revealed = made.revealed_at ?? standing.current?.revealed_at ?? NEVER_REVEALED;
  // The rubric in force may ask for a stage that the label's own did not: its part is handed over now.
  const opensReasoning =
    (made.state === 'draft' || made.origin === 'graded') &&
    committed_stage >= 2 &&
    revealed.reasoning === null &&
    hasReasoningStage(item, getRubric(store));
  const at = now();
  appendRevision(store, {
    confession: item.hash,
    grader: session.grader,
    signer: session.signer,
    ...made,
    committed_stage,
    revealed_at: opensReasoning ? { ...revealed, reasoning: at } : revealed,
    body: { ...made.body, active_ms: activeTimeFor(act, made.body) },
    blind:
      made.blind ??
      ((standing.current?.blind ?? true) &&
        !session.isCoordinator &&
        !sawTooEarly(store, session.grader, item.hash)),
  });
  if (opensReasoning)
    recordExposure(store, session.grader, item.hash, { part: 'reasoning', earned: true, at });
  deleteDraft(store, session.grader, item.hash);
}

/** Adds the active time that came with an act to the stage in hand. */
export function spend({ session, item, store, standing }: Act, { active_ms }: Spent): void {
  if (active_ms === undefined || active_ms === 0) return;
  const last = describeItem(session, item).last_stage;
  const stage = Math.min((standing.current?.committed_stage ?? 0) + 1, last);
  const day = dayOf(new Date());
  addActiveTime(store, { grader: session.grader, day, confession: item.hash, stage, active_ms });
}

function bodyOf(standing: Standing): LabelBody | undefined {
  return standing.draft?.body ?? standing.current?.body;
}

/** The report's claims, and the sentences that this label makes claims. */
function claimKeys(session: Session, item: Item, body: LabelBody): string[] {
  const sentences = body.claims.map(({ claim }) => claim);
  return claimsWithSentences(getConfession(session.store, item.confession), sentences).map(({ key }) => key);
}

export function commitStage(act: Act, stage: Stage, change: Change & Spent): void {
  const { session, item, standing, store } = act;
  requireSameVersion(standing, change);
  requireDraft(standing);
  const committed = standing.current?.committed_stage ?? 0;
  const last = describeItem(session, item).last_stage;
  if (stage !== committed + 1 || stage >= last) {
    throw new ShriveError(
      'STAGE_NOT_COMMITTED',
      `Stage ${stage} cannot be committed now: ${committed} of ${last} are.`,
      {
        details: { committed_stage: committed, last_stage: last },
      },
    );
  }
  const rubric = requireRubric(store, change);
  requireEarned(change.body, rubric, committed, session.isCoordinator);
  const claims = claimKeys(session, item, change.body);
  const body = fittingAnswers(change.body, rubric, claims);
  requireAnswered(body, rubric, STAGES.slice(0, stage), claims);
  spend(act, change);
  const at = now();
  const part = stage === 1 ? 'confession' : 'reasoning';
  append(act, {
    state: 'draft',
    body,
    origin: 'graded',
    committed_stage: stage,
    revealed_at: { ...(standing.current?.revealed_at ?? NEVER_REVEALED), [part]: at },
  });
  recordExposure(store, session.grader, item.hash, { part, earned: true, at });
}

export function submit(act: Act, change: Change & Spent): void {
  const { session, item, standing, store } = act;
  requireSameVersion(standing, change);
  requireDraft(standing);
  const committed = standing.current?.committed_stage ?? 0;
  const last = describeItem(session, item).last_stage;
  if (committed < last - 1) {
    throw new ShriveError(
      'STAGE_NOT_COMMITTED',
      `Stage ${committed + 1} of ${last} must be committed before the label is submitted.`,
      {
        details: { committed_stage: committed, last_stage: last },
      },
    );
  }
  const rubric = requireRubric(store, change);
  requireEarned(change.body, rubric, Math.max(committed, last - 1), session.isCoordinator);
  requireFixed(fixedOf(listRevisions(store, item.hash, session.grader)), change.body, rubric);
  const claims = claimKeys(session, item, change.body);
  const body = fittingAnswers(change.body, rubric, claims);
  requireAnswered(body, rubric, STAGES.slice(0, last), claims);
  spend(act, change);
  append(act, {
    state: 'submitted',
    body,
    origin: 'graded',
    // Under an earlier rubric a stage more may have been committed; what was seen stays seen.
    committed_stage: Math.max(committed, last),
  });
}

/** Sets an item aside: skipped or flagged, what was answered so far kept. */
export function setAside(
  act: Act,
  made: Pick<LabelRevision, 'state' | 'skip_reason' | 'reason'>,
  empty: LabelBody,
  spent: Spent,
): void {
  spend(act, spent);
  append(act, { ...made, body: bodyOf(act.standing) ?? empty, origin: 'graded' });
}
