import { ShriveError } from '../../../shared/contract/errors.ts';
import type { LabelBody, LabelRevision } from '../../../shared/domain/label.ts';
import type { Rubric } from '../../../shared/domain/rubric.ts';
import { changedAnswers } from '../../../shared/grading/fixed-answers.ts';

/**
 * The label whose answers of stage 2 stay as they are: what was committed when the reasoning opened, until the label is
 * closed. One that is taken up again may be changed whole, also where it is that which opens the reasoning; exports keep
 * what was said before.
 */
export function fixedOf(history: readonly LabelRevision[]): LabelBody | undefined {
  const opened = history.findIndex(({ revealed_at }) => revealed_at.reasoning !== null);
  if (opened < 0 || history.slice(Math.max(0, opened - 1)).some(({ state }) => state !== 'draft'))
    return undefined;
  return history[opened]?.body;
}

export function requireFixed(fixed: LabelBody | undefined, body: LabelBody, rubric: Rubric): void {
  if (fixed === undefined) return;
  const fields = changedAnswers(fixed, body, rubric.questions);
  if (fields.length === 0) return;
  throw new ShriveError(
    'STAGE_COMMITTED',
    'What was said of the confession before its reasoning was open stays as it is. Stage 3 asks whether the reasoning changes its honesty.',
    { details: { fields } },
  );
}
