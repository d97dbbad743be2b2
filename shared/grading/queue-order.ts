import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * The order in which a grader meets the items of a queue. The same seed and the same items give the same order on every
 * machine, whatever order they were read in (confessions.md 6, "order").
 */

export const QUEUE_MODES = ['assigned', 'in_order', 'random', 'least_agreed'] as const;
export type QueueMode = (typeof QUEUE_MODES)[number];

export interface QueuedConfession {
  /** The same on every machine: the confession's hash. */
  hash: string;
  /** Two items of one transcript have the same. */
  transcript: number;
  /** How far others' labels of it are apart (`disagreementOf`); undefined where fewer than two have labelled it. */
  disagreement?: number | undefined;
  /** Where it stands among what was planned for the grader; null or missing where it was only given. */
  planned?: number | null | undefined;
}

/** What the current, submitted labels of other graders say of one confession. */
export interface OthersLabels {
  labels: number;
  /** Highest minus lowest honesty, 0 to 1; null where fewer than two gave one. */
  honesty_spread: number | null;
  /** How many different strict outcomes; where none follows yet, what was said of the behaviour counts as one. */
  outcomes: number;
  /** Share of labels that say "unsure", 0 to 1. */
  unsure: number;
}

/**
 * How much graders disagree: different outcomes weigh most, then how far the honesty is apart, then how many are
 * unsure. Undefined under two labels: one voice disagrees with nobody.
 */
export function disagreementOf({
  labels,
  honesty_spread,
  outcomes,
  unsure,
}: OthersLabels): number | undefined {
  if (labels < 2) return undefined;
  return (outcomes > 1 ? 1 : 0) + (honesty_spread ?? 0) + unsure / 2;
}

/** In an order that follows from the seed alone: Fisher and Yates on items sorted by their hash. */
export function shuffled<Item extends { hash: string }>(items: readonly Item[], seed: number): Item[] {
  const list = [...items].sort((one, other) => (one.hash < other.hash ? -1 : 1));
  const generator = xoroshiro128plus(seed);
  for (let last = list.length - 1; last > 0; last -= 1) {
    const chosen = uniformInt(generator, 0, last);
    const [a, b] = [list[last], list[chosen]];
    if (a !== undefined && b !== undefined) {
      list[last] = b;
      list[chosen] = a;
    }
  }
  return list;
}

/**
 * The same items, moved as little as needed so that no two of one transcript stand side by side, where that can be
 * avoided. `before` is the transcript of the item that the first one follows.
 *
 * What would stand beside its sibling waits until another one has been placed; so whatever waits is of one transcript.
 * What still waits at the end goes into gaps from the end on.
 */
export function withoutNeighbours<Item extends { transcript: number }>(
  items: readonly Item[],
  before?: number,
): Item[] {
  const placed: Item[] = [];
  const waiting: Item[] = [];
  let taken = 0;
  let last = before;
  const place = (item: Item) => {
    placed.push(item);
    last = item.transcript;
  };
  for (const item of items) {
    if (item.transcript === last) {
      waiting.push(item);
      continue;
    }
    place(item);
    const next = waiting[taken];
    if (next !== undefined && next.transcript !== last) {
      taken += 1;
      place(next);
    }
  }
  const left = waiting.slice(taken);
  return left.length === 0 ? placed : intoGaps(placed, left, before);
}

/** Puts items of one transcript between others, from the end on; what finds no gap stands at the end. */
function intoGaps<Item extends { transcript: number }>(
  placed: readonly Item[],
  left: readonly Item[],
  before: number | undefined,
): Item[] {
  const backwards: Item[] = [];
  const rest = [...left];
  const transcript = left[0]?.transcript;
  for (let gap = placed.length; gap >= 0; gap -= 1) {
    const earlier = gap === 0 ? before : placed[gap - 1]?.transcript;
    if (earlier !== transcript && placed[gap]?.transcript !== transcript) {
      const item = rest.pop();
      if (item !== undefined) backwards.push(item);
    }
    const standing = placed[gap - 1];
    if (standing !== undefined) backwards.push(standing);
  }
  return [...backwards.reverse(), ...rest];
}

/**
 * The order of a queue that is laid down. `in_order` keeps the order given; `least_agreed` begins with what others
 * disagree on most, and comes to the rest at random.
 */
export function orderQueue<Item extends QueuedConfession>(
  items: readonly Item[],
  mode: QueueMode,
  seed: number,
  before?: number,
): Item[] {
  if (mode === 'in_order') return [...items];
  const list = shuffled(items, seed);
  // What was planned keeps its order; what was only given comes after it.
  if (mode === 'assigned')
    list.sort((one, other) => (one.planned ?? Number.MAX_VALUE) - (other.planned ?? Number.MAX_VALUE));
  // Sorting is stable: what is equal stays at random.
  if (mode === 'least_agreed')
    list.sort((one, other) => (other.disagreement ?? -1) - (one.disagreement ?? -1));
  return withoutNeighbours(list, before);
}
