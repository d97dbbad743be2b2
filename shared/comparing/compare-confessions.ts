import { type Claim, type Confession, readConfession } from '../domain/confession.ts';
import { type AlignedClaims, alignClaims } from './align-claims.ts';
import { DIFF_LIMITS, diffTexts, markedRanges, type TextDiff } from './word-diff.ts';

export type Side = 'left' | 'right';
export type Words = Pick<Confession, 'text' | 'report'>;

interface Range {
  start: number;
  end: number;
}

/** How two confessions stand side by side: claim by claim where both are reports, else each as it was written. */
export type Arrangement =
  | { kind: 'claims'; rows: AlignedClaims[] }
  | { kind: 'whole'; left: Claim[]; right: Claim[] };

/** What stands on one side only, by the part that evidence addresses, and how finely it could be told. */
export interface Differences {
  how: TextDiff['how'];
  left: ReadonlyMap<string, readonly Range[]>;
  right: ReadonlyMap<string, readonly Range[]>;
}

const claimsOf = (words: Words) => readConfession({ id: '–', ...words }).claims;

export function arrange(left: Words, right: Words): Arrangement {
  const [leftClaims, rightClaims] = [claimsOf(left), claimsOf(right)];
  return leftClaims.length > 0 && rightClaims.length > 0
    ? { kind: 'claims', rows: alignClaims(leftClaims, rightClaims) }
    : { kind: 'whole', left: leftClaims, right: rightClaims };
}

interface Part {
  part: string;
  text: string;
}

function partsOfClaim(claim: Claim | undefined): Part[] {
  if (claim === undefined) return [];
  const parts = [{ part: claim.key, text: claim.statement }];
  return claim.analysis === undefined
    ? parts
    : [...parts, { part: `${claim.key}/analysis`, text: claim.analysis }];
}

function partsOf(words: Words, claims: readonly Claim[]): Part[] {
  return claims.length > 0 ? claims.flatMap(partsOfClaim) : [{ part: 'text', text: words.text ?? '' }];
}

/** Parts one after the other, and back from ranges of that text to ranges of the parts. */
function sharedOut(parts: readonly Part[], ranges: readonly Range[]): [string, Range[]][] {
  let from = 0;
  return parts.map(({ part, text }) => {
    const [begin, end] = [from, from + text.length];
    from = end + 1;
    const own = ranges
      .filter((range) => range.start < end && range.end > begin)
      .map((range) => ({
        start: Math.max(range.start, begin) - begin,
        end: Math.min(range.end, end) - begin,
      }));
    return [part, own];
  });
}

/** Of two whole confessions with more than this marked on both sides nothing is marked: what is common are small words. */
const MOST_MARKED = 0.7;

const COARSENESS: readonly TextDiff['how'][] = ['words', 'lines', 'none'];

/** Compares within a time: what comes after it is compared less finely, and that is said. */
class Comparing {
  how: TextDiff['how'] = 'words';
  readonly left = new Map<string, readonly Range[]>();
  readonly right = new Map<string, readonly Range[]>();
  readonly #until: number;

  constructor(timeMs: number) {
    this.#until = Date.now() + timeMs;
  }

  compare(left: readonly Part[], right: readonly Part[], maxShare = 1): void {
    const [one, other] = [left, right].map((parts) => parts.map(({ text }) => text).join('\n')) as [
      string,
      string,
    ];
    const timeoutMs = Math.max(1, Math.min(DIFF_LIMITS.timeoutMs, this.#until - Date.now()));
    const diff = diffTexts(one, other, { ...DIFF_LIMITS, timeoutMs, maxShare });
    if (COARSENESS.indexOf(diff.how) > COARSENESS.indexOf(this.how)) this.how = diff.how;
    if (diff.how === 'none') return;
    for (const [part, ranges] of sharedOut(left, markedRanges(one, diff.left))) this.left.set(part, ranges);
    for (const [part, ranges] of sharedOut(right, markedRanges(other, diff.right)))
      this.right.set(part, ranges);
  }
}

/** What each of two confessions says that the other does not. A claim without a partner is not marked: its place tells. */
export function differencesOf(
  left: Words,
  right: Words,
  arrangement: Arrangement,
  timeMs = 600,
): Differences {
  const comparing = new Comparing(timeMs);
  if (arrangement.kind === 'whole') {
    comparing.compare(partsOf(left, arrangement.left), partsOf(right, arrangement.right), MOST_MARKED);
    return comparing;
  }
  for (const row of arrangement.rows) {
    if (row.left === undefined || row.right === undefined) continue;
    const [ours, theirs] = [partsOfClaim(row.left.claim), partsOfClaim(row.right.claim)];
    for (const at of [0, 1]) {
      const [one, other] = [ours[at], theirs[at]];
      if (one !== undefined && other !== undefined) comparing.compare([one], [other]);
    }
  }
  return comparing;
}
