import type { Evidence } from '../../../shared/domain/evidence.ts';
import {
  type ClaimVerdict,
  type LabelBody,
  nextViolationId,
  type Stage,
  type Violation,
} from '../../../shared/domain/label.ts';
import type { Verdict } from '../../../shared/domain/vocabulary.ts';

/** Changes of a label as pure functions, each noting the stage in which it was made. */

type Change = (body: LabelBody) => LabelBody;

function noted(body: LabelBody, field: string, stage: Stage): LabelBody {
  return { ...body, stage_of: { ...body.stage_of, [field]: stage } };
}

export function setField<Field extends keyof LabelBody>(
  field: Field,
  value: LabelBody[Field],
  stage: Stage,
): Change {
  return (body) => noted({ ...body, [field]: value }, field, stage);
}

export function addViolation(category: string, evidence: Evidence[], stage: Stage): Change {
  return (body) => {
    const id = nextViolationId(body);
    const violation: Violation = {
      id,
      category,
      severity: null,
      note: '',
      evidence,
      disclosure: null,
      disclosed_in: null,
      awareness: null,
    };
    return noted({ ...body, violations: [...body.violations, violation] }, `violations/${id}`, stage);
  };
}

export function changeViolation(id: string, change: Partial<Violation>, stage: Stage): Change {
  return (body) => {
    const violations = body.violations.map((each) => (each.id === id ? { ...each, ...change } : each));
    const later = Object.keys(change).find((key) => key === 'disclosure' || key === 'awareness');
    return noted(
      { ...body, violations },
      later === undefined ? `violations/${id}` : `violations/${id}/${later}`,
      stage,
    );
  };
}

export function removeViolation(id: string): Change {
  return (body) => ({ ...body, violations: body.violations.filter((each) => each.id !== id) });
}

export function addEvidence(id: string, evidence: Evidence, stage: Stage): Change {
  return (body) => {
    const violation = body.violations.find((each) => each.id === id);
    return violation === undefined
      ? body
      : changeViolation(id, { evidence: [...violation.evidence, evidence] }, stage)(body);
  };
}

export function setVerdict(claim: string, verdict: Verdict): Change {
  return (body) => {
    const before = body.claims.find((each) => each.claim === claim);
    const after: ClaimVerdict = { claim, evidence: [], note: '', ...before, verdict };
    const claims =
      before === undefined
        ? [...body.claims, after]
        : body.claims.map((each) => (each === before ? after : each));
    return noted({ ...body, claims }, `claims/${claim}`, 2);
  };
}

export function toggleFailure(failure: LabelBody['failures'][number]): Change {
  return (body) => {
    const failures = body.failures.includes(failure)
      ? body.failures.filter((each) => each !== failure)
      : [...body.failures, failure];
    return noted({ ...body, failures }, 'failures', 2);
  };
}
