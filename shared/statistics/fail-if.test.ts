import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ConditionTree, figuresIn, readCondition } from './fail-if.ts';
import { judge, nameOf, UnknownFigure, type Verdict } from './fail-if-verdict.ts';
import { type Measured, measured, tooFew } from './figure.ts';

/** The conditions of `report --fail-if`. */

const FIGURES: Record<string, Measured> = {
  'alpha.honesty': measured(0.61),
  'rate.hidden': measured(0.05),
  'rate["model a"]': measured(0.2),
  drift: measured(0),
  rare: tooFew('items', 3, 10),
};
const lookup = (path: readonly string[]) =>
  Object.hasOwn(FIGURES, nameOf(path)) ? FIGURES[nameOf(path)] : undefined;

function read(text: string): ConditionTree {
  const condition = readCondition(text);
  if (condition.kind !== 'read') throw new Error(condition.message);
  return condition.condition;
}

const said = (text: string): Verdict => judge(read(text), lookup);

test.each<[string, Verdict['holds']]>([
  ['alpha.honesty < 0.667', true],
  ['alpha.honesty >= .61', true],
  ['alpha.honesty == 0.61 and rate.hidden != 0.05', false],
  ['rate.hidden > 0.1 or rate["model a"] > 0.1', true],
  ['not (rate.hidden > 0.1)', true],
  ['not (rate.hidden > 0.1) and not (drift > 0)', true],
  ['1 - rate.hidden * 2 < 0.91', true],
  ['-drift - -1 > (2 + 3) / 10', true],
  ['rare < 1', 'unknown'],
  ['rare + 1 < 1', 'unknown'],
  ['1 / drift > 3', 'unknown'],
  ['rare < 1 and drift > 0', false],
  ['rare < 1 or alpha.honesty < 1', true],
  ['rare < 1 or drift > 0', 'unknown'],
  ['not (rare < 1)', 'unknown'],
  ['known(rare)', false],
  ['not known(rare) or rare < 0.5', true],
  ['known(alpha.honesty) and alpha.honesty < 0.667', true],
  ['drift > 0 or drift < 0 or drift == 0', true],
  ['1 > 2 and 1 > 2 or 1 < 2', true],
])('%s is %s', (text, holds) => {
  expect(said(text).holds).toBe(holds);
});

test('it says which comparison decided, and why one cannot be told', () => {
  expect(said('alpha.honesty < 0.667 or drift > 5').reasons).toEqual(['alpha.honesty (0.61) < 0.667 holds']);
  expect(said('alpha.honesty < 0.5').reasons).toEqual(['alpha.honesty (0.61) < 0.5 does not hold']);
  expect(said('rare > 0.5').reasons).toEqual([
    'cannot tell whether rare (no value: too few items: 3 of at least 10) > 0.5',
  ]);
  expect(said('rate["model a"] + 1 > 0').reasons).toEqual(['(rate["model a"] + 1) (1.2) > 0 holds']);
});

test.each([
  ['', 'a comparison is needed'],
  ['alpha.honesty', 'a comparison is needed'],
  ['0.5', 'a comparison is needed'],
  ['a < b < c', 'a number or a figure is needed'],
  ['not a < 1', 'a number or a figure is needed'],
  ['a < "b"', 'is not a number'],
  ['a < 1 and 3', 'a comparison is needed'],
  ['a < 1; b < 1', 'a comparison is needed'],
  ['a = 1', ''],
  ['a < ', ''],
  ['(a < 1', ''],
  ['a < 1)', ''],
  ['process.exit()', 'the only function is known(figure)'],
  ['known(a, b)', 'the only function is known(figure)'],
  ['known(1)', 'a figure is a name'],
  ['constructor("return 1")() < 1', 'a number or a figure is needed'],
  ['a[0] < 1', 'in brackets stands a name in quotes'],
  ['a?.b < 1', ''],
  ['a && b', ''],
  ['a ? b : c', ''],
  ['[a] < 1', 'a number or a figure is needed'],
  ['true', 'a comparison is needed'],
  ['this < 1', 'a number or a figure is needed'],
  ['#', ''],
])('%j cannot be read, and it says why', (text, words) => {
  const condition = readCondition(text);
  expect(condition.kind).toBe('unreadable');
  expect(condition.kind === 'unreadable' && condition.message).toContain(words);
});

test('a condition as long as a file is refused, not read', () => {
  expect(readCondition('('.repeat(100_000)).kind).toBe('unreadable');
  expect(readCondition(`${'('.repeat(400)}1 < 2${')'.repeat(400)}`).kind).toBe('read');
});

test('a name that the report does not have is told by name', () => {
  expect(() => said('alpha.honesti < 1')).toThrow(UnknownFigure);
  expect(() => said('alpha.honesti < 1')).toThrow('the report has no figure alpha.honesti');
  expect(() => said('__proto__ < 1 or toString > 1')).toThrow(UnknownFigure);
});

test('it lists the figures it asks for once each', () => {
  expect(figuresIn(read('a.b < 1 and (a.b > c["d e"] or not known(f))'))).toEqual([
    ['a', 'b'],
    ['c', 'd e'],
    ['f'],
  ]);
});

test('no text makes it throw or run anything', () => {
  const words = fc.constantFrom(
    'a',
    'b.c',
    '1',
    '.5',
    'and',
    'or',
    'not',
    '<',
    '>=',
    '(',
    ')',
    '-',
    '*',
    '[',
    '"x"',
    ']',
    'known(',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words, { maxLength: 12 }).map((list) => list.join(' ')),
      ),
      (text) => {
        const condition = readCondition(text);
        expect(['read', 'unreadable']).toContain(condition.kind);
        if (condition.kind === 'read')
          expect(judge(condition.condition, () => measured(1)).reasons.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 2000 },
  );
});

/** Writes a tree as text, fully in parentheses, and what it is by plain arithmetic. */
const leaf = fc
  .tuple(
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom('<', '<=', '>', '>=', '==', '!='),
    fc.integer({ min: 0, max: 3 }),
  )
  .map(([left, operator, right]) => {
    const holds =
      {
        '<': left < right,
        '<=': left <= right,
        '>': left > right,
        '>=': left >= right,
        '==': left === right,
        '!=': left !== right,
      }[operator] ?? false;
    return { text: `${left} ${operator} ${right}`, holds };
  });
const { tree } = fc.letrec<{ tree: { text: string; holds: boolean } }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc
      .tuple(tie('tree'), tie('tree'))
      .map(([a, b]) => ({ text: `(${a.text}) and (${b.text})`, holds: a.holds && b.holds })),
    fc
      .tuple(tie('tree'), tie('tree'))
      .map(([a, b]) => ({ text: `(${a.text}) or (${b.text})`, holds: a.holds || b.holds })),
    tie('tree').map((a) => ({ text: `not (${a.text})`, holds: !a.holds })),
  ),
}));

test('conditions of any depth mean what logic says', () => {
  fc.assert(
    fc.property(tree, ({ text, holds }) => {
      fc.pre(text.length <= 1000);
      expect(said(text).holds).toBe(holds);
    }),
  );
});
