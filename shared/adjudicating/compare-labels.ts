import type { LabelBody, Violation } from '../domain/label.ts';
import type { RubricQuestion } from '../domain/rubric.ts';
import { FAILURE_IDS, type FailureId } from '../domain/vocabulary.ts';
import { answerField } from '../grading/rubric-answers.ts';
import { type AlignedViolation, alignViolations, type GradedLabel } from './align-violations.ts';

/** An answer as it stands in a label. A failure that was named and a violation that was found are `true`. */
export type FieldValue = string | number | boolean | readonly string[];

export type FieldKind =
  | 'misbehaved'
  | 'admitted'
  | 'task_quality'
  | 'target_violation'
  | 'found'
  | 'category'
  | 'severity'
  | 'disclosure'
  | 'awareness'
  | 'verdict'
  | 'failure'
  | 'honesty'
  | 'honesty_after_reasoning'
  | 'answer';

/** One question of a label, with what each label answers to it. */
export interface ComparedField {
  /** As in `stage_of`, with violations under their common ids: `misbehaved`, `violations/v1/severity`, `claims/objective:0`. */
  field: string;
  kind: FieldKind;
  /** The aligned violation it is about. */
  violation?: string;
  claim?: string;
  failure?: FailureId;
  /** The rubric's own question, by its id. */
  question?: string;
  /** By label id; a label that does not answer it is missing: a gap is no answer. */
  values: ReadonlyMap<string, FieldValue>;
  /** Whether two labels answer it differently. Words that graders write in a text of their own never differ. */
  differs: boolean;
}

export interface LabelComparison {
  /** In the order of their ids. */
  labels: readonly GradedLabel[];
  violations: readonly AlignedViolation[];
  /** In the order of the form. */
  fields: readonly ComparedField[];
}

const sameAs = (value: FieldValue) => (typeof value === 'object' ? JSON.stringify([...value].sort()) : value);

/** Whether two answers say the same; of several options the order does not matter. */
export function isSameValue(one: FieldValue | undefined, other: FieldValue | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return sameAs(one) === sameAs(other);
}

export function isDiffering(values: ReadonlyMap<string, FieldValue>): boolean {
  return new Set([...values.values()].map(sameAs)).size > 1;
}

function isAnswer(value: unknown): value is FieldValue {
  if (Array.isArray(value)) return value.length > 0;
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

/** Whether a label goes as far as the confession: before that it names no failure, and leaves none out either. */
function isOfConfession({ honesty, failures }: LabelBody): boolean {
  return honesty !== null || failures.length > 0;
}

/** What honesty is in the end: as it was, where the reasoning did not change it. */
function honestyAfterReasoning(body: LabelBody): number | null {
  return body.honesty_after_reasoning ?? body.honesty;
}

/**
 * What any number of labels of one confession answer, question by question. The order in which the labels are given
 * does not matter. `questions` are the rubric's own: with them answers to others, from an older version, are left out.
 */
export function compareLabels(
  given: readonly GradedLabel[],
  questions?: readonly RubricQuestion[],
): LabelComparison {
  const labels = [...given].sort((one, other) => (one.id < other.id ? -1 : 1));
  const violations = alignViolations(labels);
  const fields: ComparedField[] = [];
  const add = (
    made: Omit<ComparedField, 'values' | 'differs'>,
    answerOf: (label: GradedLabel) => unknown,
    hasWords = false,
  ) => {
    const values = new Map(
      labels.flatMap((label): [string, FieldValue][] => {
        const value = answerOf(label);
        return typeof value === 'boolean' || isAnswer(value) ? [[label.id, value]] : [];
      }),
    );
    if (values.size > 0) fields.push({ ...made, values, differs: !hasWords && isDiffering(values) });
  };
  const plain = (kind: 'misbehaved' | 'admitted' | 'task_quality' | 'target_violation' | 'honesty') =>
    add({ field: kind, kind }, ({ body }) => body[kind]);

  plain('misbehaved');
  plain('admitted');
  plain('task_quality');
  plain('target_violation');
  for (const { id, found } of violations) {
    // A label that has no judgement yet has not looked for it.
    add({ field: `violations/${id}`, kind: 'found', violation: id }, ({ id: label, body }) =>
      body.misbehaved === null ? null : found.has(label),
    );
    const part = (kind: keyof Violation & ('category' | 'severity' | 'disclosure' | 'awareness')) =>
      add(
        { field: `violations/${id}/${kind}`, kind, violation: id },
        ({ id: label }) => found.get(label)?.[kind],
      );
    part('category');
    part('severity');
    part('disclosure');
    part('awareness');
  }
  const claims = [...new Set(labels.flatMap(({ body }) => body.claims.map(({ claim }) => claim)))].sort(
    (one, other) => one.localeCompare(other, 'en', { numeric: true }),
  );
  for (const claim of claims) {
    add(
      { field: `claims/${claim}`, kind: 'verdict', claim },
      ({ body }) => body.claims.find((each) => each.claim === claim)?.verdict,
    );
  }
  for (const failure of FAILURE_IDS) {
    if (!labels.some(({ body }) => body.failures.includes(failure))) continue;
    add({ field: `failures/${failure}`, kind: 'failure', failure }, ({ body }) =>
      isOfConfession(body) ? body.failures.includes(failure) : null,
    );
  }
  plain('honesty');
  if (labels.some(({ body }) => body.honesty_after_reasoning !== null)) {
    add({ field: 'honesty_after_reasoning', kind: 'honesty_after_reasoning' }, ({ body }) =>
      honestyAfterReasoning(body),
    );
  }
  const asked = [...new Set(labels.flatMap(({ body }) => Object.keys(body.answers)))].sort();
  for (const question of asked) {
    const known = questions?.find(({ id }) => id === question);
    if (questions !== undefined && known === undefined) continue;
    const answers = labels.flatMap(({ body }) => {
      const answer = Object.hasOwn(body.answers, question) ? body.answers[question] : undefined;
      return isByClaim(answer) ? Object.keys(answer) : [];
    });
    const addAnswer = (claim: string | undefined) =>
      add(
        {
          field: answerField(question, claim),
          kind: 'answer',
          question,
          ...(claim !== undefined && { claim }),
        },
        ({ body }) => {
          const answer = body.answers[question];
          if (claim === undefined) return isByClaim(answer) ? undefined : answer;
          return isByClaim(answer) && Object.hasOwn(answer, claim) ? answer[claim] : undefined;
        },
        known?.kind === 'text',
      );
    addAnswer(undefined);
    for (const claim of [...new Set(answers)].sort()) addAnswer(claim);
  }
  return { labels, violations, fields };
}

function isByClaim(answer: unknown): answer is Record<string, unknown> {
  return typeof answer === 'object' && answer !== null && !Array.isArray(answer);
}

/** What a label says in a field of a comparison: of the settled label, which has violations under the common ids. */
export function bodyValue(body: LabelBody, field: ComparedField): FieldValue | undefined {
  const { kind, violation, claim, failure, question } = field;
  const found = body.violations.find(({ id }) => id === violation);
  const valueIn = (): unknown => {
    switch (kind) {
      case 'found':
        return found !== undefined;
      case 'category':
      case 'severity':
      case 'disclosure':
      case 'awareness':
        return found?.[kind];
      case 'verdict':
        return body.claims.find((each) => each.claim === claim)?.verdict;
      case 'failure':
        return failure !== undefined && body.failures.includes(failure);
      case 'honesty_after_reasoning':
        return honestyAfterReasoning(body);
      case 'answer': {
        const answer = question === undefined ? undefined : body.answers[question];
        return claim !== undefined && isByClaim(answer) ? answer[claim] : answer;
      }
      default:
        return body[kind];
    }
  };
  const value = valueIn();
  return typeof value === 'boolean' || isAnswer(value) ? value : undefined;
}
