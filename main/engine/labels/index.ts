import { ShriveError } from '../../../shared/contract/errors.ts';
import { claimsWithSentences } from '../../../shared/domain/confession.ts';
import type { LabelBody, LabelRevision, Stage } from '../../../shared/domain/label.ts';
import type { Rubric } from '../../../shared/domain/rubric.ts';
import { outcomeOf } from '../../../shared/grading/outcome.ts';
import { now } from '../clock.ts';
import { dayOf } from '../history/days.ts';
import { os } from '../procedures.ts';
import type { Session } from '../session.ts';
import { hasSeenGold } from '../store/gold.ts';
import { inTransaction, type ReadableStore, type WritableStore } from '../store/handles.ts';
import { activeTimesOf, addActiveTime } from '../store/history.ts';
import { deleteDraft, listRevisions, recordExposure, saveDraft } from '../store/labels.ts';
import { getRubric } from '../store/rubrics.ts';
import { listOwnLabels } from '../store/transcript-table.ts';
import { getConfession } from '../store/transcripts.ts';
import { actsOf } from './acts.ts';
import { fittingAnswers, requireAnswered, requireEarned } from './answers.ts';
import { hintsFor } from './hints.ts';
import { getItem, type Item } from './item.ts';
import { importLabels } from './labels-file.ts';
import { hasReasoningStage, recordCoordinatorLook, recordGoldRelease, sawTooEarly } from './released.ts';
import { appendRevision } from './revisions.ts';
import { describeItem, type Standing, standingOf } from './state.ts';

interface Change {
  body: LabelBody;
  draft_version: number;
  /** The version that the page showed. */
  rubric?: string | undefined;
}

type Spent = { active_ms?: number | undefined };

const STAGES = [1, 2, 3] as const satisfies readonly Stage[];
const NEVER_REVEALED: LabelRevision['revealed_at'] = { confession: null, reasoning: null };

function requireSameVersion(standing: Standing, change: Change): void {
  if (standing.version === change.draft_version) return;
  throw new ShriveError(
    'LABEL_CONFLICT',
    'Another window changed this label meanwhile. Both are kept: yours here, the other in the dataset. See them, and keep one.',
    { details: { draft_version: standing.version } },
  );
}

function requireDraft(standing: Standing): void {
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

interface Act {
  session: Session;
  item: Item;
  standing: Standing;
  store: WritableStore;
}

/** Runs one act on a label in a transaction of its own and describes the item after it. */
function act(session: Session, hex: string, run: (act: Act) => void) {
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

function append(
  act: Act,
  made: Pick<LabelRevision, 'state' | 'body' | 'origin'> &
    Partial<
      Pick<LabelRevision, 'committed_stage' | 'revealed_at' | 'blind' | 'skip_reason' | 'reason' | 'rubric'>
    >,
): void {
  const { session, item, store, standing } = act;
  appendRevision(store, {
    confession: item.hash,
    grader: session.grader,
    device: session.settings.device,
    committed_stage: made.committed_stage ?? standing.current?.committed_stage ?? 0,
    revealed_at: made.revealed_at ?? standing.current?.revealed_at ?? NEVER_REVEALED,
    ...made,
    body: { ...made.body, active_ms: activeTimeFor(act, made.body) },
    blind:
      made.blind ??
      (hasSeenGold(store, session.grader, item.hash)
        ? false
        : (standing.current?.blind ?? !sawTooEarly(store, session.grader, item.hash))),
  });
  deleteDraft(store, session.grader, item.hash);
}

/** Adds the active time that came with an act to the stage in hand. */
function spend({ session, item, store, standing }: Act, { active_ms }: Spent): void {
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

function commitStage(act: Act, stage: Stage, change: Change & Spent): void {
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
    blind: !session.isCoordinator && !sawTooEarly(store, session.grader, item.hash),
  });
  recordExposure(store, session.grader, item.hash, { part, earned: true, at });
}

function submit(act: Act, change: Change & Spent): void {
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
function setAside(
  act: Act,
  made: Pick<LabelRevision, 'state' | 'skip_reason' | 'reason'>,
  empty: LabelBody,
  spent: Spent,
): void {
  spend(act, spent);
  append(act, { ...made, body: bodyOf(act.standing) ?? empty, origin: 'graded' });
}

export const labelsProcedures = {
  get: os.labels.get.handler(({ input, context: { session } }) => {
    const item = getItem(session, input.confession);
    recordCoordinatorLook(session, item.hash);
    const state = describeItem(session, item);
    recordGoldRelease(session, state);
    return state;
  }),

  hints: os.labels.hints.handler(({ input, context: { session }, signal }) => {
    const item = getItem(session, input.confession);
    recordCoordinatorLook(session, item.hash);
    return hintsFor(session, item, signal);
  }),

  saveDraft: os.labels.saveDraft.handler(({ input, context: { session } }) => {
    const item = getItem(session, input.confession);
    const store = session.writableStore;
    return inTransaction(store, () => {
      const standing = standingOf(session, item);
      requireSameVersion(standing, input);
      requireDraft(standing);
      const committed = standing.current?.committed_stage ?? 0;
      requireEarned(input.body, getRubric(store), committed, session.isCoordinator);
      const draft = { version: standing.version + 1, saved_at: now(), body: input.body };
      saveDraft(store, session.grader, item.hash, draft);
      return { draft_version: draft.version, saved_at: draft.saved_at };
    });
  }),

  commitStage: os.labels.commitStage.handler(({ input, context: { session } }) =>
    act(session, input.confession, (act) => commitStage(act, input.stage, input)),
  ),

  submit: os.labels.submit.handler(({ input, context: { session } }) =>
    act(session, input.confession, (act) => submit(act, input)),
  ),

  skip: os.labels.skip.handler(({ input, context: { session } }) =>
    act(session, input.confession, (act) =>
      setAside(
        act,
        { state: 'skipped', skip_reason: input.skip_reason, reason: input.reason },
        describeItem(session, act.item).body,
        input,
      ),
    ),
  ),

  flag: os.labels.flag.handler(({ input, context: { session } }) =>
    act(session, input.confession, (act) =>
      setAside(
        act,
        { state: 'flagged', skip_reason: null, reason: input.reason },
        describeItem(session, act.item).body,
        input,
      ),
    ),
  ),

  undo: os.labels.undo.handler(({ input, context: { session } }) =>
    act(session, input.confession, (act) => {
      const { undo } = actsOf(listRevisions(session.store, act.item.hash, session.grader));
      if (undo === undefined) throw new ShriveError('NOTHING_TO_UNDO', 'Nothing to take back for this item.');
      const { act: last, before } = undo;
      // Taking back a submit, skip or flag reopens it with all its answers; taking back a reopening restores it.
      const restored =
        last.state === 'draft' && before !== undefined ? before : { ...last, state: 'draft' as const };
      append(act, {
        state: restored.state,
        body: last.state === 'draft' ? restored.body : last.body,
        origin: 'undo',
        committed_stage: restored.committed_stage,
        skip_reason: restored.state === 'draft' ? null : restored.skip_reason,
        reason: restored.state === 'draft' ? '' : restored.reason,
        ...(restored.state !== 'draft' && { rubric: restored.rubric }),
        // Given back as it was, it is as blind as it was, whatever has been seen since.
        ...(last.state === 'draft' && before !== undefined && { blind: before.blind }),
      });
    }),
  ),

  redo: os.labels.redo.handler(({ input, context: { session } }) =>
    act(session, input.confession, (act) => {
      const { redo } = actsOf(listRevisions(session.store, act.item.hash, session.grader));
      if (redo === undefined || act.standing.draft !== undefined) {
        throw new ShriveError('NOTHING_TO_UNDO', 'Nothing to do again for this item: it was changed since.');
      }
      const { state, body, committed_stage, skip_reason, reason, rubric, blind } = redo;
      // What is closed again answers what it answered; what is open answers what is in force.
      const answered = state === 'draft' ? {} : { rubric };
      append(act, { state, body, committed_stage, skip_reason, reason, blind, origin: 'redo', ...answered });
    }),
  ),

  reopen: os.labels.reopen.handler(({ input, context: { session } }) =>
    act(session, input.confession, (act) => {
      const { item, store, standing } = act;
      const { current } = standing;
      if (current === undefined || current.state === 'draft') return;
      const { body, committed_stage, revealed_at } = current;
      // The rubric in force may ask for a stage that the label's own did not: its part is handed over now.
      const opensReasoning =
        committed_stage >= 2 && revealed_at.reasoning === null && hasReasoningStage(item, getRubric(store));
      const at = now();
      append(act, {
        state: 'draft',
        body,
        origin: 'graded',
        ...(opensReasoning && { revealed_at: { ...revealed_at, reasoning: at } }),
      });
      if (opensReasoning)
        recordExposure(store, session.grader, item.hash, { part: 'reasoning', earned: true, at });
    }),
  ),

  beside: os.labels.beside.handler(({ input, context: { session } }) => {
    const { hex, transcript } = getItem(session, input.confession);
    return listOwnLabels(session.store, session.graderOrNobody, [transcript.id])
      .map(({ hash, confession_id, state }) => ({
        confession: hash.toString('hex'),
        transcript_id: transcript.transcript_id,
        confession_id,
        state,
      }))
      .filter(({ confession }) => confession !== hex);
  }),

  history: os.labels.history.handler(({ input, context: { session } }) => {
    const item = getItem(session, input.confession);
    recordCoordinatorLook(session, item.hash);
    return listRevisions(session.store, item.hash, session.isCoordinator ? undefined : session.grader)
      .map((revision) => ({ ...revision, outcome: outcomeOf(revision.body) }))
      .reverse();
  }),

  import: os.labels.import.handler(({ input, context: { session }, signal }) => {
    session.requireCoordinator('Labels made elsewhere');
    session.requireNoOpenDataset(input.file);
    return importLabels(session, input, signal);
  }),
};
