import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { AssignmentReason } from '../domain/vocabulary.ts';
import { shuffled, withoutNeighbours } from '../grading/queue-order.ts';
import { Dealer, pairName, Twins } from './dealer.ts';

/**
 * Who grades what (confessions.md 6). The same items, graders, rule and seed give the same plan on every machine. Every
 * assignment carries the probability with which this grader was given this item, so that rates over the corpus can be
 * estimated from the labels (Horvitz and Thompson 1952).
 */

export interface PlannedItem {
  /** The confession's hash. */
  hash: string;
  /** Two items of one transcript have the same. */
  transcript: number;
  /** What the plan is balanced over: items of each stratum are spread evenly among graders. */
  stratum: string;
  is_gold: boolean;
  /** Who has it already: it is not given to them again, and counts toward its overlap. */
  given_to: readonly string[];
  /**
   * Of a planted confession, of the one it was made from, and of all others made from that: the same name. Nobody is
   * given two of them, since side by side they tell what was done.
   */
  twin?: string | undefined;
  /** Made to measure graders: given as a right answer mixed in, and never else. */
  is_planted?: boolean | undefined;
}

export interface PlanRule {
  /** How many items are drawn from the pool; all where it is missing. */
  items?: number | undefined;
  /** By how many graders an item of the overlap is graded. */
  overlap: number;
  /** Share of items that are in the overlap, 0 to 1; the others go to one grader each. */
  overlap_share: number;
  /** Right answers mixed in: a share of each grader's items, 0 to 0.5. */
  gold_share: number;
  seed: number;
  /** Items are given whoever has them already, in the place of somebody else. */
  replaces?: boolean | undefined;
}

export interface PlannedAssignment {
  grader: string;
  hash: string;
  reason: AssignmentReason;
  /** That this grader is given this item, before anything was drawn; over 0 up to 1. */
  probability: number;
  /** The place in the grader's own order, from 0. */
  position: number;
}

export interface GraderLoad {
  grader: string;
  items: number;
  overlap: number;
  gold: number;
  transcripts: number;
}

export interface Plan {
  assignments: PlannedAssignment[];
  loads: GraderLoad[];
  /** How many items each pair of graders shares. */
  pairs: { one: string; other: string; items: number }[];
  /** Items of the pool, how many of them were drawn, and how many are in the overlap. */
  pool: number;
  drawn: number;
  overlapped: number;
}

/** A number that follows from a seed and a word: each grader's order and draw is their own. */
function seedFor(seed: number, word: string): number {
  let mixed = seed ^ 0x9e3779b9;
  for (let index = 0; index < word.length; index += 1)
    mixed = Math.imul(mixed ^ word.charCodeAt(index), 0x01000193) >>> 0;
  return mixed | 0;
}

/** A draw of `count` that takes from each stratum in proportion, the rest by chance. */
function drawn(items: readonly PlannedItem[], count: number, seed: number): PlannedItem[] {
  const all = shuffled(items, seed);
  if (count >= all.length) return all;
  const strata = new Map<string, PlannedItem[]>();
  for (const item of all) strata.set(item.stratum, [...(strata.get(item.stratum) ?? []), item]);
  // Items in the order of their place within their stratum, as shares: the first `count` are in proportion.
  return [...strata.values()]
    .flatMap((stratum) => stratum.map((item, index) => ({ item, place: (index + 0.5) / stratum.length })))
    .sort((one, other) => one.place - other.place || (one.item.hash < other.item.hash ? -1 : 1))
    .slice(0, count)
    .map(({ item }) => item);
}

/** Places for right answers among a grader's items, spread by chance over the whole of them. */
function mixedIn<Item>(items: readonly Item[], gold: readonly Item[], seed: number): Item[] {
  const generator = xoroshiro128plus(seed);
  const all = [...items];
  for (const item of gold) all.splice(uniformInt(generator, 0, all.length), 0, item);
  return all;
}

interface Given {
  item: PlannedItem;
  reason: AssignmentReason;
  probability: number;
}

/** How many right answers make up this share of a grader's items, with those themselves counted. */
function goldCount(items: number, share: number): number {
  return Math.round((items * share) / (1 - share));
}

/**
 * Deals a pool of items out to graders. `beside`: what is not to be dealt, but whose twins somebody may have.
 *
 * @throws RangeError where there are no graders, or the rule is out of range.
 */
export function planWork(
  pool: readonly PlannedItem[],
  graders: readonly string[],
  rule: PlanRule,
  beside: readonly PlannedItem[] = [],
): Plan {
  const names = [...new Set(graders)].sort();
  if (names.length === 0) throw new RangeError('a plan needs at least one grader');
  if (!(rule.overlap >= 1 && rule.overlap_share >= 0 && rule.overlap_share <= 1))
    throw new RangeError('an overlap is one grader or more, of a share from 0 to 1');
  if (!(rule.gold_share >= 0 && rule.gold_share <= 0.5))
    throw new RangeError('right answers are a share from 0 to 0.5');
  const goldPool = pool.filter(({ is_gold }) => is_gold);
  const plain = pool.filter(
    ({ is_gold, is_planted }) => is_planted !== true && !(is_gold && rule.gold_share > 0),
  );
  const chosen = drawn(plain, rule.items ?? plain.length, rule.seed);
  const overlap = Math.min(rule.overlap, names.length);
  const overlapped = overlap > 1 ? Math.round(chosen.length * rule.overlap_share) : 0;
  // Which of the drawn ones are in the overlap is drawn too, in proportion to the strata again.
  const inOverlap = new Set(drawn(chosen, overlapped, rule.seed + 1).map(({ hash }) => hash));
  const share = plain.length === 0 ? 0 : chosen.length / plain.length;
  const meanGraders =
    chosen.length === 0 ? 0 : (overlapped * overlap + (chosen.length - overlapped)) / chosen.length;
  const probability = (share * meanGraders) / names.length;

  const twins = new Twins([...pool, ...beside]);
  const dealer = new Dealer(names, rule.seed + 2, twins);
  const given = new Map<string, Given[]>(names.map((name) => [name, []]));
  const met = new Map<string, number>();
  // Those in the overlap first: the single ones then even the loads out.
  const order = [...chosen].sort(
    (one, other) => Number(inOverlap.has(other.hash)) - Number(inOverlap.has(one.hash)),
  );
  for (const item of order) {
    const isOverlap = inOverlap.has(item.hash);
    const have = rule.replaces === true ? 0 : item.given_to.filter((name) => names.includes(name)).length;
    const wanted = (isOverlap ? overlap : 1) - have;
    const together = dealer.deal(item, Math.max(0, wanted));
    for (const grader of together)
      given.get(grader)?.push({ item, reason: isOverlap ? 'overlap' : 'random', probability });
    for (const [index, one] of together.entries()) {
      for (const other of together.slice(index + 1))
        met.set(pairName(one, other), (met.get(pairName(one, other)) ?? 0) + 1);
    }
  }

  const assignments: PlannedAssignment[] = [];
  const loads: GraderLoad[] = [];
  for (const grader of names) {
    const own = given.get(grader) ?? [];
    const seed = seedFor(rule.seed, grader);
    const free = goldPool.filter((item) => !item.given_to.includes(grader) && !twins.has(item, grader));
    const wanted = rule.gold_share > 0 ? goldCount(own.length, rule.gold_share) : 0;
    const gold = twins.chosenFor(grader, shuffled(free, seed + 1), wanted);
    const byHash = new Map(own.map((each) => [each.item.hash, each]));
    for (const item of gold)
      byHash.set(item.hash, { item, reason: 'gold', probability: gold.length / Math.max(1, free.length) });
    const inOrder = withoutNeighbours(
      mixedIn(
        shuffled(
          own.map(({ item }) => item),
          seed,
        ),
        gold,
        seed + 2,
      ),
    );
    for (const [position, item] of inOrder.entries()) {
      const each = byHash.get(item.hash);
      if (each === undefined) continue;
      assignments.push({
        grader,
        hash: item.hash,
        reason: each.reason,
        probability: each.probability,
        position,
      });
    }
    loads.push({
      grader,
      items: inOrder.length,
      overlap: own.filter(({ reason }) => reason === 'overlap').length,
      gold: gold.length,
      transcripts: new Set(inOrder.map(({ transcript }) => transcript)).size,
    });
  }
  const pairs = names.flatMap((one, index) =>
    names.slice(index + 1).map((other) => ({ one, other, items: met.get(pairName(one, other)) ?? 0 })),
  );
  return { assignments, loads, pairs, pool: pool.length, drawn: chosen.length, overlapped };
}
