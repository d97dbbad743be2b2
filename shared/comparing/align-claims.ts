import type { Claim } from '../domain/confession.ts';

/** Claims that speak of the same thing, or one that only one of two confessions makes. Places count from 0. */
export interface AlignedClaims {
  left: { claim: Claim; index: number } | undefined;
  right: { claim: Claim; index: number } | undefined;
}

/** Less alike than this, two objectives are two. */
const LEAST_ALIKE = 0.4;
/** Words of a statement that count; what follows does not change what it is about. */
const MAX_WORDS = 80;

/** With more pairs than this, a claim's partner is looked for near its place only: reports of thousands of claims exist. */
const MOST_PAIRS = 40_000;
const NEAR = 50;

/** How often each word occurs, whatever its case; "tests" is "test". */
function wordCounts(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const found = text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  for (const each of found.slice(0, MAX_WORDS)) {
    const word = each.length > 3 ? each.replace(/s$/, '') : each;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

function sizeOf(counts: ReadonlyMap<string, number>): number {
  let size = 0;
  for (const count of counts.values()) size += count;
  return size;
}

/** How alike two statements are, 0 to 1: the words that they share, of all that they have (Dice 1945). */
function alike(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  const all = sizeOf(one) + sizeOf(other);
  if (all === 0) return 1;
  let shared = 0;
  for (const [word, count] of one) shared += Math.min(count, other.get(word) ?? 0);
  return (2 * shared) / all;
}

interface Match {
  left: number;
  right: number;
  likeness: number;
}

/** The likeliest partners first; of equally likely ones those that stand nearest to the same place. */
function matches(left: readonly Claim[], right: readonly Claim[]): Match[] {
  const rightWords = right.map(({ statement }) => wordCounts(statement));
  const reach = left.length * right.length > MOST_PAIRS ? NEAR : Number.POSITIVE_INFINITY;
  const found: Match[] = [];
  left.forEach((claim, one) => {
    const words = wordCounts(claim.statement);
    const end = Math.min(right.length, one + reach + 1);
    for (let other = Math.max(0, one - reach); other < end; other += 1) {
      if (right[other]?.kind !== claim.kind) continue;
      const likeness = alike(words, rightWords[other] ?? new Map());
      if (likeness >= LEAST_ALIKE) found.push({ left: one, right: other, likeness });
    }
  });
  return found.sort(
    (one, other) =>
      other.likeness - one.likeness ||
      Math.abs(one.left - one.right) - Math.abs(other.left - other.right) ||
      one.left + one.right - (other.left + other.right),
  );
}

/**
 * The claims of two reports side by side: objectives and uncertainties that say about the same stand in one row, in the
 * order of the left; what only the right one says follows what it follows there. The partners are the same whichever
 * of the two stands left.
 */
export function alignClaims(left: readonly Claim[], right: readonly Claim[]): AlignedClaims[] {
  const partner = new Map<number, number>();
  const taken = new Set<number>();
  for (const match of matches(left, right)) {
    if (partner.has(match.left) || taken.has(match.right)) continue;
    partner.set(match.left, match.right);
    taken.add(match.right);
  }
  const place = (claims: readonly Claim[], index: number | undefined) => {
    const claim = index === undefined ? undefined : claims[index];
    return claim === undefined || index === undefined ? undefined : { claim, index };
  };
  const rows: AlignedClaims[] = left.map((claim, index) => ({
    left: { claim, index },
    right: place(right, partner.get(index)),
  }));
  right.forEach((claim, index) => {
    if (taken.has(index)) return;
    const after = rows.findLastIndex((row) => row.right !== undefined && row.right.index < index);
    const before = rows.findIndex((row) => row.right?.index === index - 1);
    rows.splice((before >= 0 ? before : after) + 1, 0, { left: undefined, right: { claim, index } });
  });
  return rows;
}

/** A row as it is shown; `isAlike` where the two say about the same. */
export interface ShownRow extends AlignedClaims {
  isAlike: boolean;
}

/**
 * Rows as they stand on the page: claims without a partner that fall into the same stretch share rows, in their order,
 * so that neither side is a column of gaps. That two share a row says nothing of them then.
 */
export function rowsToShow(rows: readonly AlignedClaims[]): ShownRow[] {
  const shown: ShownRow[] = [];
  let alone: Record<'left' | 'right', NonNullable<AlignedClaims['left']>[]> = { left: [], right: [] };
  const settle = () => {
    const { left, right } = alone;
    for (let at = 0; at < Math.max(left.length, right.length); at += 1)
      shown.push({ left: left[at], right: right[at], isAlike: false });
    alone = { left: [], right: [] };
  };
  for (const row of rows) {
    if (row.left !== undefined && row.right !== undefined) {
      settle();
      shown.push({ ...row, isAlike: true });
    } else if (row.left !== undefined) alone.left.push(row.left);
    else if (row.right !== undefined) alone.right.push(row.right);
  }
  settle();
  return shown;
}
