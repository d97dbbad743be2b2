import { ShriveError } from '../../../shared/contract/errors.ts';
import { outcomeOf } from '../../../shared/grading/outcome.ts';
import { now } from '../clock.ts';
import { os } from '../procedures.ts';
import { inTransaction } from '../store/handles.ts';
import { listRevisions, saveDraft } from '../store/labels.ts';
import { getRubric } from '../store/rubrics.ts';
import { listOwnLabels } from '../store/transcript-table.ts';
import { actsOf } from './acts.ts';
import { requireEarned } from './answers.ts';
import { act, append, commitStage, requireDraft, requireSameVersion, setAside, submit } from './commit.ts';
import { fixedOf, requireFixed } from './fixed.ts';
import { hintsFor } from './hints.ts';
import { getItem } from './item.ts';
import { importLabels } from './labels-file.ts';
import { recordCoordinatorLook, recordGoldRelease } from './released.ts';
import { describeItem, standingOf } from './state.ts';

export const labelsProcedures = {
  get: os.labels.get.handler(({ input, context: { session } }) => {
    const item = getItem(session, input.confession);
    recordCoordinatorLook(session, item.hash);
    const state = describeItem(session, item);
    if (input.without_gold === true) return { ...state, released: { ...state.released, gold: null } };
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
      const rubric = getRubric(store);
      requireEarned(input.body, rubric, committed, session.isCoordinator);
      if (committed >= 2)
        requireFixed(fixedOf(listRevisions(store, item.hash, session.grader)), input.body, rubric);
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
      const { undo } = actsOf(
        listRevisions(session.store, act.item.hash, session.grader),
        act.standing.draft !== undefined,
      );
      if (undo === undefined) {
        throw new ShriveError(
          'NOTHING_TO_UNDO',
          'Nothing to take back for this item, or it was changed since it was taken up again.',
        );
      }
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
      const { redo } = actsOf(
        listRevisions(session.store, act.item.hash, session.grader),
        act.standing.draft !== undefined,
      );
      if (redo === undefined) {
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
      const { current } = act.standing;
      if (current === undefined || current.state === 'draft') return;
      append(act, { state: 'draft', body: current.body, origin: 'graded' });
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
