import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chanceOf, choosePair, type OrderedPair } from './order.ts';

/** Pairs of transcripts that have as many as `counts` says, with hashes by chance. */
const somePairs = fc
  .array(fc.tuple(fc.nat(3), fc.uint8Array({ minLength: 16, maxLength: 16 })), {
    minLength: 1,
    maxLength: 30,
  })
  .map((made) =>
    made.map(
      ([transcript, bytes]): OrderedPair => ({
        transcript,
        first: Buffer.from(bytes.slice(0, 8)),
        second: Buffer.from(bytes.slice(8)),
      }),
    ),
  );

/** All pairs in the order in which a grader who judges each once meets them. */
function wholeOrder(pairs: readonly OrderedPair[], seed: number): OrderedPair[] {
  const left = [...pairs];
  const order: OrderedPair[] = [];
  for (;;) {
    const next = choosePair(left, order.at(-1)?.transcript, seed);
    if (next === undefined) return order;
    left.splice(left.indexOf(next), 1);
    order.push(next);
  }
}

describe('the order of pairs', () => {
  test('has every pair once', () => {
    fc.assert(
      fc.property(somePairs, fc.nat(), (pairs, seed) => {
        const order = wholeOrder(pairs, seed);
        expect(order).toHaveLength(pairs.length);
        expect(new Set(order)).toEqual(new Set(pairs));
      }),
    );
  });

  test('never has two pairs of one transcript in a row where that can be avoided', () => {
    fc.assert(
      fc.property(somePairs, fc.nat(), (pairs, seed) => {
        const most = Math.max(
          ...[...Map.groupBy(pairs, ({ transcript }) => transcript).values()].map((each) => each.length),
        );
        fc.pre(most <= Math.ceil(pairs.length / 2));
        const order = wholeOrder(pairs, seed);
        for (const [index, pair] of order.entries())
          expect(pair.transcript).not.toBe(order[index - 1]?.transcript);
      }),
    );
  });

  test('does not depend on the order in which pairs were found', () => {
    fc.assert(
      fc.property(somePairs, fc.nat(), (pairs, seed) => {
        fc.pre(new Set(pairs.map((pair) => chanceOf(pair, seed))).size === pairs.length);
        expect(wholeOrder([...pairs].reverse(), seed)).toEqual(wholeOrder(pairs, seed));
      }),
    );
  });

  test('is another one for another seed', () => {
    const pairs = Array.from({ length: 20 }, (_, transcript) => ({
      transcript,
      first: Buffer.from([transcript, 1, 2, 3]),
      second: Buffer.from([9, transcript, 8, 7]),
    }));
    expect(wholeOrder(pairs, 1)).not.toEqual(wholeOrder(pairs, 2));
  });
});
