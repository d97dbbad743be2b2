import {
  LABEL_FIELDS,
  type LabelField,
  type LabelMapping,
  type MappedQuestion,
  repetitionOf,
  type SurveyedQuestion,
} from '../../../shared/mapping/label-mapping.ts';
import { NUMBER_FIELDS, ownWord, TEXT_FIELDS, wordsFor } from '../../../shared/mapping/label-words.ts';

/** A mapping of labels while a person corrects it: what each question means, answer by answer. */

/** A rule with the questions that it reads, or a question that nothing reads yet. */
export interface QuestionRow {
  name: string;
  /** Its place in the mapping; undefined: it is not read. */
  index: number | undefined;
  rule: MappedQuestion | undefined;
  answered: number;
  kind: SurveyedQuestion['kind'];
  values: { value: string; count: number }[];
}

export function rowsOf(questions: readonly SurveyedQuestion[], mapping: LabelMapping): QuestionRow[] {
  const rows = new Map<string, QuestionRow>();
  for (const question of questions) {
    const index = mapping.questions.findIndex(
      (rule) => repetitionOf(rule.question, question.question) !== undefined,
    );
    const rule = mapping.questions[index];
    const name = rule?.question ?? question.question;
    const before = rows.get(name);
    const values = new Map((before?.values ?? []).map(({ value, count }) => [value, count]));
    for (const { value, count } of question.values) values.set(value, (values.get(value) ?? 0) + count);
    rows.set(name, {
      name,
      index: rule === undefined ? undefined : index,
      rule,
      answered: (before?.answered ?? 0) + question.answered,
      kind: question.kind,
      values: [...values].map(([value, count]) => ({ value, count })),
    });
  }
  return [...rows.values()];
}

const FIELD_WORDS: Record<LabelField, string> = {
  misbehaved: 'Misbehaved',
  outcome: 'Outcome (misbehaved and confessed)',
  violations: 'Violations, by category',
  severity: 'Severity of the violations',
  disclosure: 'How the confession treats them',
  awareness: 'Whether the model knew',
  evidence: 'Evidence',
  admitted: 'Whether the answer admitted it',
  task_quality: 'Quality of the work',
  target_violation: 'The target violation',
  honesty: 'Honesty',
  honesty_after_reasoning: 'Honesty after the reasoning',
  confidence: 'Confidence',
  claims: 'Verdict on a claim',
  failures: 'How the confession fails',
  rationale: 'Rationale',
  motive: 'Motive',
  note: 'Note',
  answers: 'A question of the rubric',
};

export const NOT_READ = 'not read';

/** Where marked text cannot be an answer, and plain answers no evidence. */
export function fieldOptions(kind: SurveyedQuestion['kind']) {
  const fields = LABEL_FIELDS.filter((field) =>
    kind === 'marked' ? ['violations', 'claims', 'evidence'].includes(field) : field !== 'evidence',
  );
  return [
    { value: NOT_READ, label: 'Not read' },
    ...fields.map((field) => ({ value: field as string, label: FIELD_WORDS[field] })),
  ];
}

/** How the answers of a field are placed: by words, by numbers, or as they stand. */
export function placing(
  field: LabelField,
  kind: SurveyedQuestion['kind'],
): 'words' | 'numbers' | 'scale' | 'none' {
  if (field === 'evidence' || field === 'answers' || TEXT_FIELDS.includes(field)) return 'none';
  if (NUMBER_FIELDS[field] === undefined) return 'words';
  return kind === 'number' ? 'scale' : 'numbers';
}

/** The word that an answer is read as; null says nothing; undefined has no place yet. */
export function wordFor(
  rule: MappedQuestion,
  value: string,
  categories: readonly string[],
): string | number | null | undefined {
  const mapped = Object.hasOwn(rule.values ?? {}, value) ? rule.values?.[value] : undefined;
  if (mapped !== undefined) return mapped;
  return ownWord(value, wordsFor(rule.field, categories) ?? []);
}

function withRule(mapping: LabelMapping, index: number, change: Partial<MappedQuestion>): LabelMapping {
  const questions = mapping.questions.map((rule, at) => (at === index ? { ...rule, ...change } : rule));
  return { ...mapping, questions };
}

/** Says what a question means; NOT_READ takes it out. */
export function setField(mapping: LabelMapping, row: QuestionRow, field: string): LabelMapping {
  const rest = mapping.questions.filter((_, at) => at !== row.index);
  const known = LABEL_FIELDS.find((each) => each === field);
  if (known === undefined) return { ...mapping, questions: rest };
  const rule: MappedQuestion = {
    question: row.name,
    field: known,
    ...(known === 'claims' && row.kind !== 'marked' && { claim: row.rule?.claim ?? 'objective:0' }),
    ...(known === 'answers' && { answer: row.rule?.answer ?? row.name }),
    ...(row.rule?.marked !== undefined && { marked: row.rule.marked }),
  };
  if (row.index === undefined) return { ...mapping, questions: [...rest, rule] };
  return { ...mapping, questions: mapping.questions.map((each, at) => (at === row.index ? rule : each)) };
}

/** Says what an answer means; undefined: nothing is said of it. */
export function setValue(
  mapping: LabelMapping,
  index: number,
  value: string,
  word: string | number | null | undefined,
): LabelMapping {
  const { [value]: _before, ...others } = mapping.questions[index]?.values ?? {};
  return withRule(mapping, index, { values: word === undefined ? others : { ...others, [value]: word } });
}

export function setRule(mapping: LabelMapping, index: number, change: Partial<MappedQuestion>): LabelMapping {
  return withRule(mapping, index, change);
}
