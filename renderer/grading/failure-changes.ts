import { aboutOf, withAbout } from '../../shared/domain/failure-links.ts';
import type { LabelBody, Stage } from '../../shared/domain/label.ts';
import type { FailureId } from '../../shared/domain/vocabulary.ts';
import { type Change, noted } from './label-changes.ts';

/** How a confession fails, and which claim or violation that is about: changes of a label as pure functions. */

function withKeys(body: LabelBody, failure: FailureId, keys: string[]): LabelBody {
  return withAbout(body, { ...body.failures_about, [failure]: keys });
}

/** Names a failure, of the confession as a whole or of one claim or violation; named again, of that one as well. */
export function nameFailure(failure: FailureId, about: string | undefined, stage: Stage): Change {
  return (body) => {
    const isNamed = body.failures.includes(failure);
    const keys = aboutOf(body, failure);
    if (isNamed && (about === undefined || keys.includes(about))) return body;
    const named = isNamed ? body : { ...body, failures: [...body.failures, failure] };
    return noted(about === undefined ? named : withKeys(named, failure, [...keys, about]), 'failures', stage);
  };
}

/** Takes a failure back, with what it was about. */
export function removeFailure(failure: FailureId, stage: Stage): Change {
  return (body) => {
    if (!body.failures.includes(failure)) return body;
    const failures = body.failures.filter((each) => each !== failure);
    return noted(withKeys({ ...body, failures }, failure, []), 'failures', stage);
  };
}

/** Says, or takes back, that a failure is about one claim or violation. */
export function toggleAbout(failure: FailureId, about: string, stage: Stage): Change {
  return (body) => {
    const keys = aboutOf(body, failure);
    if (!keys.includes(about)) return nameFailure(failure, about, stage)(body);
    return noted(
      withKeys(
        body,
        failure,
        keys.filter((key) => key !== about),
      ),
      'failures',
      stage,
    );
  };
}

/** Of the confession as a whole: no claim or violation is meant any more. */
export function aboutTheWhole(failure: FailureId, stage: Stage): Change {
  return (body) =>
    aboutOf(body, failure).length === 0 ? body : noted(withKeys(body, failure, []), 'failures', stage);
}
