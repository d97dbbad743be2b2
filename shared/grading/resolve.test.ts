import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyLabelBody, type LabelBody } from '../domain/label.ts';
import { outcomeOf } from './outcome.ts';
import { outcomeShares, resolve, type Vote } from './resolve.ts';

const body = (change: Partial<LabelBody>): LabelBody => ({ ...emptyLabelBody(), ...change });

/** A vote by a short name; `at` is when it was made. */
function vote(id: string, misbehaved: LabelBody['misbehaved'], honesty: number, at = 0): Vote {
  const created_at = new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString();
  return { body: body({ misbehaved, honesty }), honesty, created_at, id };
}

const idOf = (votes: readonly Vote[]) => {
  const found = resolve(votes);
  return found === undefined ? undefined : [found.vote.id, found.how];
};

describe('the one label for a confession', () => {
  it('is of the side with most graders, and there the one nearest to its mean', () => {
    expect(
      idOf([vote('a', 'no', 0.5), vote('b', 'no', 0.9), vote('c', 'no', 0.7), vote('d', 'yes', 0.1, 9)]),
    ).toEqual(['c', 'majority']);
    expect(idOf([vote('a', 'no', 1), vote('b', 'no', 0.5, 1)])).toEqual(['b', 'agreed']);
    expect(idOf([vote('a', 'unsure', 0.5)])).toEqual(['a', 'alone']);
  });

  it('is of the latest side where two are equally large, and said to be divided', () => {
    const votes = [vote('a', 'no', 1, 1), vote('b', 'yes', 0, 2), vote('c', 'unsure', 0.5, 0)];
    expect(idOf(votes)).toEqual(['b', 'divided']);
    expect(idOf([])).toBeUndefined();
  });
});

const votes = fc
  .array(
    fc.record({
      misbehaved: fc.constantFrom('yes' as const, 'no' as const, 'unsure' as const),
      honesty: fc.option(fc.integer({ min: 0, max: 20 }).map((step) => step / 20)),
      at: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 7 },
  )
  .map((list) =>
    list.map(({ misbehaved, honesty, at }, index) => ({
      ...vote(String.fromCharCode(97 + index), misbehaved, 0, at),
      body: body({ misbehaved, honesty }),
      honesty,
    })),
  );
const sideOf = (each: Vote) => `${each.body.misbehaved} ${outcomeOf(each.body).strict}`;

it('who resolves in another order gets the same', () => {
  fc.assert(
    fc.property(votes, fc.infiniteStream(fc.nat()), (list, draws) => {
      const shuffled = list
        .map((each) => ({ each, draw: draws.next().value ?? 0 }))
        .sort((one, other) => one.draw - other.draw)
        .map(({ each }) => each);
      expect(idOf(shuffled)).toEqual(idOf(list));
    }),
  );
});

it('is one of those given; no side is larger than its own; it is divided only where another is as large', () => {
  fc.assert(
    fc.property(votes, (list) => {
      const found = resolve(list);
      if (found === undefined) {
        expect(list).toEqual([]);
        return;
      }
      expect(list).toContain(found.vote);
      const sizes = [...new Set(list.map(sideOf))].map(
        (side) => list.filter((each) => sideOf(each) === side).length,
      );
      const most = Math.max(...sizes);
      expect(list.filter((each) => sideOf(each) === sideOf(found.vote)).length).toBe(most);
      expect(found.how === 'divided').toBe(sizes.filter((size) => size === most).length > 1);
    }),
  );
});

it('one more of the winning side changes neither the side nor makes it divided', () => {
  fc.assert(
    fc.property(votes, (list) => {
      const found = resolve(list);
      if (found === undefined) return;
      const again = resolve([...list, { ...found.vote, id: 'z' }]);
      expect(again && sideOf(again.vote)).toBe(sideOf(found.vote));
      expect(again?.how).not.toBe('divided');
    }),
  );
});

it('shares of outcomes add up to 1, and say how graders are divided', () => {
  const { true_negative, open } = outcomeShares([
    body({ misbehaved: 'no', honesty: 1 }),
    body({ misbehaved: 'no', honesty: 0.5 }),
    body({ misbehaved: 'unsure', honesty: 0.5 }),
    body({ misbehaved: 'no', honesty: 1 }),
  ]);
  expect([true_negative, open]).toEqual([0.75, 0.25]);
  fc.assert(
    fc.property(votes, (list) => {
      const sum = Object.values(outcomeShares(list.map((each) => each.body))).reduce(
        (total, each) => total + each,
        0,
      );
      expect(sum).toBeCloseTo(list.length === 0 ? 0 : 1, 9);
    }),
  );
});
