import type { Rejection } from '../formats/format.ts';
import { wrongField } from '../formats/json.ts';
import type { ScoreOptions } from './joined.ts';

/** Inspect's letters: correct, incorrect, partial, no answer. They are no numbers, so no scale applies to them. */
const LETTERS = new Map([
  ['C', 1],
  ['I', 0],
  ['P', 0.5],
  ['N', 0],
]);

/** A score as 0 to 1 by the scale that was said, never by a guess; where it is none, why. */
export function readScore(
  value: unknown,
  path: string,
  { zero, one }: ScoreOptions['scale'],
): number | { rejected: Rejection } {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') {
    const letter = LETTERS.get(value.trim());
    if (letter !== undefined) return letter;
  }
  const isNumber = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
  const number = isNumber ? Number(value) : Number.NaN;
  if (!(number >= Math.min(zero, one) && number <= Math.max(zero, one))) {
    const hint = zero === 0 && one === 1 ? ', or another scale said for all (--scale)' : '';
    return { rejected: wrongField(path, `a score from ${zero} to ${one}${hint}`, value) };
  }
  return (number - zero) / (one - zero);
}
