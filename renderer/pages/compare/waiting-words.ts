import { formatCount } from '../../kit/format.ts';

/** How many pairs are not offered yet, and what they wait for; nothing where none waits. */
export function waitingWords(waiting: number): string {
  if (waiting === 0) return '';
  return waiting === 1
    ? '1 pair waits until you have judged its task output.'
    : `${formatCount(waiting)} pairs wait until you have judged their task output.`;
}
