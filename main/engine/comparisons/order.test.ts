import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choosePair, chooseTranscript } from './order.ts';

interface Pair {
  transcript: number;
  first: Buffer;
  second: Buffer;
}

/** The confessions of a few transcripts, by hashes of chance. */
const someTranscripts = fc.array(
  fc.uniqueArray(fc.uint8Array({ minLength: 8, maxLength: 8 }), {
    minLength: 2,
    maxLength: 6,
    selector: (bytes) => bytes.join(),
  }),
  { minLength: 1, maxLength: 5 },
);

const pairsOf = (confessions: number) => (confessions * (confessions - 1)) / 2;

/** All pairs in the order in which a grader who judges each once meets them. */
function wholeOrder(transcripts: readonly (readonly Uint8Array[])[], seed: number): Pair[] {
  const order: Pair[] = [];
  for (;;) {
    const doneOf = (transcript: number) => order.filter((pair) => pair.transcript === transcript);
    const counts = transcripts
      .map((confessions, transcript) => ({
        transcript,
        open: pairsOf(confessions.length) - doneOf(transcript).length,
      }))
      .filter(({ open }) => open > 0);
    const transcript = chooseTranscript(counts, order.at(-1)?.transcript, seed);
    if (transcript === undefined) return order;
    const hashes = (transcripts[transcript] ?? []).map((bytes) => Buffer.from(bytes));
    const next = choosePair(hashes, doneOf(transcript), seed);
    if (next === undefined) throw new Error(`transcript ${transcript} was chosen and has no open pair`);
    order.push({ transcript, ...next });
  }
}

const named = ({ transcript, first, second }: Pair) =>
  `${transcript} ${first.toString('hex')} ${second.toString('hex')}`;

describe('the order of pairs', () => {
  test('has every pair once', () => {
    fc.assert(
      fc.property(someTranscripts, fc.nat(), (transcripts, seed) => {
        const order = wholeOrder(transcripts, seed);
        const all = transcripts.reduce((sum, { length }) => sum + pairsOf(length), 0);
        expect(order).toHaveLength(all);
        expect(new Set(order.map(named)).size).toBe(all);
        for (const { first, second } of order) expect(first.compare(second)).toBe(-1);
      }),
    );
  });

  test('never has two pairs of one transcript in a row where that can be avoided', () => {
    fc.assert(
      fc.property(someTranscripts, fc.nat(), (transcripts, seed) => {
        const counts = transcripts.map(({ length }) => pairsOf(length));
        const all = counts.reduce((sum, count) => sum + count, 0);
        fc.pre(Math.max(...counts) <= Math.ceil(all / 2));
        const order = wholeOrder(transcripts, seed);
        for (const [index, { transcript }] of order.entries())
          expect(transcript).not.toBe(order[index - 1]?.transcript);
      }),
    );
  });

  test('does not depend on the order in which confessions were found', () => {
    fc.assert(
      fc.property(someTranscripts, fc.nat(), (transcripts, seed) => {
        const reversed = transcripts.map((confessions) => [...confessions].reverse());
        expect(wholeOrder(reversed, seed)).toEqual(wholeOrder(transcripts, seed));
      }),
    );
  });

  test('is another one for another seed', () => {
    const transcripts = Array.from({ length: 20 }, (_, at) => [
      Buffer.from([at, 1, 2, 3]),
      Buffer.from([9, at, 8, 7]),
      Buffer.from([at, at, 8, 7]),
    ]);
    expect(wholeOrder(transcripts, 1).map(named)).not.toEqual(wholeOrder(transcripts, 2).map(named));
  });

  test('of thousands of confessions not all pairs are looked at for the next one', () => {
    let reads = 0;
    const counted = (at: number) => {
      const hash = Buffer.alloc(32);
      hash.writeUInt32BE(at * 7919);
      const read = hash.readUInt32BE.bind(hash);
      hash.readUInt32BE = (offset) => {
        reads += 1;
        return read(offset);
      };
      return hash;
    };
    const earned = Array.from({ length: 4_000 }, (_, at) => counted(at));
    expect(choosePair(earned, [], 1)).toBeDefined();
    // Two reads a pair: all pairs with all would be 16 million.
    expect(reads).toBeLessThan(500_000);
  });
});
