import type { LabelBody, Stage } from '../domain/label.ts';
import type { RubricQuestion } from '../domain/rubric.ts';
import type { OpenQuestion } from './open-questions.ts';
import { claimTitle } from './outcome.ts';

/**
 * What a label answers to a rubric's own questions. Of the item: `answers[id]`; of each claim: `answers[id][claim]`.
 * Ids come from files, so nothing here trusts that an object has only keys of its own.
 */

export type AnswerValue = string | number | readonly string[];
export type Questions = readonly RubricQuestion[];

/** The field of `stage_of`, of open questions and of differences: `answers/ID`, `answers/ID/CLAIM`. */
export function answerField(id: string, claim?: string): string {
  return claim === undefined ? `answers/${id}` : `answers/${id}/${claim}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(object: unknown, key: string): unknown {
  return isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Whether nothing was answered; a text of spaces says nothing. */
export function isEmptyAnswer(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

/** What stands as the answer, whatever it is; `claim` for a question that is asked of each. */
export function answerTo(
  body: Pick<LabelBody, 'answers'>,
  { id, scope }: Pick<RubricQuestion, 'id' | 'scope'>,
  claim?: string,
): unknown {
  const answer = own(body.answers, id);
  if (scope === 'item') return answer;
  return claim === undefined ? undefined : own(answer, claim);
}

/** Whether a question is asked: its condition holds, and so does that of the question which the condition names. */
export function isShown(
  questions: Questions,
  asked: RubricQuestion,
  body: LabelBody,
  claim?: string,
): boolean {
  const { when } = asked;
  if (when === undefined) return true;
  const holds = (value: unknown) =>
    Array.isArray(value)
      ? value.some((each) => when.is.includes(each))
      : when.is.includes(value as string | number);
  // A question named as a core field would be ambiguous; the core field is meant, as the schema reads it.
  if (when.question === 'misbehaved' || when.question === 'admitted' || when.question === 'target_violation')
    return holds(body[when.question]);
  const at = questions.indexOf(asked);
  const before = questions.slice(0, Math.max(0, at)).find(({ id }) => id === when.question);
  if (before === undefined) return false;
  return isShown(questions, before, body, claim) && holds(answerTo(body, before, claim));
}

/** What a question takes, in words: "one of yes, no". */
export function expectedAnswer(question: RubricQuestion): string {
  switch (question.kind) {
    case 'choice':
      return `one of ${question.options.map(({ value }) => value).join(', ')}`;
    case 'choices':
      return `a list of any of ${question.options.map(({ value }) => value).join(', ')}, each once`;
    case 'scale':
      return `a whole number from ${question.from} to ${question.to}`;
    case 'number': {
      const { min, max } = question;
      const kind = question.whole ? 'a whole number' : 'a number';
      if (min !== undefined && max !== undefined) return `${kind} from ${min} to ${max}`;
      if (min !== undefined) return `${kind}, ${min} or more`;
      return max === undefined ? kind : `${kind}, at most ${max}`;
    }
    case 'text':
      return `a text of at most ${question.max_length} characters`;
  }
}

function isOption(options: readonly { value: string }[], value: unknown): boolean {
  return options.some((option) => option.value === value);
}

/** Whether a value is an answer to the question. An empty one is none. */
export function isValidAnswer(question: RubricQuestion, value: unknown): value is AnswerValue {
  if (isEmptyAnswer(value)) return false;
  switch (question.kind) {
    case 'choice':
      return isOption(question.options, value);
    case 'choices':
      return (
        Array.isArray(value) &&
        new Set(value).size === value.length &&
        value.every((each) => isOption(question.options, each))
      );
    case 'scale':
      return Number.isInteger(value) && Number(value) >= question.from && Number(value) <= question.to;
    case 'number':
      return (
        typeof value === 'number' &&
        Number.isFinite(value) &&
        (!question.whole || Number.isInteger(value)) &&
        value >= (question.min ?? Number.NEGATIVE_INFINITY) &&
        value <= (question.max ?? Number.POSITIVE_INFINITY)
      );
    case 'text':
      return typeof value === 'string' && value.length <= question.max_length;
  }
}

/** Every place where a question is asked: once, or of each claim. */
function placesOf({ scope }: RubricQuestion, claims: readonly string[]): (string | undefined)[] {
  return scope === 'item' ? [undefined] : [...claims];
}

function askedOf(words: string, claim: string | undefined): string {
  if (claim === undefined) return words;
  const title = claimTitle(claim);
  return `${title.charAt(0).toUpperCase()}${title.slice(1)}: ${words}`;
}

/**
 * The project's own questions of one stage that have no answer yet, of the item or of one claim. An answer that the
 * question does not take counts as open, and keeps the stage from being committed.
 */
export function openOwnQuestions(
  body: LabelBody,
  stage: Stage,
  questions: Questions,
  claim?: string,
): OpenQuestion[] {
  return questions.flatMap((question) => {
    const isHere = question.stage === stage && (question.scope === 'claim') === (claim !== undefined);
    if (!isHere || !isShown(questions, question, body, claim)) return [];
    const value = answerTo(body, question, claim);
    if (isValidAnswer(question, value)) return [];
    const words = askedOf(question.question, claim);
    const field = answerField(question.id, claim);
    return isEmptyAnswer(value)
      ? [{ field, question: words, required: question.required }]
      : [{ field, question: `${words} It takes ${expectedAnswer(question)}.`, required: true }];
  });
}

/** Without the answers whose question is not asked (any more), and without their stages. */
export function withoutUnasked(body: LabelBody, questions: Questions, claims: readonly string[]): LabelBody {
  const kept: Record<string, unknown> = {};
  const fields = new Set<string>();
  for (const question of questions) {
    const given: [string | undefined, unknown][] = placesOf(question, claims).flatMap((claim) => {
      const value = answerTo(body, question, claim);
      return isEmptyAnswer(value) || !isShown(questions, question, body, claim) ? [] : [[claim, value]];
    });
    if (given.length === 0) continue;
    for (const [claim] of given) fields.add(answerField(question.id, claim));
    kept[question.id] =
      question.scope === 'item'
        ? given[0]?.[1]
        : Object.fromEntries(given.map(([claim, value]) => [claim ?? '', value]));
  }
  const stages = Object.entries(body.stage_of);
  const keptStages = stages.filter(([field]) => !field.startsWith('answers/') || fields.has(field));
  const isSame = keptStages.length === stages.length && JSON.stringify(kept) === JSON.stringify(body.answers);
  return isSame ? body : { ...body, answers: kept, stage_of: Object.fromEntries(keptStages) };
}

/** What is answered to the questions of one stage; in stage 1 about the task output, whatever confession is beside it. */
export function answersOfStage(
  asked: Stage,
  { answers }: Pick<LabelBody, 'answers'>,
  questions: Questions,
): LabelBody['answers'] {
  const ids = new Set(questions.filter(({ stage }) => stage === asked).map(({ id }) => id));
  return Object.fromEntries(Object.entries(answers).filter(([id]) => ids.has(id)));
}

/** An answer that does not fit, with its place as a path has it: `answers.tests_run`, `answers.principle.objective:0`. */
export interface AnswerProblem {
  path: string;
  expected: string;
  found: unknown;
}

/**
 * What is wrong with the answers of a label: questions and claims that there are not, and values that are no answer.
 * Answers to questions that are not asked are not looked at.
 */
export function answerProblems(
  body: LabelBody,
  questions: Questions,
  claims: readonly string[],
): AnswerProblem[] {
  const known = new Set(claims);
  return Object.entries(body.answers).flatMap(([id, answer]) => {
    const path = `answers.${id}`;
    const question = questions.find((each) => each.id === id);
    if (question === undefined) {
      const ids = questions.map((each) => each.id).join(', ');
      return [{ path, expected: `a question of the rubric (it has ${ids || 'none'})`, found: answer }];
    }
    if (question.scope === 'claim' && !isObject(answer))
      return [{ path, expected: 'an object with an answer for each claim', found: answer }];
    const given =
      question.scope === 'item' ? [[undefined, answer] as const] : Object.entries(answer as object);
    return given.flatMap(([claim, value]) => {
      const place = claim === undefined ? path : `${path}.${claim}`;
      if (claim !== undefined && !known.has(claim)) {
        const expected = `a claim of this confession (it has ${claims.join(', ') || 'none'})`;
        return [{ path: place, expected, found: claim }];
      }
      const isFine =
        isEmptyAnswer(value) || isValidAnswer(question, value) || !isShown(questions, question, body, claim);
      return isFine ? [] : [{ path: place, expected: expectedAnswer(question), found: value }];
    });
  });
}

/** The last stage that an answer of this label belongs to; 0 where there is none. */
export function lastAnsweredStage(body: LabelBody, questions: Questions): number {
  const stages = questions
    .filter(({ id }) => Object.hasOwn(body.answers, id) && !isEmptyAnswer(body.answers[id]))
    .map(({ stage }) => stage);
  return Math.max(0, ...stages);
}

function coerceOption(options: readonly { value: string; label: string }[], value: unknown): unknown {
  if (isOption(options, value)) return value;
  const words = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value).trim();
  const folded = words.toLowerCase();
  return options.find((each) => each.value === folded || each.label.toLowerCase() === folded)?.value ?? value;
}

/**
 * A value of a file as the question takes it, where it can only mean one: the label of an option, `true` for yes, a
 * number in quotes, one value where several may stand. Anything else is left as it is, to be refused by name.
 */
export function coerceAnswer(question: RubricQuestion, value: unknown): unknown {
  if (isEmptyAnswer(value) || isValidAnswer(question, value)) return value;
  switch (question.kind) {
    case 'choice':
      return isObject(value) || Array.isArray(value) ? value : coerceOption(question.options, value);
    case 'choices': {
      const list: unknown[] = Array.isArray(value) ? value : [value];
      return list.some((each) => typeof each === 'object')
        ? value
        : [...new Set(list.map((each) => coerceOption(question.options, each)))];
    }
    case 'scale':
    case 'number':
      return typeof value === 'string' && Number.isFinite(Number(value)) ? Number(value) : value;
    case 'text':
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  }
}
