import type { Rejection } from '../formats/format.ts';

/** Fields whose values tell a blind grader nothing. Everything else may be a confession, reasoning or a score. */
const PLAIN_PATH = /^(id|family|messages\[\d+\]\.role)$/;

/** A rejection as a blind grader may see it: where and what was expected, without what stood there. */
export function sealedRejection(rejection: Rejection): Rejection {
  if (PLAIN_PATH.test(rejection.path)) return rejection;
  const { path, expected } = rejection;
  const what = path === '' ? 'the record' : `"${path}"`;
  return {
    path,
    expected,
    found: '(sealed)',
    reason: `${what} is not what it must be: expected ${expected}. What stood there is sealed, since it may be a confession.`,
  };
}
