import type {
  ArithmeticOperator,
  CompareOperator,
  ConditionTree,
  FigurePath,
  NumberTree,
} from './fail-if.ts';
import { type Measured, measured, NO_VARIATION, noValueWords } from './figure.ts';

/**
 * What a condition of `report --fail-if` says of a report. A figure without a value makes a comparison unknown, and
 * unknown is carried as Kleene does: `false and unknown` is false, `true or unknown` is true. A pipeline should take
 * "unknown" as failed: too few labels are no pass.
 */
export interface Verdict {
  holds: boolean | 'unknown';
  /** Why, in sentences: the comparisons that decided. */
  reasons: string[];
}

/** What a figure is; undefined where there is none of that name. */
export type Lookup = (path: FigurePath) => Measured | undefined;

/** A name that the report does not have. */
export class UnknownFigure extends Error {
  readonly path: FigurePath;
  constructor(path: FigurePath) {
    super(`the report has no figure ${nameOf(path)}`);
    this.path = path;
  }
}

const PLAIN_NAME = /^[A-Za-z_$][\w$]*$/;

/** As it is written in a condition. */
export const nameOf = ([first = '', ...rest]: FigurePath): string =>
  first + rest.map((part) => (PLAIN_NAME.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`)).join('');

const ARITHMETIC: Record<ArithmeticOperator, (left: number, right: number) => number> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
};

const COMPARE: Record<CompareOperator, (left: number, right: number) => boolean> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
};

function figureAt(path: FigurePath, lookup: Lookup): Measured {
  const figure = lookup(path);
  if (figure === undefined) throw new UnknownFigure(path);
  return figure;
}

function numberAt(tree: NumberTree, lookup: Lookup): Measured {
  switch (tree.kind) {
    case 'number':
      return measured(tree.value);
    case 'figure':
      return figureAt(tree.path, lookup);
    case 'negative': {
      const of = numberAt(tree.of, lookup);
      return of.kind === 'value' ? measured(-of.value) : of;
    }
    case 'arithmetic': {
      const left = numberAt(tree.left, lookup);
      const right = numberAt(tree.right, lookup);
      if (left.kind !== 'value') return left;
      if (right.kind !== 'value') return right;
      const value = ARITHMETIC[tree.operator](left.value, right.value);
      return Number.isFinite(value) ? measured(value) : NO_VARIATION;
    }
  }
}

function written(tree: NumberTree): string {
  switch (tree.kind) {
    case 'number':
      return String(tree.value);
    case 'figure':
      return nameOf(tree.path);
    case 'negative':
      return `-${written(tree.of)}`;
    case 'arithmetic':
      return `(${written(tree.left)} ${tree.operator} ${written(tree.right)})`;
  }
}

const shown = (value: number): string => String(Number(value.toPrecision(6)));

const sideOf = (tree: NumberTree, figure: Measured): string => {
  if (tree.kind === 'number') return written(tree);
  return figure.kind === 'value'
    ? `${written(tree)} (${shown(figure.value)})`
    : `${written(tree)} (no value: ${noValueWords(figure)})`;
};

/** Whether the condition holds. Throws `UnknownFigure` for a name that the report does not have. */
export function judge(tree: ConditionTree, lookup: Lookup): Verdict {
  switch (tree.kind) {
    case 'known': {
      const figure = figureAt(tree.path, lookup);
      const holds = figure.kind === 'value';
      const words = holds ? 'is known' : `has no value: ${noValueWords(figure)}`;
      return { holds, reasons: [`${nameOf(tree.path)} ${words}`] };
    }
    case 'compare': {
      const left = numberAt(tree.left, lookup);
      const right = numberAt(tree.right, lookup);
      const sides = [sideOf(tree.left, left), sideOf(tree.right, right)] as const;
      if (left.kind !== 'value' || right.kind !== 'value')
        return {
          holds: 'unknown',
          reasons: [`cannot tell whether ${sides[0]} ${tree.operator} ${sides[1]}`],
        };
      const holds = COMPARE[tree.operator](left.value, right.value);
      return {
        holds,
        reasons: [`${sides[0]} ${tree.operator} ${sides[1]} ${holds ? 'holds' : 'does not hold'}`],
      };
    }
    case 'not': {
      const { holds, reasons } = judge(tree.of, lookup);
      return { holds: holds === 'unknown' ? holds : !holds, reasons };
    }
    case 'and':
    case 'or':
      return joined(judge(tree.left, lookup), judge(tree.right, lookup), tree.kind === 'or');
  }
}

/** One side that is `decisive` settles it (true for or, false for and); else one that is unknown leaves it open. */
function joined(left: Verdict, right: Verdict, decisive: boolean): Verdict {
  const sides = [left, right];
  const holds =
    [decisive, 'unknown' as const].find((state) => sides.some((side) => side.holds === state)) ?? !decisive;
  return { holds, reasons: sides.filter((side) => side.holds === holds).flatMap(({ reasons }) => reasons) };
}
