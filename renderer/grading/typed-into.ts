import type { LabelBody } from '../../shared/domain/label.ts';
import { answerField, type Questions } from '../../shared/grading/rubric-answers.ts';
import { without } from './answer-changes.ts';

const TEXTS = ['note', 'rationale', 'motive'] as const;

/**
 * The text that was typed in, where that is all that changed: `note`, `violations/v1/note`, `answers/why`. Letters typed
 * into one text one after the other are undone together.
 */
export function typedInto(
  before: LabelBody,
  after: LabelBody,
  questions: Questions = [],
): string | undefined {
  const typed = questions.filter(({ kind }) => kind === 'text' || kind === 'number');
  const withoutTyped = (answers: LabelBody['answers']) =>
    typed.reduce((rest, { id }) => without(rest, id), answers);
  const rest = (body: LabelBody) => ({
    ...body,
    note: '',
    rationale: '',
    motive: '',
    violations: [],
    claims: body.claims.map((claim) => ({ ...claim, note: '' })),
    answers: withoutTyped(body.answers),
    stage_of: {},
  });
  if (JSON.stringify(rest(before)) !== JSON.stringify(rest(after))) return undefined;
  const fields: string[] = TEXTS.filter((field) => before[field] !== after[field]);
  if (before.violations.length !== after.violations.length) return undefined;
  for (const [index, violation] of after.violations.entries()) {
    const old = before.violations[index];
    if (old === violation || old === undefined) continue;
    if (JSON.stringify({ ...old, note: '' }) !== JSON.stringify({ ...violation, note: '' })) return undefined;
    fields.push(`violations/${violation.id}/note`);
  }
  for (const [index, claim] of after.claims.entries())
    if (claim.note !== before.claims[index]?.note) fields.push(`claims/${claim.claim}/note`);
  for (const { id } of typed) fields.push(...typedAnswers(id, before.answers[id], after.answers[id]));
  return fields.length === 1 ? fields[0] : undefined;
}

/** The fields in which an answer that is typed differs: of claims, one for each claim. */
function typedAnswers(id: string, before: unknown, after: unknown): string[] {
  const isOfClaims = [before, after].some((value) => typeof value === 'object' && value !== null);
  if (!isOfClaims) return before === after ? [] : [answerField(id)];
  const [old, now] = [before ?? {}, after ?? {}] as Record<string, unknown>[];
  return [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])]
    .filter((claim) => old?.[claim] !== now?.[claim])
    .map((claim) => answerField(id, claim));
}
