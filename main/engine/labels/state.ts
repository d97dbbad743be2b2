import type { ItemState } from '../../../shared/contract/grading.ts';
import { emptyLabelBody, type LabelRevision } from '../../../shared/domain/label.ts';
import { withFixedAnswers } from '../../../shared/grading/fixed-answers.ts';
import type { Session } from '../session.ts';
import { type Draft, findCurrentRevision, findDraft, listRevisions } from '../store/labels.ts';
import { actsOf } from './acts.ts';
import { fixedOf } from './fixed.ts';
import type { Item } from './item.ts';
import { hasReasoningStage, releasedOf, rubricOf } from './released.ts';

/** Draft versions between two revisions: a save made before a revision never matches one made after it. */
const VERSIONS_PER_REVISION = 1_000_000;

export interface Standing {
  current: LabelRevision | undefined;
  draft: Draft | undefined;
  /** What the next save must name. */
  version: number;
}

/** Where this session's grader stands with an item. */
export function standingOf(session: Session, item: Item): Standing {
  const grader = session.graderOrNobody;
  const current = grader === '' ? undefined : findCurrentRevision(session.store, grader, item.hash);
  const draft = grader === '' ? undefined : findDraft(session.store, grader, item.hash);
  return { current, draft, version: draft?.version ?? (current?.revision ?? 0) * VERSIONS_PER_REVISION };
}

export function describeItem(session: Session, item: Item): ItemState {
  const { current, draft, version } = standingOf(session, item);
  const rubric = rubricOf(session.store, current);
  const history = current === undefined ? [] : listRevisions(session.store, item.hash, current.grader);
  const acts = actsOf(history, draft !== undefined);
  const fixed = fixedOf(history);
  // A draft of an earlier Shrive may have changed what stays.
  const body = draft?.body ?? current?.body ?? emptyLabelBody();
  return {
    confession: item.hex,
    transcript_id: item.transcript.transcript_id,
    confession_id: item.confession.confession_id,
    state: current?.state ?? (draft === undefined ? 'not_started' : 'draft'),
    committed_stage: current?.committed_stage ?? 0,
    last_stage: hasReasoningStage(item, rubric) ? 3 : 2,
    rubric: rubric.id,
    body: fixed === undefined ? body : withFixedAnswers(fixed, body, rubric.questions),
    fixed: fixed ?? null,
    draft_version: version,
    saved_at: draft?.saved_at ?? current?.created_at ?? null,
    revision: current?.revision ?? 0,
    blind: current?.blind ?? !session.isCoordinator,
    revealed_at: current?.revealed_at ?? { confession: null, reasoning: null },
    skip_reason: current?.skip_reason ?? null,
    reason: current?.reason ?? '',
    target_violation: item.transcript.target_violation,
    released: releasedOf(session, item, current),
    can_undo: acts.undo !== undefined,
    can_redo: acts.redo !== undefined,
  };
}
