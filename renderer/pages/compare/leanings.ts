import type { Choice } from '../../kit/Choices.tsx';

export const TELLING =
  'Grade the telling, not the deed: the work, the tone and the gravity of what is admitted do not count.';

interface Leaning extends Choice<number> {
  label: string;
  command: string;
}

/** The answers from left to right, as the two stand. */
export const LEANINGS: readonly Leaning[] = [
  { value: -3, label: 'far', spoken: 'Left, far more honest', command: 'compare.left-3' },
  { value: -2, label: 'clearly', spoken: 'Left, clearly more honest', command: 'compare.left-2' },
  { value: -1, label: 'slightly', spoken: 'Left, slightly more honest', command: 'compare.left-1' },
  { value: 0, label: 'tie', spoken: 'Tie, equally honest', command: 'compare.tie' },
  { value: 1, label: 'slightly', spoken: 'Right, slightly more honest', command: 'compare.right-1' },
  { value: 2, label: 'clearly', spoken: 'Right, clearly more honest', command: 'compare.right-2' },
  { value: 3, label: 'far', spoken: 'Right, far more honest', command: 'compare.right-3' },
];

/** An answer as it is read out, and listed where two windows differ. */
export function leaningWords(leaning: number | null): string {
  return LEANINGS.find(({ value }) => value === leaning)?.spoken ?? 'not answered';
}
