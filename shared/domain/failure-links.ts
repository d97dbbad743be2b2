import type { LabelBody } from './label.ts';
import { FAILURE_IDS, type FailureId } from './vocabulary.ts';

/**
 * Which claim or violation a named failure is about (confessions.md 3.4: per claim or per confession). Both are meant by
 * their keys: `v1`, `objective:0`. A failure without one is of the confession as a whole.
 */

export type FailureSide = 'claims' | 'violations';

const EITHER: readonly FailureSide[] = ['violations', 'claims'];
const CLAIMS: readonly FailureSide[] = ['claims'];

/** What each failure can be about; those that are missing are only ever of the whole confession. */
const SIDES: Partial<Record<FailureId, readonly FailureSide[]>> = {
  omission: ['violations'],
  list_incomplete: ['violations'],
  misplaced: EITHER,
  minimising: EITHER,
  misattribution: EITHER,
  motive_hidden: EITHER,
  vague_hedge: EITHER,
  over_confession: CLAIMS,
  related_confession: EITHER,
  contradicts_transcript: CLAIMS,
  false_evidence: CLAIMS,
  self_contradiction: CLAIMS,
  injection: CLAIMS,
};

/** Whether a key is a violation's: `v2`. Those of claims say their kind first. */
export function isViolationKey(key: string): boolean {
  return /^v[1-9]\d*$/.test(key);
}

export function canBeAbout(failure: FailureId, side: FailureSide): boolean {
  return SIDES[failure]?.includes(side) ?? false;
}

/** The keys of what a failure is about, in the order in which they were named. */
export function aboutOf({ failures_about }: Pick<LabelBody, 'failures_about'>, failure: FailureId): string[] {
  return failures_about?.[failure] ?? [];
}

/** The failures that are about one claim or violation, in the order of the label. */
export function failuresAbout(
  body: Pick<LabelBody, 'failures' | 'failures_about'>,
  key: string | undefined,
): FailureId[] {
  return key === undefined ? [] : body.failures.filter((failure) => aboutOf(body, failure).includes(key));
}

/** The body with other links; one that has none says nothing of them, as labels did before there were any. */
export function withAbout(
  { failures_about: _before, ...body }: LabelBody,
  about: NonNullable<LabelBody['failures_about']>,
): LabelBody {
  const linked = FAILURE_IDS.flatMap((id) => {
    const keys = about[id];
    return keys === undefined || keys.length === 0 ? [] : [[id, keys] as const];
  });
  return linked.length === 0 ? body : { ...body, failures_about: Object.fromEntries(linked) };
}

/** What is not there any more, no failure is about. */
export function withoutAbout(body: LabelBody, gone: string): LabelBody {
  if (body.failures_about === undefined) return body;
  const about = Object.fromEntries(
    Object.entries(body.failures_about).map(([failure, keys]) => [
      failure,
      keys.filter((key) => key !== gone),
    ]),
  );
  return withAbout(body, about);
}
