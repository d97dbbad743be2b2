import type { Stage } from '../../shared/domain/label.ts';
import type { RubricQuestion } from '../../shared/domain/rubric.ts';
import { type AnswerValue, answerField, answerTo } from '../../shared/grading/rubric-answers.ts';
import { type Change, noted } from './label-changes.ts';

/** Answers without that to one question. */
export function without(answers: Record<string, unknown>, key: string): Record<string, unknown> {
  const { [key]: _gone, ...rest } = answers;
  return rest;
}

/** Answers one of the rubric's own questions, of the item or of one claim; undefined takes the answer back. */
export function setAnswer(
  question: Pick<RubricQuestion, 'id' | 'scope'>,
  claim: string | undefined,
  value: AnswerValue | undefined,
  stage: Stage,
): Change {
  return (body) => {
    const { id, scope } = question;
    if (JSON.stringify(answerTo(body, question, claim)) === JSON.stringify(value)) return body;
    const field = answerField(id, claim);
    if (scope === 'item' || claim === undefined) {
      const rest = without(body.answers, id);
      return noted({ ...body, answers: value === undefined ? rest : { ...rest, [id]: value } }, field, stage);
    }
    const before = Object.hasOwn(body.answers, id) ? body.answers[id] : {};
    const rest = without(typeof before === 'object' && before !== null ? { ...before } : {}, claim);
    const ofClaims = value === undefined ? rest : { ...rest, [claim]: value };
    const answers =
      Object.keys(ofClaims).length === 0 ? without(body.answers, id) : { ...body.answers, [id]: ofClaims };
    return noted({ ...body, answers }, field, stage);
  };
}
