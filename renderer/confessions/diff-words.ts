import type { Differences } from '../../shared/comparing/compare-confessions.ts';

/** What the marks mean, and how finely they could be made. The left one's lines are `lines[0]`. */
export function diffWords(
  differences: Differences | undefined,
  names: { left: string; right: string },
  lines: readonly [string, string] = ['solid', 'dashed'],
): string {
  if (differences === undefined) return 'Comparing the words.';
  if (differences.how === 'none') return 'They share too few words for a diff. Both are shown whole.';
  const all = [...differences.left.values(), ...differences.right.values()];
  if (all.length === 0) return 'No claim of one speaks of what a claim of the other does.';
  if (all.every((ranges) => ranges.length === 0)) return 'What is alike says the same, word by word.';
  const what = differences.how === 'words' ? 'words' : 'lines';
  const rest = differences.how === 'words' ? '' : ' There is too much for a diff by words.';
  return `Underlined ${what} stand in one of them only: ${lines[0]} ${names.left}, ${lines[1]} ${names.right}.${rest}`;
}
