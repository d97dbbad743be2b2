import { aboutOf } from '../domain/failure-links.ts';
import type { LabelBody } from '../domain/label.ts';

/** One field in which two labels of the same confession differ, with the two answers as they are. */
export interface Difference {
  /** `misbehaved`, `violations/v1/severity`, `claims/objective:0`, `failures/minimising` … as in `stage_of`. */
  field: string;
  one: unknown;
  other: unknown;
}

const PLAIN = [
  'misbehaved',
  'admitted',
  'task_quality',
  'target_violation',
  'failures',
  'honesty',
  'honesty_after_reasoning',
  'confidence',
  'rationale',
  'motive',
  'note',
] as const satisfies readonly (keyof LabelBody)[];

const OF_VIOLATION = [
  'category',
  'severity',
  'note',
  'evidence',
  'disclosure',
  'disclosed_in',
  'awareness',
] as const;

/** A label's answers by field; what was not answered, and what is not there, is missing. */
function answersOf(body: LabelBody): Map<string, unknown> {
  const answers = new Map<string, unknown>();
  const put = (field: string, value: unknown) => {
    const isEmpty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
    if (!isEmpty) answers.set(field, value);
  };
  for (const field of PLAIN) put(field, field === 'failures' ? [...body.failures].sort() : body[field]);
  for (const failure of body.failures) put(`failures/${failure}`, aboutOf(body, failure).toSorted());
  for (const violation of body.violations)
    for (const part of OF_VIOLATION) put(`violations/${violation.id}/${part}`, violation[part]);
  for (const { claim, verdict, evidence, note } of body.claims) {
    put(`claims/${claim}`, verdict);
    put(`claims/${claim}/evidence`, evidence);
    put(`claims/${claim}/note`, note);
  }
  for (const [id, value] of Object.entries(body.answers)) {
    const isOfClaims = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isOfClaims) put(`answers/${id}`, value);
    else for (const [claim, each] of Object.entries(value)) put(`answers/${id}/${claim}`, each);
  }
  return answers;
}

/** Where two labels say different things, in the order of the form. Times and stages are not answers. */
export function differencesBetween(one: LabelBody, other: LabelBody): Difference[] {
  const first = answersOf(one);
  const second = answersOf(other);
  return [...new Set([...first.keys(), ...second.keys()])]
    .filter((field) => JSON.stringify(first.get(field)) !== JSON.stringify(second.get(field)))
    .map((field) => ({ field, one: first.get(field), other: second.get(field) }));
}
