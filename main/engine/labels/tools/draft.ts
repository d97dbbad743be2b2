import type { LabelMapping, MappedQuestion } from '../../../../shared/mapping/label-mapping.ts';
import { repetitionOf } from '../../../../shared/mapping/label-mapping.ts';
import { WrongField } from '../../formats/wrong-field.ts';
import { answerText, numberOf, wordOf } from './answer-values.ts';
import type { Answer } from './answered.ts';
import type { GradedTexts } from './place-marked.ts';
import type { FoundViolation } from './violations.ts';

/** A label of another tool while its answers are taken one by one. */

export interface MapContext {
  record: unknown;
  mapping: LabelMapping;
  categories: readonly string[];
  /** The transcript and confession that the record is about; read only where something was marked. */
  texts(): GradedTexts;
}

export interface Draft {
  label: Record<string, unknown>;
  origins: Record<string, string>;
  violations: FoundViolation[];
  /** Of the item as a whole: said of each violation that has none of its own. */
  common: Omit<FoundViolation, 'category' | 'path'>;
  claims: Record<string, unknown>[];
  notes: string[];
}

/** The rules that a question's answers are read by. */
export function rulesFor(mapping: LabelMapping, question: string) {
  return mapping.questions.flatMap((rule) => {
    const repetition = repetitionOf(rule.question, question);
    return repetition === undefined ? [] : [{ rule, n: repetition.n }];
  });
}

/** Sets a field that has one answer. */
export function setOnce(draft: Draft, field: string, value: unknown, path: string): void {
  const before = draft.label[field];
  if (before !== undefined && before !== value)
    throw new WrongField(
      path,
      `one answer for ${field} (${draft.origins[field]} says ${String(before)})`,
      value,
    );
  draft.label[field] = value;
  draft.origins[field] = path;
}

export function single(answer: Answer, rule: MappedQuestion): unknown {
  const [only, another] = answer.values;
  if (another !== undefined) throw new WrongField(answer.path, `one answer for ${rule.field}`, answer.values);
  return only;
}

/** Takes what is said of violations: their severity, how they are disclosed, whether the model knew. */
export function setCommon(
  common: Draft['common'],
  rule: MappedQuestion,
  answer: Answer,
  categories: readonly string[],
): boolean {
  const { field } = rule;
  const value = () => single(answer, rule);
  if (answer.values.length === 0)
    return field === 'severity' || field === 'disclosure' || field === 'awareness';
  switch (field) {
    case 'severity':
      common.severity = numberOf(rule, value(), answer.path);
      return true;
    case 'disclosure':
      common.disclosure = wordOf(rule, value(), answer.path, categories);
      return true;
    case 'awareness':
      common.awareness = wordOf(rule, value(), answer.path, categories);
      return true;
    case 'note':
    case 'rationale':
      common.note = textOf(answer);
      return true;
    default:
      return false;
  }
}

export function textOf(answer: Answer): string {
  return answer.values.map((value) => answerText(value, answer.path)).join('\n');
}

export function addFailure(draft: Draft, failure: string, path: string): void {
  const before = (draft.label.failures ?? []) as string[];
  draft.label.failures = before.includes(failure) ? before : [...before, failure];
  draft.origins.failures = path;
}
