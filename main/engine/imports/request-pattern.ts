import { RE2JS } from 're2js';
import { ShriveError } from '../../../shared/contract/errors.ts';

/** A request says early what it wants; of a longer text this much is looked at. */
const MAX_TEXT = 20_000;

/**
 * Whether a text asks for a confession, by a pattern that a person wrote. Matched by RE2, whose time grows with the text
 * and not with the pattern: no pattern can hold the engine up. It has no look-around and no back references.
 */
export function requestPattern(pattern: string): (text: string) => boolean {
  try {
    const compiled = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE | RE2JS.DOTALL);
    return (text) => compiled.matcher(text.slice(0, MAX_TEXT)).find();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ShriveError(
      'INPUT_INVALID',
      `The pattern for confession requests cannot be used: ${why}. Patterns are those of RE2: without look-around and back references.`,
      { where: { path: 'confession_request' }, cause: error },
    );
  }
}
