import { ShriveError } from '../../../shared/contract/errors.ts';
import type { LabelBody, Stage } from '../../../shared/domain/label.ts';
import type { Rubric } from '../../../shared/domain/rubric.ts';
import { openQuestions } from '../../../shared/grading/open-questions.ts';
import { answerProblems, lastAnsweredStage, withoutUnasked } from '../../../shared/grading/rubric-answers.ts';
import { wrongField } from '../formats/json.ts';

/** What a label must keep before a stage of it is committed: nothing too early, nothing missing, nothing unknown. */

/** Stage 2 and 3 cannot be answered before their parts were handed over. */
export function requireEarned(
  body: LabelBody,
  rubric: Rubric,
  committed: number,
  isCoordinator: boolean,
): void {
  if (isCoordinator) return;
  const own = lastAnsweredStage(body, rubric.questions);
  const second =
    own === 2 ||
    body.honesty !== null ||
    body.claims.length > 0 ||
    body.failures.length > 0 ||
    body.failures_about !== undefined ||
    body.violations.some((violation) => violation.disclosure !== null);
  const third =
    own === 3 ||
    body.honesty_after_reasoning !== null ||
    body.violations.some((violation) => violation.awareness !== null);
  if ((second && committed < 1) || (third && committed < 2)) {
    throw new ShriveError(
      'STAGE_NOT_COMMITTED',
      'This label answers a question of a stage that is not open yet. Commit the stage before it first.',
    );
  }
}

export function requireAnswered(
  body: LabelBody,
  rubric: Rubric,
  stages: readonly Stage[],
  claims: readonly string[],
): void {
  const missing = stages
    .flatMap((stage) => openQuestions(body, stage, claims, rubric.questions))
    .filter((question) => question.required);
  if (missing.length === 0) return;
  throw new ShriveError(
    'STAGE_INCOMPLETE',
    `Still open: ${missing.map((question) => question.question).join(' ')}`,
    { details: { fields: missing.map((question) => question.field) } },
  );
}

/**
 * The label with those of its own answers that its questions ask for; what is answered to a question whose condition
 * does not hold goes. Fails with INPUT_INVALID, naming the answer, where one fits no question.
 */
export function fittingAnswers(body: LabelBody, rubric: Rubric, claims: readonly string[]): LabelBody {
  const [problem] = answerProblems(body, rubric.questions, claims);
  if (problem === undefined) return withoutUnasked(body, rubric.questions, claims);
  const { path, reason } = wrongField(problem.path, problem.expected, problem.found);
  throw new ShriveError('INPUT_INVALID', `${rubric.id}: ${reason}`, { where: { path } });
}
