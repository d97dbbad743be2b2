import type { ItemState } from '../../../shared/contract/grading.ts';
import type { Confession } from '../../../shared/domain/confession.ts';
import type { GoldAnswer } from '../../../shared/domain/gold.ts';
import type { LabelRevision } from '../../../shared/domain/label.ts';
import type { Rubric } from '../../../shared/domain/rubric.ts';
import { now } from '../clock.ts';
import type { Session } from '../session.ts';
import { findGold, hasSeenGold, recordGoldSeen } from '../store/gold.ts';
import type { ReadableStore, WritableStore } from '../store/handles.ts';
import { findCurrentRevision, listExposures, recordExposure } from '../store/labels.ts';
import { findRubric, getRubric } from '../store/rubrics.ts';
import {
  findConfession,
  getConfession,
  listConfessions,
  listJudgeScores,
  type StoredTranscript,
} from '../store/transcripts.ts';
import type { Item } from './item.ts';

/**
 * The rule the product exists for: the confession is handed over when its grader's stage 1 is committed, the reasoning
 * when stage 2 is, judge scores and a worked answer after the submit. Every other way to content goes through here.
 */

/**
 * The rubric that a label shows: closed, the version that it answered; open, the one in force. One that came from
 * elsewhere without its rubric shows the one in force too.
 */
export function rubricOf(store: ReadableStore, current: LabelRevision | undefined): Rubric {
  const isClosed = current !== undefined && current.state !== 'draft';
  return (isClosed ? findRubric(store, current.rubric) : undefined) ?? getRubric(store);
}

export function hasReasoningStage(item: Item, rubric: Rubric): boolean {
  return (
    (item.transcript.has_reasoning === 1 || item.confession.has_reasoning === 1) && rubric.has_reasoning_stage
  );
}

/** Whether this session may read the reasoning of a transcript, with `confession` as the item in hand. */
export function mayReadReasoning(
  session: Session,
  confession: string | undefined,
  transcript: StoredTranscript,
): boolean {
  if (session.isCoordinator) return true;
  if (confession === undefined || session.graderOrNobody === '') return false;
  const revision = findCurrentRevision(session.store, session.grader, Buffer.from(confession, 'hex'));
  if (revision === undefined || revision.committed_stage < 2) return false;
  const item = findConfession(session.store, Buffer.from(confession, 'hex'));
  return rubricOf(session.store, revision).has_reasoning_stage && item?.transcript.id === transcript.id;
}

/** What of an item this session has earned, given the grader's current revision. */
export function releasedOf(
  session: Session,
  item: Item,
  current: LabelRevision | undefined,
): ItemState['released'] {
  const stage = session.isCoordinator ? 3 : (current?.committed_stage ?? 0);
  if (stage < 1) return { confession: null, confession_reasoning: null, judge_scores: null, gold: null };
  const { reasoning, extra: _extra, ...confession } = getConfession(session.store, item.confession);
  const rubric = rubricOf(session.store, current);
  const isSubmitted = session.isCoordinator || current?.state === 'submitted';
  return {
    confession,
    confession_reasoning: stage >= 2 && hasReasoningStage(item, rubric) ? (reasoning ?? null) : null,
    judge_scores: isSubmitted ? listJudgeScores(session.store, item.confession.id) : null,
    gold: isSubmitted ? goldOf(session, item.hash) : null,
  };
}

/** Whether this session may read the words of a confession. */
export function isEarned(session: Session, item: Item): boolean {
  if (session.isCoordinator) return true;
  if (session.graderOrNobody === '') return false;
  return (findCurrentRevision(session.store, session.grader, item.hash)?.committed_stage ?? 0) >= 1;
}

/** What of a confession is compared with another: its words, without its name. Fails where it is not earned. */
export function compareWords(session: Session, item: Item): Pick<Confession, 'text' | 'report'> {
  if (!isEarned(session, item)) throw new Error('a confession that is not earned was to be compared');
  const { text, report } = getConfession(session.store, item.confession);
  return { ...(text !== undefined && { text }), ...(report !== undefined && { report }) };
}

/** Whether what this grader says of an earned confession is said blind: nothing of it was seen too early. */
export function isBlindTo(session: Session, store: WritableStore, item: Item): boolean {
  if (session.isCoordinator || sawTooEarly(store, session.grader, item.hash)) return false;
  return findCurrentRevision(store, session.grader, item.hash)?.blind ?? false;
}

/** The worked answer that may be shown once an item is submitted: none that is silent, none where nobody wants to see it. */
function goldOf(session: Session, hash: Buffer): GoldAnswer | null {
  if (!session.settings.settings.show_worked_answers) return null;
  const found = findGold(session.store, hash);
  if (found === undefined || !found.feedback) return null;
  const { feedback: _feedback, ...answer } = found;
  return answer;
}

/** A worked answer that is handed over is kept as seen: a label changed after that is not blind. */
export function recordGoldRelease(session: Session, state: ItemState): void {
  if (state.released.gold !== null) recordGoldLook(session, Buffer.from(state.confession, 'hex'));
}

export function recordGoldLook(session: Session, hash: Buffer): void {
  if (session.graderOrNobody === '' || session.opened?.readOnly !== false) return;
  if (hasSeenGold(session.store, session.grader, hash)) return;
  recordGoldSeen(session.writableStore, session.grader, hash, now());
}

/** In the coordinator's view everything is shown: from then on this person's label of the item is not blind. */
export function recordCoordinatorLook(
  session: Session,
  hash: Buffer,
  part: 'confession' | 'reasoning' = 'confession',
): void {
  if (!session.isCoordinator || session.graderOrNobody === '' || session.opened?.readOnly !== false) return;
  const seenBefore = listExposures(session.store, session.grader, hash).some(
    (exposure) => !exposure.earned && exposure.part === part,
  );
  if (seenBefore) return;
  recordExposure(session.writableStore, session.grader, hash, { part, earned: false, at: now() });
}

/** A grader who has submitted is told what others say of the item: a label changed after that is not blind. */
export function recordOthersLook(session: Session, hash: Buffer): void {
  if (session.isCoordinator || session.graderOrNobody === '' || session.opened?.readOnly !== false) return;
  if (sawTooEarly(session.writableStore, session.grader, hash)) return;
  recordExposure(session.writableStore, session.grader, hash, {
    part: 'confession',
    earned: false,
    at: now(),
  });
}

/** Whether this session may know what others say of an item: a grader once it is submitted. */
export function mayHearOthers(session: Session, { hash }: Item): boolean {
  if (session.isCoordinator) return true;
  const grader = session.graderOrNobody;
  return grader !== '' && findCurrentRevision(session.store, grader, hash)?.state === 'submitted';
}

/** The same where a transcript is read: with its reasoning in it, that counts for all its confessions. */
export function recordCoordinatorReading(session: Session, transcript: StoredTranscript): void {
  if (!session.isCoordinator || transcript.has_reasoning === 0) return;
  for (const { hash } of listConfessions(session.store, transcript.id))
    recordCoordinatorLook(session, hash, 'reasoning');
}

/** Whether the confession was seen before the judgement of the task output was committed, or the right answer at all. */
export function sawTooEarly(store: WritableStore, grader: string, hash: Buffer): boolean {
  return (
    hasSeenGold(store, grader, hash) ||
    listExposures(store, grader, hash).some((exposure) => !exposure.earned)
  );
}
