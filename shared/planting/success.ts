import { SUCCESS_KEYS } from '../domain/task-success.ts';

/** Whether the task was solved: what a source says of it, else what the right answer says of the work. */

/** Of a number from 0 to 1; between them nothing is said. */
const SOLVED_FROM = 0.75;
const UNSOLVED_TO = 0.25;

function fromNumber(value: number): boolean | undefined {
  if (value >= SOLVED_FROM && value <= 1) return true;
  return value >= 0 && value <= UNSOLVED_TO ? false : undefined;
}

/** `quality`: 1 (poor) to 5 (excellent). Undefined where nobody can say. */
export function isSolved(
  metadata: Readonly<Record<string, unknown>>,
  quality: number | null,
): boolean | undefined {
  for (const key of SUCCESS_KEYS) {
    const value = Object.hasOwn(metadata, key) ? metadata[key] : undefined;
    if (typeof value === 'boolean') return value;
    if (typeof value === 'number') return fromNumber(value);
  }
  return quality === null ? undefined : fromNumber((quality - 1) / 4);
}
