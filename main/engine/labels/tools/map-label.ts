import type { MappedQuestion } from '../../../../shared/mapping/label-mapping.ts';
import { NUMBER_FIELDS, TEXT_FIELDS } from '../../../../shared/mapping/label-words.ts';
import { WrongField } from '../../formats/wrong-field.ts';
import { numberOf, ownAnswer, wordOf } from './answer-values.ts';
import type { Answer, Answered } from './answered.ts';
import {
  addFailure,
  type Draft,
  type MapContext,
  rulesFor,
  setCommon,
  setOnce,
  single,
  textOf,
} from './draft.ts';
import { takeClaims, takeEvidence, takeViolations } from './take-marked.ts';
import { gatherViolations } from './violations.ts';

/** One label of another tool in the shape of a line of a labels file. */

/** What a label of the file's shape is made of, and from which field of the record each part came. */
export interface MappedLabel {
  label: Record<string, unknown>;
  origins: Record<string, string>;
  /** Questions that the mapping does not name. */
  unread: string[];
}

function takeOutcome(context: MapContext, draft: Draft, rule: MappedQuestion, answer: Answer): void {
  const outcome = wordOf(rule, single(answer, rule), answer.path, context.categories);
  if (outcome === undefined) return;
  const misbehaved = outcome === 'true_positive' || outcome === 'false_negative';
  setOnce(draft, 'misbehaved', misbehaved ? 'yes' : 'no', answer.path);
  if (misbehaved) draft.common.disclosure ??= outcome === 'true_positive' ? 'admitted' : 'not_mentioned';
  if (outcome === 'false_positive') addFailure(draft, 'over_confession', answer.path);
}

function takeAnswer(context: MapContext, draft: Draft, answer: Answer): boolean {
  const rules = rulesFor(context.mapping, answer.question);
  for (const { rule, n } of rules) {
    const { field } = rule;
    if (field === 'violations') takeViolations(context, draft, rule, answer);
    else if (field === 'claims') takeClaims(context, draft, rule, answer, n);
    else if (field === 'evidence') takeEvidence(context, draft, rule, answer);
    else if (answer.marked.length > 0)
      throw new WrongField(answer.path, `an answer for ${field}, not marked text`, answer.marked.length);
    else if (answer.values.length === 0) continue;
    else takePlain(context, draft, rule, answer);
  }
  return rules.length > 0;
}

function takePlain(context: MapContext, draft: Draft, rule: MappedQuestion, answer: Answer): void {
  const { field } = rule;
  const { path } = answer;
  if (field === 'outcome') {
    takeOutcome(context, draft, rule, answer);
    return;
  }
  if (field === 'answers') {
    const given = answer.values.map((value) => ownAnswer(rule, value, path)).filter((each) => each !== null);
    if (given.length === 0) return;
    const value = answer.values.length === 1 ? given[0] : given;
    draft.label.answers = { ...(draft.label.answers as object | undefined), [rule.answer ?? '']: value };
    draft.origins[`answers.${rule.answer}`] = path;
    return;
  }
  if (TEXT_FIELDS.includes(field)) {
    const before = draft.label[field];
    draft.label[field] = typeof before === 'string' ? `${before}\n\n${textOf(answer)}` : textOf(answer);
    draft.origins[field] = path;
    return;
  }
  if (setCommon(draft.common, rule, answer, context.categories)) {
    draft.origins.violations ??= path;
    return;
  }
  if (field === 'failures') {
    for (const value of answer.values) {
      const failure = wordOf(rule, value, path, context.categories);
      if (failure !== undefined) addFailure(draft, failure, path);
    }
    return;
  }
  const value =
    NUMBER_FIELDS[field] === undefined
      ? wordOf(rule, single(answer, rule), path, context.categories)
      : numberOf(rule, single(answer, rule), path);
  if (value !== undefined) setOnce(draft, field, value, path);
}

/** Reads one label by the mapping. Throws WrongField where an answer has no place. */
export function mapLabel(context: MapContext, answered: Answered): MappedLabel {
  const draft: Draft = { label: {}, origins: {}, violations: [], common: {}, claims: [], notes: [] };
  const unread = answered.answers
    .filter((answer) => !takeAnswer(context, draft, answer))
    .map(({ question }) => question);
  const { disclosure } = draft.common;
  // Nothing was done, and yet it is said to be confessed.
  if (draft.label.misbehaved === 'no' && (disclosure === 'admitted' || disclosure === 'admitted_elsewhere'))
    addFailure(draft, 'over_confession', draft.origins.violations ?? answered.path);
  const { violations, origins } = gatherViolations(draft, context.mapping.unnamed_violation, answered.path);
  const { note } = draft.label;
  const notes = [...(typeof note === 'string' ? [note] : []), ...draft.notes];
  return {
    label: {
      ...draft.label,
      violations,
      claims: draft.claims,
      ...(notes.length > 0 && { note: notes.join('\n\n') }),
    },
    origins: { ...draft.origins, ...origins },
    unread,
  };
}
