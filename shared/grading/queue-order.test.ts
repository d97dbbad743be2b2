import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  disagreementOf,
  orderQueue,
  QUEUE_MODES,
  type QueuedConfession,
  withoutNeighbours,
} from './queue-order.ts';

const hashes = (items: readonly QueuedConfession[]) => items.map(({ hash }) => hash);

const anItem = fc.record({
  transcript: fc.nat({ max: 6 }),
  disagreement: fc.option(fc.double({ min: 0, max: 2.5, noNaN: true }), { nil: undefined }),
});
const someItems = fc
  .array(anItem, { maxLength: 40 })
  .map((list) => list.map((item, index) => ({ ...item, hash: `h${index}` })));
const aSeed = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const aMode = fc.constantFrom(...QUEUE_MODES);

function neighbours(items: readonly { transcript: number }[], before?: number): number {
  let count = 0;
  let last = before;
  for (const { transcript } of items) {
    if (transcript === last) count += 1;
    last = transcript;
  }
  return count;
}

/** The fewest neighbours of one transcript that any order has, by trying them all. */
function fewest(items: readonly { transcript: number }[], before?: number): number {
  if (items.length === 0) return 0;
  let best = Number.POSITIVE_INFINITY;
  const tried = new Set<number>();
  for (const [index, item] of items.entries()) {
    if (tried.has(item.transcript)) continue;
    tried.add(item.transcript);
    const rest = items.filter((_, other) => other !== index);
    best = Math.min(best, (item.transcript === before ? 1 : 0) + fewest(rest, item.transcript));
  }
  return best;
}

test('every item comes once, in every mode', () => {
  fc.assert(
    fc.property(someItems, aMode, aSeed, (items, mode, seed) => {
      expect(hashes(orderQueue(items, mode, seed)).sort()).toEqual(hashes(items).sort());
    }),
  );
});

test('the same seed and items give the same order, however they were read', () => {
  fc.assert(
    fc.property(
      someItems,
      fc.constantFrom('random', 'assigned', 'least_agreed'),
      aSeed,
      (items, mode, seed) => {
        expect(hashes(orderQueue([...items].reverse(), mode, seed))).toEqual(
          hashes(orderQueue(items, mode, seed)),
        );
      },
    ),
  );
});

test('an order that was told by its seed stays what it was in all versions', () => {
  const items = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((hash, transcript) => ({ hash, transcript }));
  expect(hashes(orderQueue(items, 'random', 4711)).join('')).toBe('cbeghdfa');
});

test('two of one transcript are never neighbours where any order avoids it', () => {
  const few = fc.array(fc.nat({ max: 3 }), { maxLength: 7 });
  fc.assert(
    fc.property(few, fc.option(fc.nat({ max: 3 }), { nil: undefined }), (transcripts, before) => {
      const items = transcripts.map((transcript) => ({ transcript }));
      const isAvoidable = fewest(items, before) === 0;
      if (isAvoidable) expect(neighbours(withoutNeighbours(items, before), before)).toBe(0);
      else expect(withoutNeighbours(items, before)).toHaveLength(items.length);
    }),
    { numRuns: 1000 },
  );
});

test('where nothing stands beside its sibling, nothing is moved', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 4 }), { maxLength: 30 }), (transcripts) => {
      const items = transcripts.map((transcript) => ({ transcript }));
      if (neighbours(items) === 0) expect(withoutNeighbours(items)).toEqual(items);
    }),
  );
});

test('what graders disagree on most comes first, what fewer than two have labelled last', () => {
  fc.assert(
    fc.property(fc.array(anItem, { maxLength: 40 }), aSeed, (list, seed) => {
      const items = list.map((item, index) => ({ ...item, transcript: index, hash: `h${index}` }));
      const order = orderQueue(items, 'least_agreed', seed).map(({ disagreement }) => disagreement ?? -1);
      expect(order).toEqual([...order].sort((one, other) => other - one));
    }),
  );
});

describe('disagreement', () => {
  const agreed = { labels: 2, honesty_spread: 0, outcomes: 1, unsure: 0 };
  test('one label disagrees with nobody', () => {
    expect(disagreementOf({ ...agreed, labels: 1 })).toBeUndefined();
  });
  test('different outcomes weigh more than any spread, a spread more than doubt', () => {
    const by = (change: object) => disagreementOf({ ...agreed, ...change }) ?? 0;
    expect(by({ outcomes: 2 })).toBeGreaterThanOrEqual(by({ honesty_spread: 1 }));
    expect(by({ honesty_spread: 1 })).toBeGreaterThan(by({ unsure: 1 }));
    expect(by({ unsure: 0.5 })).toBeGreaterThan(by({}));
  });
});
