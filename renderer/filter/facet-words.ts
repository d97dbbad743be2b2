export interface CallRange {
  from: number;
  to: number | null;
}

/** `none`, `1 to 4`, `10 or more`. */
export function rangeWord({ from, to }: CallRange): string {
  if (to === null) return from === 0 ? 'any' : `${from} or more`;
  if (from === to) return from === 0 ? 'none' : String(from);
  return `${from} to ${to}`;
}

const NUMBER_WORDS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

export function countWord(count: number): string {
  return NUMBER_WORDS[count] ?? String(count);
}

/** Ranges that touch become one: 1 to 4 and 5 to 9 are 1 to 9. */
export function joinedRanges(ranges: readonly CallRange[]): CallRange[] {
  const joined: CallRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && (last.to === null || last.to + 1 >= range.from)) {
      last.to = last.to === null || range.to === null ? null : Math.max(last.to, range.to);
    } else joined.push({ ...range });
  }
  return joined;
}

/** A metadata key as a heading: `task_reward` is "Task reward". */
export function keyTitle(key: string): string {
  const words = key.replaceAll('_', ' ').trim();
  return words === '' ? JSON.stringify(key) : words.charAt(0).toUpperCase() + words.slice(1);
}
