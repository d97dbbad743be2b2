import type { Confession } from '../../../shared/domain/confession.ts';
import {
  claimsWithSentences,
  confessionPartText,
  readConfession,
  sentenceRange,
} from '../../../shared/domain/confession.ts';
import { type Evidence, selectEvidence } from '../../../shared/domain/evidence.ts';
import { canBeAbout, isViolationKey, withAbout } from '../../../shared/domain/failure-links.ts';
import { emptyLabelBody, type LabelBody, type Stage } from '../../../shared/domain/label.ts';
import type { Rubric } from '../../../shared/domain/rubric.ts';
import { type Message, partText } from '../../../shared/domain/transcript.ts';
import { FAILURE_IDS } from '../../../shared/domain/vocabulary.ts';
import {
  answerField,
  answerProblems,
  coerceAnswer,
  withoutUnasked,
} from '../../../shared/grading/rubric-answers.ts';
import type { Rejection } from '../formats/format.ts';
import { isObject, shown, wrongField } from '../formats/json.ts';
import type { FileEvidence, FileLabel } from './labels-file-schema.ts';

/** What a label of a file is about. Messages are read only where evidence asks for them. */
export interface Graded {
  confession: Confession;
  /** Whose questions the label answers. */
  rubric: Rubric;
  messages(): readonly Message[];
}

/** Thrown inside this file only, and turned into a rejection at its door. */
class Wrong extends Error {
  readonly rejection: Rejection;

  constructor(path: string, expected: string, found: unknown) {
    super(expected);
    this.rejection = wrongField(path, expected, found);
  }
}

function placesOf(message: Message, given: FileEvidence): string[] {
  if (given.part !== undefined) return [given.part];
  if (given.call !== undefined) return [`tool_calls/${given.call}/arguments`];
  return [
    ...message.content.map((_part, index) => `content/${index}`),
    ...(message.tool_calls ?? []).map((_call, index) => `tool_calls/${index}/arguments`),
  ];
}

/** Where a quote stands in a text: at `start` where that is given, else where it first is. */
function findQuote(text: string | undefined, given: FileEvidence): [start: number, end: number] | undefined {
  if (text === undefined) return undefined;
  const at = given.start ?? text.indexOf(given.quote);
  return at >= 0 && text.startsWith(given.quote, at) ? [at, at + given.quote.length] : undefined;
}

function evidenceOf(graded: Graded, given: FileEvidence, path: string): Evidence {
  if (given.source === 'confession') {
    const part = given.part ?? 'text';
    const text = confessionPartText(graded.confession, part);
    const range = findQuote(text, given);
    if (text === undefined || range === undefined)
      throw new Wrong(`${path}.quote`, `words that stand in the confession's ${part}`, given.quote);
    return selectEvidence({ source: 'confession', part }, text, ...range);
  }
  if (given.message === undefined)
    throw new Wrong(`${path}.message`, 'the number of a message, from 0', undefined);
  const messages = graded.messages();
  const message = messages[given.message];
  if (message === undefined)
    throw new Wrong(
      `${path}.message`,
      `a message of the transcript, 0 to ${messages.length - 1}`,
      given.message,
    );
  for (const part of placesOf(message, given)) {
    const text = partText(message, part);
    const range = findQuote(text, given);
    if (text !== undefined && range !== undefined)
      return selectEvidence({ source: 'transcript', message: given.message, part }, text, ...range);
  }
  throw new Wrong(`${path}.quote`, `words that stand in message ${given.message}`, given.quote);
}

function allEvidence(graded: Graded, given: readonly FileEvidence[], path: string): Evidence[] {
  return given.map((each, index) => evidenceOf(graded, each, `${path}.evidence[${index}]`));
}

/** Refuses the key of a claim that the confession has not. */
function requireClaim(graded: Graded, key: string, path: string): void {
  const range = sentenceRange(key);
  if (range !== undefined) {
    const length = graded.confession.text?.length ?? 0;
    if (range.start < range.end && range.end <= length) return;
    throw new Wrong(path, `a range within the confession's ${length} characters`, key);
  }
  const { claims, grade } = readConfession(graded.confession);
  const keys = [...claims.map((claim) => claim.key), ...(grade === undefined ? [] : ['grade'])];
  if (keys.includes(key)) return;
  throw new Wrong(path, `a claim of this confession (it has ${keys.join(', ') || 'none'})`, key);
}

function violationsOf(graded: Graded, label: FileLabel): LabelBody['violations'] {
  const given = new Set<string>();
  return label.violations.map((violation, index) => {
    const path = `violations[${index}]`;
    const id = violation.id ?? `v${index + 1}`;
    if (given.has(id)) throw new Wrong(`${path}.id`, 'an id not used twice in one label', id);
    given.add(id);
    if (violation.claim !== null) requireClaim(graded, violation.claim, `${path}.claim`);
    return {
      id,
      category: violation.category,
      severity: violation.severity,
      note: violation.note,
      evidence: allEvidence(graded, violation.evidence, path),
      disclosure: violation.disclosure,
      disclosed_in: violation.claim,
      awareness: violation.awareness,
    };
  });
}

function claimsOf(graded: Graded, label: FileLabel): LabelBody['claims'] {
  return label.claims.map((claim, index) => {
    const path = `claims[${index}]`;
    requireClaim(graded, claim.claim, `${path}.claim`);
    return { ...claim, evidence: allEvidence(graded, claim.evidence, path) };
  });
}

/** What each failure is about, checked against the label's own violations and the confession's claims. */
function failuresAboutOf(graded: Graded, label: FileLabel): NonNullable<LabelBody['failures_about']> {
  const ids = label.violations.map(({ id }, index) => id ?? `v${index + 1}`);
  for (const failure of FAILURE_IDS) {
    const keys = label.failures_about[failure] ?? [];
    if (keys.length > 0 && !label.failures.includes(failure))
      throw new Wrong(`failures_about.${failure}`, 'a failure that `failures` names', failure);
    keys.forEach((key, index) => {
      const path = `failures_about.${failure}[${index}]`;
      const isViolation = isViolationKey(key);
      if (!canBeAbout(failure, isViolation ? 'violations' : 'claims'))
        throw new Wrong(path, `what ${failure} can be about`, key);
      if (!isViolation) requireClaim(graded, key, path);
      else if (!ids.includes(key))
        throw new Wrong(path, `a violation of this label (it has ${ids.join(', ') || 'none'})`, key);
    });
  }
  return label.failures_about;
}

/** The answers as the rubric's questions take them; those to questions that are not asked are left out. */
function withAnswers({ rubric: { questions }, confession }: Graded, body: LabelBody): LabelBody {
  const answers = Object.fromEntries(
    Object.entries(body.answers).map(([id, value]) => {
      const question = questions.find((each) => each.id === id);
      if (question === undefined) return [id, value];
      if (question.scope === 'item' || !isObject(value)) return [id, coerceAnswer(question, value)];
      const ofClaims = Object.entries(value).map(([claim, each]) => [claim, coerceAnswer(question, each)]);
      return [id, Object.fromEntries(ofClaims)];
    }),
  );
  const claims = claimsWithSentences(
    confession,
    body.claims.map(({ claim }) => claim),
  ).map(({ key }) => key);
  const answered = { ...body, answers };
  const [problem] = answerProblems(answered, questions, claims);
  if (problem !== undefined) throw new Wrong(problem.path, problem.expected, problem.found);
  return withoutUnasked(answered, questions, claims);
}

/** The stage to which each answer belongs; when it was really given, only the file's maker knows. */
function stagesOf(body: LabelBody, { questions }: Rubric): LabelBody['stage_of'] {
  const stages: Record<string, Stage> = { misbehaved: 1, honesty: 2 };
  const set = (field: string, stage: Stage, isAnswered: boolean) => {
    if (isAnswered) stages[field] = stage;
  };
  set('admitted', 1, body.admitted !== null);
  set('task_quality', 1, body.task_quality !== null);
  set('target_violation', 1, body.target_violation !== null);
  for (const { id, disclosure, awareness } of body.violations) {
    set(`violations/${id}`, 1, true);
    set(`violations/${id}/disclosure`, 2, disclosure !== null);
    set(`violations/${id}/awareness`, 3, awareness !== null);
  }
  for (const { claim } of body.claims) set(`claims/${claim}`, 2, true);
  set('failures', 2, body.failures.length > 0);
  set('confidence', 2, body.confidence !== null);
  set('rationale', 2, body.rationale !== '');
  set('motive', 3, body.motive !== '');
  set('honesty_after_reasoning', 3, body.honesty_after_reasoning !== null);
  for (const [id, answer] of Object.entries(body.answers)) {
    const question = questions.find((each) => each.id === id);
    if (question === undefined) continue;
    const claims = question.scope === 'item' ? [undefined] : Object.keys(answer as object);
    for (const claim of claims) set(answerField(id, claim), question.stage, true);
  }
  return stages;
}

/** On the five-step scale 1 is 0 and 5 is 1. */
function confidenceOf({ confidence }: FileLabel, scale: 1 | 5): number | null {
  if (confidence === null || scale === 1) return confidence;
  if (confidence < 1)
    throw new Wrong('confidence', 'a number from 1 to 5, as elsewhere in this file', confidence);
  return (confidence - 1) / 4;
}

/** The label as Shrive keeps it, evidence and claims checked against what they point to; or what is wrong with it. */
export function buildBody(
  graded: Graded,
  label: FileLabel,
  scale: 1 | 5,
): LabelBody | { rejected: Rejection } {
  try {
    const {
      transcript: _transcript,
      confession: _confession,
      state: _state,
      rubric: _rubric,
      reason: _reason,
      grader: _grader,
      stage_of: given,
      failures_about: _about,
      ...said
    } = label;
    const plain = withAnswers(graded, {
      ...emptyLabelBody(),
      ...said,
      violations: violationsOf(graded, label),
      claims: claimsOf(graded, label),
      confidence: confidenceOf(label, scale),
    });
    const body = withAbout(plain, failuresAboutOf(graded, label));
    return { ...body, stage_of: given ?? stagesOf(body, graded.rubric) };
  } catch (error) {
    if (error instanceof Wrong) return { rejected: error.rejection };
    throw error;
  }
}

/** What is wrong where a label names something that the dataset does not have. */
export function noSuch(what: 'transcript' | 'confession', label: FileLabel): Rejection {
  const expected =
    what === 'transcript'
      ? 'a transcript of this dataset'
      : `a confession of transcript ${shown(label.transcript)}`;
  return wrongField(what, expected, label[what]);
}
