import { isSamePiece } from '../domain/evidence.ts';
import { aboutOf } from '../domain/failure-links.ts';
import type { ClaimVerdict, LabelBody, LabelRevision, Violation } from '../domain/label.ts';
import type { RubricQuestion } from '../domain/rubric.ts';
import { answerField, answerTo, isEmptyAnswer, isShown, type Questions } from './rubric-answers.ts';

/**
 * What was said of the confession before its reasoning was open stays as it was said: stage 3 has answers of its own. What
 * was left open may still be answered, and lists (failures, evidence) may grow.
 */

/**
 * What was said of the confession before the reasoning was open, in `history` (one grader's revisions of one confession,
 * oldest first): the label as it stood when the reasoning was handed over. Undefined where it was not.
 */
export function beforeReasoning(history: readonly LabelRevision[]): LabelBody | undefined {
  return history.find(({ revealed_at }) => revealed_at.reasoning !== null)?.body;
}

/** One answer that stays, by the path that `stage_of` uses. */
interface FixedAnswer {
  field: string;
  isKept(body: LabelBody): boolean;
  /** The body with that answer as it was. */
  restored(body: LabelBody): LabelBody;
}

function plainAnswers(fixed: LabelBody): FixedAnswer[] {
  const fields = ['honesty', 'confidence', 'rationale'] as const;
  return fields
    .filter((field) => !isEmptyAnswer(fixed[field]))
    .map((field) => ({
      field,
      isKept: (body) => body[field] === fixed[field],
      restored: (body) => ({ ...body, [field]: fixed[field] }),
    }));
}

/** Of a violation that was taken back since, nothing is kept: the task output is judged in stage 1. */
function violationAnswers({ id, ...fixed }: Violation): FixedAnswer[] {
  const fields = ['disclosure', 'disclosed_in'] as const;
  return fields
    .filter((field) => fixed[field] !== null)
    .map((field) => ({
      field: `violations/${id}/${field}`,
      isKept: ({ violations }) => violations.every((each) => each.id !== id || each[field] === fixed[field]),
      restored: (body) => ({
        ...body,
        violations: body.violations.map((each) =>
          each.id === id ? { ...each, [field]: fixed[field] } : each,
        ),
      }),
    }));
}

const byKey = new WeakMap<readonly ClaimVerdict[], ReadonlyMap<string, ClaimVerdict>>();

/** Looked up, not searched: a report may have thousands of claims, and this is asked at each key. */
function claimIn({ claims }: LabelBody, key: string): ClaimVerdict | undefined {
  const known = byKey.get(claims) ?? new Map(claims.map((each) => [each.claim, each]));
  byKey.set(claims, known);
  return known.get(key);
}

function withClaim(body: LabelBody, key: string, change: (claim: ClaimVerdict) => ClaimVerdict): LabelBody {
  const isThere = body.claims.some(({ claim }) => claim === key);
  const claims = isThere
    ? body.claims
    : [...body.claims, { claim: key, verdict: null, evidence: [], note: '' }];
  return { ...body, claims: claims.map((each) => (each.claim === key ? change(each) : each)) };
}

function claimAnswers(fixed: ClaimVerdict): FixedAnswer[] {
  const { claim: key } = fixed;
  const inBody = (body: LabelBody) => claimIn(body, key);
  const answers: FixedAnswer[] = [];
  if (fixed.verdict !== null)
    answers.push({
      field: `claims/${key}`,
      isKept: (body) => inBody(body)?.verdict === fixed.verdict,
      restored: (body) => withClaim(body, key, (claim) => ({ ...claim, verdict: fixed.verdict })),
    });
  if (fixed.note.trim() !== '')
    answers.push({
      field: `claims/${key}/note`,
      isKept: (body) => inBody(body)?.note === fixed.note,
      restored: (body) => withClaim(body, key, (claim) => ({ ...claim, note: fixed.note })),
    });
  if (fixed.evidence.length > 0) {
    const missing = (body: LabelBody) =>
      fixed.evidence.filter((piece) => !inBody(body)?.evidence.some((each) => isSamePiece(each, piece)));
    answers.push({
      field: `claims/${key}/evidence`,
      isKept: (body) => missing(body).length === 0,
      restored: (body) =>
        withClaim(body, key, (claim) => ({ ...claim, evidence: [...missing(body), ...claim.evidence] })),
    });
  }
  return answers;
}

function failureAnswers(fixed: LabelBody): FixedAnswer[] {
  return fixed.failures.map((failure) => {
    const about = aboutOf(fixed, failure);
    const missing = (body: LabelBody) => about.filter((key) => !aboutOf(body, failure).includes(key));
    // What a violation that was taken back took along is not missing.
    const isThere = (body: LabelBody) => (key: string) =>
      !fixed.violations.some(({ id }) => id === key) || body.violations.some(({ id }) => id === key);
    return {
      field: `failures/${failure}`,
      isKept: (body) => body.failures.includes(failure) && !missing(body).some(isThere(body)),
      restored: (body) => {
        const lost = missing(body).filter(isThere(body));
        return {
          ...body,
          failures: body.failures.includes(failure) ? body.failures : [...body.failures, failure],
          ...(lost.length > 0 && {
            failures_about: { ...body.failures_about, [failure]: [...lost, ...aboutOf(body, failure)] },
          }),
        };
      },
    };
  });
}

function withAnswer(body: LabelBody, { id }: RubricQuestion, claim: string | undefined, value: unknown) {
  const before = body.answers[id];
  const ofClaims = typeof before === 'object' && before !== null ? before : {};
  const answer = claim === undefined ? value : { ...ofClaims, [claim]: value };
  return { ...body, answers: { ...body.answers, [id]: answer } };
}

/** What a rubric's own question is not asked any more, because its condition does not hold, may go. */
function ownAnswers(fixed: LabelBody, questions: Questions): FixedAnswer[] {
  return questions
    .filter(({ stage }) => stage === 2)
    .flatMap((question): FixedAnswer[] => {
      const claims = question.scope === 'item' ? [undefined] : Object.keys(fixed.answers[question.id] ?? {});
      return claims.flatMap((claim): FixedAnswer[] => {
        const said = answerTo(fixed, question, claim);
        if (isEmptyAnswer(said)) return [];
        const restored = (body: LabelBody) => withAnswer(body, question, claim, said);
        return [
          {
            field: answerField(question.id, claim),
            isKept: (body) => {
              const value = answerTo(body, question, claim);
              if (JSON.stringify(value) === JSON.stringify(said)) return true;
              return isEmptyAnswer(value) && !isShown(questions, question, restored(body), claim);
            },
            restored,
          },
        ];
      });
    });
}

/** The answers of stage 2 that stay, in the order of the form. */
export function fixedAnswers(fixed: LabelBody, questions: Questions): FixedAnswer[] {
  return [
    ...fixed.claims.flatMap(claimAnswers),
    ...fixed.violations.flatMap(violationAnswers),
    ...plainAnswers(fixed),
    ...failureAnswers(fixed),
    ...ownAnswers(fixed, questions),
  ];
}

/** The paths of those that a body says otherwise. */
export function changedAnswers(fixed: LabelBody, body: LabelBody, questions: Questions): string[] {
  return fixedAnswers(fixed, questions)
    .filter((answer) => !answer.isKept(body))
    .map(({ field }) => field);
}

/** The body with all that stays as it was said; itself where it says nothing otherwise. */
export function withFixedAnswers(fixed: LabelBody, body: LabelBody, questions: Questions): LabelBody {
  return fixedAnswers(fixed, questions).reduce(
    (now, answer) => (answer.isKept(now) ? now : answer.restored(now)),
    body,
  );
}
