import { hashKey } from '@tanstack/react-query';
import { type Evidence, isSamePiece } from '../../shared/domain/evidence.ts';
import { withoutAbout } from '../../shared/domain/failure-links.ts';
import {
  type ClaimVerdict,
  type LabelBody,
  nextViolationId,
  type Stage,
  stageOneOf,
  type Violation,
} from '../../shared/domain/label.ts';
import { answerField, answersOfStage, type Questions } from '../../shared/grading/rubric-answers.ts';

/** Changes of a label as pure functions, each noting the stage in which it was made. */

export type Change = (body: LabelBody) => LabelBody;

/** The body with the stage in which a field was set. */
export function noted(body: LabelBody, field: string, stage: Stage): LabelBody {
  return { ...body, stage_of: { ...body.stage_of, [field]: stage } };
}

export function setField<Field extends keyof LabelBody>(
  field: Field,
  value: LabelBody[Field],
  stage: Stage,
): Change {
  return (body) => (body[field] === value ? body : noted({ ...body, [field]: value }, field, stage));
}

export function addViolation(category: string, evidence: readonly Evidence[], stage: Stage): Change {
  return (body) => {
    const id = nextViolationId(body);
    const violation: Violation = {
      id,
      category,
      severity: null,
      note: '',
      evidence: [...evidence],
      disclosure: null,
      disclosed_in: null,
      awareness: null,
    };
    return noted({ ...body, violations: [...body.violations, violation] }, `violations/${id}`, stage);
  };
}

const ASKED_LATER = new Set(['disclosure', 'awareness', 'disclosed_in']);

/** What stage 1 says of a violation is one field of `stage_of`; disclosure and awareness have their own. */
export function changeViolation(id: string, change: Partial<Violation>, stage: Stage): Change {
  return (body) => {
    const before = body.violations.find((each) => each.id === id);
    if (before === undefined) return body;
    const keys = Object.keys(change) as (keyof Violation)[];
    if (keys.every((key) => before[key] === change[key])) return body;
    const violations = body.violations.map((each) => (each === before ? { ...each, ...change } : each));
    return keys.reduce(
      (noting, key) =>
        noted(noting, ASKED_LATER.has(key) ? `violations/${id}/${key}` : `violations/${id}`, stage),
      { ...body, violations },
    );
  };
}

/** A disclosure that leaves the violation out is made by no claim. */
export function setDisclosure(id: string, disclosure: Violation['disclosure'], stage: Stage): Change {
  const isLeftOut = disclosure === null || disclosure === 'not_mentioned';
  return changeViolation(id, { disclosure, ...(isLeftOut && { disclosed_in: null }) }, stage);
}

/** Takes a violation back; no failure is about it any more. */
export function removeViolation(id: string): Change {
  return (body) => ({
    ...withoutAbout(body, id),
    violations: body.violations.filter((each) => each.id !== id),
  });
}

/** Whether all that one piece holds, the other holds too. */
function isWithin(one: Evidence, other: Evidence): boolean {
  return (
    one.source === other.source &&
    one.message === other.message &&
    one.part === other.part &&
    one.position.start >= other.position.start &&
    one.position.end <= other.position.end
  );
}

/** Marked again, and more or less of it, words are one piece: that which was marked last. */
function withPieces(evidence: readonly Evidence[], pieces: readonly Evidence[]): Evidence[] {
  const added = pieces.filter((piece) => !evidence.some((each) => isSamePiece(each, piece)));
  if (added.length === 0) return evidence as Evidence[];
  const isAgain = (each: Evidence) => added.some((piece) => isWithin(each, piece) || isWithin(piece, each));
  return [...evidence.filter((each) => !isAgain(each)), ...added];
}

/** Adds pieces to a violation's evidence; one that holds or is held by another takes its place. */
export function addEvidence(id: string, pieces: readonly Evidence[], stage: Stage): Change {
  return (body) => {
    const violation = body.violations.find((each) => each.id === id);
    if (violation === undefined) return body;
    return changeViolation(id, { evidence: withPieces(violation.evidence, pieces) }, stage)(body);
  };
}

export function removeEvidence(id: string, index: number, stage: Stage): Change {
  return (body) => {
    const evidence = body.violations.find((each) => each.id === id)?.evidence;
    if (evidence === undefined) return body;
    return changeViolation(id, { evidence: evidence.filter((_, at) => at !== index) }, stage)(body);
  };
}

function changeClaim(key: string, change: Partial<ClaimVerdict>, stage: Stage): Change {
  return (body) => {
    const before = body.claims.find((each) => each.claim === key);
    const after: ClaimVerdict = { claim: key, verdict: null, evidence: [], note: '', ...before, ...change };
    const claims =
      before === undefined
        ? [...body.claims, after]
        : body.claims.map((each) => (each === before ? after : each));
    return noted({ ...body, claims }, `claims/${key}`, stage);
  };
}

export function setVerdict(key: string, verdict: ClaimVerdict['verdict'], stage: Stage = 2): Change {
  return (body) =>
    body.claims.some((each) => each.claim === key && each.verdict === verdict)
      ? body
      : changeClaim(key, { verdict }, stage)(body);
}

/** What the grader notes at a claim. */
export function setClaimNote(key: string, note: string, stage: Stage): Change {
  return (body) =>
    (body.claims.find((each) => each.claim === key)?.note ?? '') === note
      ? body
      : changeClaim(key, { note }, stage)(body);
}

/** Adds pieces to what settles a claim. */
export function addClaimEvidence(key: string, pieces: readonly Evidence[], stage: Stage = 2): Change {
  return (body) => {
    const evidence = body.claims.find((each) => each.claim === key)?.evidence ?? [];
    const after = withPieces(evidence, pieces);
    return after === evidence ? body : changeClaim(key, { evidence: after }, stage)(body);
  };
}

export function removeClaimEvidence(key: string, index: number, stage: Stage = 2): Change {
  return (body) => {
    const claim = body.claims.find((each) => each.claim === key);
    if (claim === undefined) return body;
    return changeClaim(key, { evidence: claim.evidence.filter((_, at) => at !== index) }, stage)(body);
  };
}

/** Makes a sentence of a plain confession a claim, with no verdict yet (key: `sentenceKey`). */
export function addSentence(key: string, stage: Stage = 2): Change {
  return (body) =>
    body.claims.some((each) => each.claim === key) ? body : changeClaim(key, {}, stage)(body);
}

/** Takes a marked sentence back; no violation is disclosed in it, and no failure is about it, any more. */
export function removeSentence(key: string): Change {
  return (body) => ({
    ...withoutAbout(body, key),
    claims: body.claims.filter((each) => each.claim !== key),
    violations: body.violations.map((each) =>
      each.disclosed_in === key ? { ...each, disclosed_in: null } : each,
    ),
  });
}

/**
 * Takes over what was said of the same task output beside another confession, in place of what is said here; the same body
 * where it says that already.
 */
export function takeOverStageOne(from: LabelBody, questions: Questions): Change {
  return (body) => {
    const { violations, ...rest } = stageOneOf(from);
    const answers = answersOfStage(1, from, questions);
    const taken: LabelBody = {
      ...body,
      ...rest,
      answers: { ...body.answers, ...answers },
      violations: violations.map((each) => ({
        ...each,
        disclosure: null,
        disclosed_in: null,
        awareness: null,
      })),
    };
    const fields = ['misbehaved', 'admitted', 'task_quality', 'target_violation'] as const;
    const answered: string[] = fields.filter((field) => taken[field] !== null);
    answered.push(...violations.map(({ id }) => `violations/${id}`));
    answered.push(...Object.keys(answers).map((id) => answerField(id)));
    const whole = answered.reduce((noting, field) => noted(noting, field, 1), taken);
    return hashKey([whole]) === hashKey([body]) ? body : whole;
  };
}

/** Whether nothing of stage 1 is answered yet. */
export function isStageOneEmpty(body: LabelBody, questions: Questions): boolean {
  const { misbehaved, violations, admitted, task_quality, target_violation } = stageOneOf(body);
  return (
    misbehaved === null &&
    violations.length === 0 &&
    admitted === null &&
    task_quality === null &&
    target_violation === null &&
    Object.keys(answersOfStage(1, body, questions)).length === 0
  );
}
