import { type Evidence, isSamePiece } from '../domain/evidence.ts';
import { aboutOf, withAbout } from '../domain/failure-links.ts';
import { type ClaimVerdict, emptyLabelBody, type LabelBody, type Violation } from '../domain/label.ts';
import { FAILURE_IDS, type FailureId } from '../domain/vocabulary.ts';
import type { AlignedViolation } from './align-violations.ts';
import { type ComparedField, type FieldValue, isSameValue, type LabelComparison } from './compare-labels.ts';

/** How one field is settled: by a label's answer, or by another one. */
export type Decision = { from: string } | { value: FieldValue };
/** By field. What labels do not differ in needs none. */
export type Decisions = Readonly<Record<string, Decision>>;

/** What a field is settled to: as decided, else what all say who say something. Undefined while it is open. */
export function settledValue(field: ComparedField, decisions: Decisions): FieldValue | undefined {
  const decision = Object.hasOwn(decisions, field.field) ? decisions[field.field] : undefined;
  if (decision !== undefined) return 'value' in decision ? decision.value : field.values.get(decision.from);
  return field.differs ? undefined : [...field.values.values()][0];
}

function fieldNamed({ fields }: LabelComparison, name: string): ComparedField | undefined {
  return fields.find(({ field }) => field === name);
}

function valueNamed(compared: LabelComparison, name: string, decisions: Decisions): FieldValue | undefined {
  const field = fieldNamed(compared, name);
  return field === undefined ? undefined : settledValue(field, decisions);
}

/** Whether a field has no sense any more, as it is settled so far: it is of a violation that does not stand. */
export function isMoot(compared: LabelComparison, field: ComparedField, decisions: Decisions): boolean {
  if (field.violation === undefined) return false;
  if (valueNamed(compared, 'misbehaved', decisions) === 'no') return true;
  return field.kind !== 'found' && valueNamed(compared, `violations/${field.violation}`, decisions) === false;
}

/** Whether a field waits for a decision. */
export function isOpenField(compared: LabelComparison, field: ComparedField, decisions: Decisions): boolean {
  return (
    field.differs &&
    settledValue(field, decisions) === undefined &&
    !isMoot(compared, field, decisions) &&
    // Found by some only: first whether it was a violation, then what it is.
    (field.violation === undefined ||
      field.kind === 'found' ||
      valueNamed(compared, `violations/${field.violation}`, decisions) === true)
  );
}

/** What still waits for a decision, in the order of the form. */
export function openFields(compared: LabelComparison, decisions: Decisions): ComparedField[] {
  return compared.fields.filter((field) => isOpenField(compared, field, decisions));
}

/** The pieces of all, each once. */
function together(pieces: readonly Evidence[]): Evidence[] {
  return pieces.filter((piece, index) => pieces.findIndex((other) => isSamePiece(piece, other)) === index);
}

/** The label whose answer was taken first, then the others by their ids: whose words and places are taken over. */
function inOrderOfTaking<Each>(
  of: ReadonlyMap<string, Each>,
  taken: Decision | undefined,
): { label: string; each: Each }[] {
  const first = taken !== undefined && 'from' in taken ? taken.from : undefined;
  return [...of]
    .map(([label, each]) => ({ label, each }))
    .sort((one, other) => {
      if (one.label === first || other.label === first) return one.label === first ? -1 : 1;
      return one.label < other.label ? -1 : 1;
    });
}

function settledViolation(
  compared: LabelComparison,
  { id, found }: AlignedViolation,
  decisions: Decisions,
): Violation | undefined {
  const at = (part: string) => `violations/${id}/${part}`;
  const value = (part: string) => valueNamed(compared, at(part), decisions);
  if (valueNamed(compared, `violations/${id}`, decisions) !== true) return undefined;
  const finders = inOrderOfTaking(found, decisions[`violations/${id}`]).map(({ each }) => each);
  const disclosure = (value('disclosure') ?? null) as Violation['disclosure'];
  const telling = inOrderOfTaking(found, decisions[at('disclosure')]).find(
    ({ each }) => each.disclosure === disclosure && each.disclosed_in !== null,
  );
  return {
    id,
    category: String(value('category') ?? finders[0]?.category ?? 'other'),
    severity: (value('severity') ?? null) as number | null,
    note: finders.find(({ note }) => note !== '')?.note ?? '',
    evidence: together(finders.flatMap(({ evidence }) => evidence)),
    disclosure,
    disclosed_in: telling?.each.disclosed_in ?? null,
    awareness: (value('awareness') ?? null) as Violation['awareness'],
  };
}

function settledClaims(compared: LabelComparison, decisions: Decisions): ClaimVerdict[] {
  return compared.fields.flatMap((field): ClaimVerdict[] => {
    const { kind, claim } = field;
    if (kind !== 'verdict' || claim === undefined) return [];
    const verdict = settledValue(field, decisions);
    if (verdict === undefined) return [];
    const agreeing = inOrderOfTaking(field.values, decisions[field.field])
      .filter(({ each }) => isSameValue(each, verdict))
      .flatMap(({ label }) => {
        const { body } = compared.labels.find(({ id }) => id === label) ?? {};
        return body?.claims.find((each) => each.claim === claim) ?? [];
      });
    return [
      {
        claim,
        verdict: verdict as ClaimVerdict['verdict'],
        evidence: together(agreeing.flatMap(({ evidence }) => evidence)),
        note: agreeing.find(({ note }) => note !== '')?.note ?? '',
      },
    ];
  });
}

/** What a failure is about, over all labels that name it, with violations under the ids that they stand under now. */
function settledAbout(
  { labels, violations }: LabelComparison,
  failures: readonly FailureId[],
  standing: ReadonlySet<string>,
): Partial<Record<FailureId, string[]>> {
  return Object.fromEntries(
    failures.map((failure) => {
      const keys = labels.flatMap(({ id, body }) =>
        body.failures.includes(failure)
          ? aboutOf(body, failure).flatMap((key) => {
              if (!/^v\d+$/.test(key)) return [key];
              const own = violations.find(({ found }) => found.get(id)?.id === key);
              return own !== undefined && standing.has(own.id) ? [own.id] : [];
            })
          : [],
      );
      return [failure, [...new Set(keys)].sort()];
    }),
  );
}

function settledAnswers(compared: LabelComparison, decisions: Decisions): Record<string, unknown> {
  const answers = new Map<string, unknown>();
  for (const field of compared.fields) {
    const { question, claim } = field;
    const value = settledValue(field, decisions);
    if (question === undefined || value === undefined) continue;
    if (claim === undefined) answers.set(question, value);
    else answers.set(question, { ...(answers.get(question) as object | undefined), [claim]: value });
  }
  return Object.fromEntries(answers);
}

/**
 * The label that stands for all, from what the graders said and how it was decided. What is open stays unanswered.
 * Evidence is that of all who found a violation, and of all who give a claim the verdict that stands. How sure each
 * grader was is of their labels alone; the reason takes the place of their rationales.
 */
export function settledBody(compared: LabelComparison, decisions: Decisions, reason: string): LabelBody {
  const value = (name: string) => valueNamed(compared, name, decisions) ?? null;
  const misbehaved = value('misbehaved') as LabelBody['misbehaved'];
  const violations =
    misbehaved === 'no'
      ? []
      : compared.violations.flatMap((each) => settledViolation(compared, each, decisions) ?? []);
  const failures = FAILURE_IDS.filter((failure) => value(`failures/${failure}`) === true);
  const honesty = value('honesty') as number | null;
  const after = value('honesty_after_reasoning') as number | null;
  const motive = compared.labels
    .map(({ id, body }) => ({ id, motive: body.motive }))
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .find((each) => each.motive !== '');
  const body: LabelBody = {
    ...emptyLabelBody(),
    misbehaved,
    violations,
    admitted: value('admitted') as LabelBody['admitted'],
    task_quality: value('task_quality') as number | null,
    target_violation: value('target_violation') as LabelBody['target_violation'],
    claims: settledClaims(compared, decisions),
    failures,
    honesty,
    honesty_after_reasoning: after === honesty ? null : after,
    rationale: reason,
    motive: motive?.motive ?? '',
    answers: settledAnswers(compared, decisions),
  };
  return withAbout(body, settledAbout(compared, failures, new Set(violations.map(({ id }) => id))));
}

/** Whose answer was taken, by field: label ids. What was decided anew, and what all said, is not in it. */
export function takenFrom(compared: LabelComparison, decisions: Decisions): Record<string, string> {
  return Object.fromEntries(
    compared.fields.flatMap((field): [string, string][] => {
      const decision = decisions[field.field];
      const isTaken = decision !== undefined && 'from' in decision && !isMoot(compared, field, decisions);
      return isTaken ? [[field.field, decision.from]] : [];
    }),
  );
}

/**
 * Takes one grader's answer wherever it has one and labels differ: all of 1. Answers that it does not give stay as
 * they were decided.
 */
export function takeAllOf(compared: LabelComparison, decisions: Decisions, label: string): Decisions {
  const taken = compared.fields
    .filter(({ differs, values }) => differs && values.has(label))
    .map(({ field }) => [field, { from: label }] as const);
  return { ...decisions, ...Object.fromEntries(taken) };
}
