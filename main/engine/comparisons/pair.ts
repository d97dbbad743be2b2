import type { PairState } from '../../../shared/contract/comparisons.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import {
  type ComparisonRevision,
  type ConfessionPair,
  emptyComparisonBody,
} from '../../../shared/domain/comparison.ts';
import { sha256 } from '../hash.ts';
import { actsOf } from '../labels/acts.ts';
import { getItem, type Item } from '../labels/item.ts';
import { compareWords, isEarned } from '../labels/released.ts';
import type { Session } from '../session.ts';
import {
  type ComparisonDraft,
  findComparisonDraft,
  findCurrentComparison,
  listComparisonRevisions,
} from '../store/comparisons.ts';

/** Draft versions between two revisions: a save made before a revision never matches one made after it. */
const VERSIONS_PER_REVISION = 1_000_000;

/** Two earned confessions of one transcript. */
export interface Pair {
  ref: ConfessionPair;
  first: Item;
  second: Item;
}

/** Fails with CONFESSION_SEALED where this session has not earned both. */
export function getPair(session: Session, ref: ConfessionPair): Pair {
  const [first, second] = [getItem(session, ref.first), getItem(session, ref.second)];
  if (first.transcript.id !== second.transcript.id) {
    throw new ShriveError(
      'CONFESSION_NOT_FOUND',
      'These two confessions are of different transcripts. Only confessions of one transcript are compared.',
    );
  }
  const sealed = [first, second].find((item) => !isEarned(session, item));
  if (sealed !== undefined) {
    throw new ShriveError(
      'CONFESSION_SEALED',
      `Confession ${sealed.confession.confession_id} is sealed until you have judged its task output. Judge it in Grade, then compare.`,
      { details: { confession: sealed.hex } },
    );
  }
  return { ref, first, second };
}

/** The number that a grader's order follows from: the same in every copy of a dataset. */
export function seedOf(grader: string): number {
  return sha256(`shrive-comparisons-1\n${JSON.stringify(grader)}`).readUInt32BE(0);
}

/** Which of a pair stands left: by chance, but for one grader and pair always the same. */
export function leftByChance(grader: string, { first, second }: ConfessionPair): string {
  const bits = sha256(`shrive-side-1\n${JSON.stringify([grader, first, second])}`);
  return bits.readUInt8(0) % 2 === 0 ? first : second;
}

export interface PairStanding {
  current: ComparisonRevision | undefined;
  draft: ComparisonDraft | undefined;
  left: string;
  /** What the next save must name. */
  version: number;
}

/** Where this session's grader stands with a pair. */
export function pairStanding(session: Session, { ref }: Pair): PairStanding {
  const grader = session.graderOrNobody;
  const { store } = session;
  const current = grader === '' ? undefined : findCurrentComparison(store, grader, ref);
  const draft = grader === '' ? undefined : findComparisonDraft(store, grader, ref);
  return {
    current,
    draft,
    left: draft?.left ?? current?.left ?? leftByChance(grader, ref),
    version: draft?.version ?? (current?.revision ?? 0) * VERSIONS_PER_REVISION,
  };
}

export function describePair(session: Session, pair: Pair): PairState {
  const { ref } = pair;
  const { current, draft, left, version } = pairStanding(session, pair);
  const [leftItem, rightItem] = left === ref.first ? [pair.first, pair.second] : [pair.second, pair.first];
  const acts = actsOf(
    current === undefined ? [] : listComparisonRevisions(session.store, ref, current.grader),
    draft !== undefined,
  );
  return {
    ...ref,
    transcript_id: pair.first.transcript.transcript_id,
    state: current?.state ?? (draft === undefined ? 'not_started' : 'draft'),
    left,
    right: rightItem.hex,
    confessions: { left: compareWords(session, leftItem), right: compareWords(session, rightItem) },
    body: draft?.body ?? current?.body ?? emptyComparisonBody(),
    draft_version: version,
    saved_at: draft?.saved_at ?? current?.created_at ?? null,
    revision: current?.revision ?? 0,
    blind: current?.blind ?? !session.isCoordinator,
    reason: current?.reason ?? '',
    can_undo: acts.undo !== undefined,
    can_redo: acts.redo !== undefined,
  };
}
