import {
  claimKeyOf,
  type MappedQuestion,
  type MarkedText,
} from '../../../../shared/mapping/label-mapping.ts';
import { WrongField } from '../../formats/wrong-field.ts';
import { wordOf } from './answer-values.ts';
import type { Answer, Marked } from './answered.ts';
import { type Draft, type MapContext, rulesFor, setCommon, single } from './draft.ts';
import { type PlacedQuote, placeMarked, wordsOf } from './place-marked.ts';

/** Answers that may be marked text: violations, claims and evidence. */

/** Where marked text stands; undefined where it was not found and goes to the note instead. */
function place(
  context: MapContext,
  draft: Draft,
  marked: Marked,
  how: MarkedText | undefined,
): PlacedQuote | undefined {
  const rule = how ?? {};
  try {
    return placeMarked(context.record, marked, rule, context.texts());
  } catch (error) {
    if (!(error instanceof WrongField) || rule.unplaced !== 'note') throw error;
    const words = wordsOf(context.record, marked, rule) ?? '';
    draft.notes.push(
      `Marked as ${marked.labels.join(', ') || 'evidence'}, not found in the transcript: “${words}”`,
    );
    return undefined;
  }
}

/** What was asked of one marked piece. */
function ofPiece({ mapping, categories }: MapContext, marked: Marked): Draft['common'] {
  const common: Draft['common'] = {};
  for (const answer of marked.answers)
    for (const { rule } of rulesFor(mapping, answer.question)) setCommon(common, rule, answer, categories);
  return common;
}

export function takeViolations(
  context: MapContext,
  draft: Draft,
  rule: MappedQuestion,
  answer: Answer,
): void {
  const { categories } = context;
  for (const value of answer.values) {
    const category = wordOf(rule, value, answer.path, categories);
    if (category !== undefined) draft.violations.push({ category, path: answer.path });
  }
  for (const marked of answer.marked)
    for (const label of marked.labels) {
      const category = wordOf(rule, label, marked.path, categories);
      if (category === undefined) continue;
      const evidence = place(context, draft, marked, rule.marked);
      draft.violations.push({
        category,
        path: marked.path,
        ...ofPiece(context, marked),
        ...(evidence !== undefined && { evidence: [{ ...evidence, from: marked.path }] }),
      });
    }
}

export function takeClaims(
  context: MapContext,
  draft: Draft,
  rule: MappedQuestion,
  answer: Answer,
  n: string | undefined,
): void {
  const add = (claim: string, verdict: string | undefined, path: string) => {
    if (verdict === undefined) return;
    draft.origins[`claims[${draft.claims.length}]`] = path;
    draft.claims.push({ claim, verdict });
  };
  for (const marked of answer.marked) {
    const found = place(context, draft, marked, { ...rule.marked, source: 'confession' });
    if (found === undefined) continue;
    if (found.part !== 'text') {
      // A word of the report: the verdict is on the claim that has it.
      add(found.part.split('/')[0] ?? found.part, claimVerdict(context, rule, marked), marked.path);
      continue;
    }
    const key = `text:${found.start}-${found.start + found.quote.length}`;
    add(key, claimVerdict(context, rule, marked), marked.path);
  }
  if (answer.values.length === 0) return;
  if (rule.claim === undefined)
    throw new WrongField(
      answer.path,
      'a mapping that says on which claim this is the verdict',
      answer.values,
    );
  const verdict = wordOf(rule, single(answer, rule), answer.path, context.categories);
  add(claimKeyOf(rule.claim, n), verdict, answer.path);
}

function claimVerdict({ categories }: MapContext, rule: MappedQuestion, marked: Marked): string | undefined {
  const [label, another] = marked.labels;
  if (label === undefined || another !== undefined)
    throw new WrongField(marked.path, 'one label, which is the verdict', marked.labels);
  return wordOf(rule, label, marked.path, categories);
}

/** Marked text that is evidence and says no more. */
export function takeEvidence(context: MapContext, draft: Draft, rule: MappedQuestion, answer: Answer): void {
  for (const marked of answer.marked) {
    const evidence = place(context, draft, marked, rule.marked);
    if (evidence !== undefined)
      draft.common.evidence = [...(draft.common.evidence ?? []), { ...evidence, from: marked.path }];
  }
}
