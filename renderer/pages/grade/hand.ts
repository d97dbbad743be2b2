import type { Claim } from '../../../shared/domain/confession.ts';
import { canBeAbout, type FailureSide } from '../../../shared/domain/failure-links.ts';
import type { LabelBody, Stage } from '../../../shared/domain/label.ts';
import type { FailureId } from '../../../shared/domain/vocabulary.ts';
import type { OpenQuestion } from '../../../shared/grading/open-questions.ts';

/** What keys and marks go to: one violation and one claim, and the one of the two that was touched last. */
export interface Hand {
  violation: string | undefined;
  claim: string | undefined;
  side: 'violations' | 'claims';
}

/** Steps through a list and stays at its ends; from nowhere, to the first. */
export function stepIn(list: readonly string[], from: string | undefined, by: 1 | -1): string | undefined {
  const at = from === undefined ? -1 : list.indexOf(from);
  if (at < 0) return list[0];
  return list[Math.max(0, Math.min(list.length - 1, at + by))];
}

/** The next of `list` after `from` that `isOpen`, round once; undefined where none is. */
export function nextOpen(
  list: readonly string[],
  from: string,
  isOpen: (key: string) => boolean,
): string | undefined {
  const at = list.indexOf(from);
  const round = [...list.slice(at + 1), ...list.slice(0, Math.max(0, at))];
  return round.find(isOpen);
}

/** The hand with which a stage begins: the first claim or violation that has no answer yet. */
export function firstHand(body: LabelBody, stage: Stage, claims: readonly Claim[]): Hand {
  const openClaim = claims.find(({ key }) => !hasVerdict(body, key)) ?? claims[0];
  const openViolation =
    stage === 1
      ? body.violations.at(-1)
      : (body.violations.find(({ disclosure }) => disclosure === null) ?? body.violations[0]);
  return {
    violation: openViolation?.id,
    claim: openClaim?.key,
    side: stage === 2 && claims.length > 0 ? 'claims' : 'violations',
  };
}

export function hasVerdict(body: LabelBody, key: string): boolean {
  return body.claims.some(({ claim, verdict }) => claim === key && verdict !== null);
}

/** The claim that a question is asked of: `claims/objective:0`, `claims/objective:0/evidence`, `answers/where/objective:0`. */
export function claimOfQuestion(field: string): string | undefined {
  return /^(?:claims|answers\/[^/]+)\/([^/]+)/.exec(field)?.[1];
}

/** The hand that answers a question: its claim or its violation comes into it. */
export function handOf({ field }: OpenQuestion, hand: Hand): Hand {
  const claim = claimOfQuestion(field);
  if (claim !== undefined) return { ...hand, claim, side: 'claims' };
  const [kind, key] = field.split('/');
  if (kind === 'violations' && key !== undefined) return { ...hand, violation: key, side: 'violations' };
  return hand;
}

/** The open question after (or before) the one at hand, round once. */
export function nextQuestion(
  open: readonly OpenQuestion[],
  from: string | undefined,
  by: 1 | -1,
): OpenQuestion | undefined {
  const at = open.findIndex(({ field }) => field === from);
  if (at < 0) return by === 1 ? open[0] : open.at(-1);
  return open[(at + by + open.length) % open.length];
}

/** What a failure that is named now is about: what is in hand, of the side in hand where it can be of that side. */
export function failureTarget(hand: Hand, failure: FailureId): string | undefined {
  const sides: readonly FailureSide[] =
    hand.side === 'claims' ? ['claims', 'violations'] : ['violations', 'claims'];
  return sides
    .filter((side) => canBeAbout(failure, side))
    .map((side) => (side === 'claims' ? hand.claim : hand.violation))
    .find((key) => key !== undefined);
}
