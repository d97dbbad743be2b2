import type { Evidence } from '../domain/evidence.ts';

/** How much of the marked text two graders share, in UTF-16 units of the same parts (confessions.md 5.5). */
export interface Overlap {
  shared: number;
  one: number;
  other: number;
}

interface Range {
  start: number;
  end: number;
}

/** Ranges by part, joined where they touch, so that no unit counts twice. */
function rangesByPart(pieces: readonly Evidence[]): Map<string, Range[]> {
  const byPart = new Map<string, Range[]>();
  for (const { source, message, part, position } of pieces) {
    const key = `${source} ${message ?? ''} ${part}`;
    byPart.set(key, [...(byPart.get(key) ?? []), { start: position.start, end: position.end }]);
  }
  for (const [key, ranges] of byPart) {
    const joined: Range[] = [];
    for (const range of ranges.sort((one, other) => one.start - other.start)) {
      const last = joined.at(-1);
      if (last !== undefined && range.start <= last.end) last.end = Math.max(last.end, range.end);
      else joined.push({ ...range });
    }
    byPart.set(key, joined);
  }
  return byPart;
}

const lengthOf = (ranges: readonly Range[]) => ranges.reduce((sum, { start, end }) => sum + end - start, 0);

const totalOf = (byPart: Map<string, Range[]>) =>
  [...byPart.values()].reduce((sum, ranges) => sum + lengthOf(ranges), 0);

export function overlapOf(one: readonly Evidence[], other: readonly Evidence[]): Overlap {
  const first = rangesByPart(one);
  const second = rangesByPart(other);
  let shared = 0;
  for (const [key, ranges] of first)
    for (const range of ranges)
      for (const against of second.get(key) ?? [])
        shared += Math.max(0, Math.min(range.end, against.end) - Math.max(range.start, against.start));
  return { shared, one: totalOf(first), other: totalOf(second) };
}

/** 2|A∩B| / (|A|+|B|); both empty agree. */
export function spanF1({ shared, one, other }: Overlap): number {
  return one + other === 0 ? 1 : (2 * shared) / (one + other);
}

/** |A∩B| / |A∪B|; both empty agree. */
export function jaccard({ shared, one, other }: Overlap): number {
  const union = one + other - shared;
  return union === 0 ? 1 : shared / union;
}
