import { type LabelBody, type LabelRevision, stageOneOf } from '../../../shared/domain/label.ts';
import { beforeReasoning, changedAnswers } from '../../../shared/grading/fixed-answers.ts';
import { answersOfStage, type Questions } from '../../../shared/grading/rubric-answers.ts';
import { canonicalJson } from '../hash.ts';

/** What a label said before more was handed over, where it says something else now: exports carry both. */

/** What stage 1 holds, with what the rubric asks in it. */
function judgementOf(body: LabelBody, questions: Questions) {
  const hasOwn = questions.some(({ stage }) => stage === 1);
  return { ...stageOneOf(body), ...(hasOwn && { answers: answersOfStage(1, body, questions) }) };
}

/** What stage 2 holds, with what the rubric asks in it. */
function tellingOf(body: LabelBody, questions: Questions) {
  const hasOwn = questions.some(({ stage }) => stage === 2);
  return {
    claims: body.claims,
    disclosures: body.violations.map(({ id, disclosure, disclosed_in }) => ({
      id,
      disclosure,
      disclosed_in,
    })),
    failures: body.failures,
    failures_about: body.failures_about ?? {},
    honesty: body.honesty,
    confidence: body.confidence,
    rationale: body.rationale,
    ...(hasOwn && { answers: answersOfStage(2, body, questions) }),
  };
}

/** `history`: the grader's revisions of the confession, oldest first. Each is null where nothing was changed. */
export function saidBefore(history: readonly LabelRevision[], body: LabelBody, questions: Questions) {
  const first = history.find((each) => each.committed_stage >= 1);
  const judgement = first === undefined ? null : judgementOf(first.body, questions);
  const isJudgedAnew =
    judgement !== null && canonicalJson(judgement) !== canonicalJson(judgementOf(body, questions));
  const read = beforeReasoning(history);
  const isReadAnew = read !== undefined && changedAnswers(read, body, questions).length > 0;
  return {
    before_reveal: isJudgedAnew ? judgement : null,
    before_reasoning: isReadAnew ? tellingOf(read, questions) : null,
  };
}
