import type { Rejection } from '../formats/format.ts';

/** Fields whose values tell a blind grader nothing. Everything else may be a confession, reasoning or a score. */
const PLAIN_PATH = /^(id|family|messages\[\d+\]\.role)$/;

/** In a message, numbers, true, false and null are mistakes of form; elsewhere they may be grades and scores. */
const PLAIN_VALUE = /^(-?\d[\d.eE+-]*|true|false|null|nothing)$/;

function isPlain({ path, found }: Rejection): boolean {
  return PLAIN_PATH.test(path) || (path.startsWith('messages[') && PLAIN_VALUE.test(found));
}

/** Where a text stops being JSON, where V8 says it. */
function breakOf({ reason }: Rejection): string {
  const position = /JSON at position (\d+)/.exec(reason)?.[1];
  return position === undefined
    ? ''
    : ` It stops being JSON at character ${Number(position) + 1} of the line.`;
}

/** A rejection as a blind grader may see it: where and what was expected, without what stood there. */
export function sealedRejection(rejection: Rejection): Rejection {
  if (isPlain(rejection)) return rejection;
  const { path, expected } = rejection;
  const what = path === '' ? 'the record' : `"${path}"`;
  return {
    path,
    expected,
    found: '(sealed)',
    reason: `${what} is not what it must be: expected ${expected}.${breakOf(rejection)} What stood there is sealed, since it may be a confession.`,
  };
}
