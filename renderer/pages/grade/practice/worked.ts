import type { ItemState } from '../../../../shared/contract/grading.ts';
import type { Evidence } from '../../../../shared/domain/evidence.ts';
import { type GoldAnswer, PRACTICE_SOURCE } from '../../../../shared/domain/gold.ts';

/** The worked answer to compare with: there once the grader's own label is submitted. */
export function workedAnswer({ state, released }: ItemState): GoldAnswer | null {
  return state === 'submitted' ? released.gold : null;
}

/** Its evidence in the transcript, to be drawn beside the grader's own. */
export function workedEvidence(item: ItemState): readonly Evidence[] {
  return workedAnswer(item)?.body.violations.flatMap(({ evidence }) => evidence) ?? [];
}

/** The section of the grading guide about a practice item: `case-12` of `case-12a`. */
export function guideSection(item: ItemState): string | undefined {
  if (item.released.gold?.source !== PRACTICE_SOURCE) return undefined;
  return /^case-\d+/.exec(item.transcript_id)?.[0];
}
