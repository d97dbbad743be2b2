import jsep from 'jsep';

/**
 * The expressions of `report --fail-if`: figures by name, numbers, + - * /, comparisons, `and`, `or`, `not` and
 * `known(figure)`. jsep reads the text into a tree; nothing of it is ever run. The tree is checked here, so that a
 * condition is never taken for a number.
 */

/** A figure by name: `alpha.honesty`, `hidden["model a"]` are paths of two. */
export type FigurePath = readonly string[];

export type NumberTree =
  | { kind: 'number'; value: number }
  | { kind: 'figure'; path: FigurePath }
  | { kind: 'negative'; of: NumberTree }
  | { kind: 'arithmetic'; operator: ArithmeticOperator; left: NumberTree; right: NumberTree };

export type ConditionTree =
  | { kind: 'compare'; operator: CompareOperator; left: NumberTree; right: NumberTree }
  | { kind: 'and' | 'or'; left: ConditionTree; right: ConditionTree }
  | { kind: 'not'; of: ConditionTree }
  | { kind: 'known'; path: FigurePath };

export type ArithmeticOperator = '+' | '-' | '*' | '/';
export type CompareOperator = '<' | '<=' | '>' | '>=' | '==' | '!=';

export type ReadCondition =
  | { kind: 'read'; condition: ConditionTree }
  /** `at`: how many characters are before what cannot be read, where that is known. */
  | { kind: 'unreadable'; message: string; at?: number };

/** Longer ones are a mistake, and a tree as deep as a text is long must not exhaust the stack. */
export const MAX_CONDITION_LENGTH = 1000;

const ARITHMETIC: readonly string[] = ['+', '-', '*', '/'] satisfies ArithmeticOperator[];
const COMPARE: readonly string[] = ['<', '<=', '>', '>=', '==', '!='] satisfies CompareOperator[];

/* Only what the language has; jsep's settings are the module's, and nobody else uses it. */
jsep.removeAllBinaryOps();
jsep.removeAllUnaryOps();
jsep.removeAllLiterals();
jsep.addBinaryOp('or', 1);
jsep.addBinaryOp('and', 2);
for (const operator of COMPARE) jsep.addBinaryOp(operator, 6);
for (const operator of ARITHMETIC) jsep.addBinaryOp(operator, operator === '+' || operator === '-' ? 9 : 10);
jsep.addUnaryOp('not');
jsep.addUnaryOp('-');

class Unreadable extends Error {}

const isOneOf = <Operator extends string>(operators: readonly string[], given: string): given is Operator =>
  operators.includes(given);

function pathOf(tree: jsep.CoreExpression): FigurePath {
  if (tree.type === 'Identifier') return [tree.name];
  if (tree.type !== 'MemberExpression' || tree.optional === true)
    throw new Unreadable('a figure is a name, as alpha.honesty');
  const last = tree.property as jsep.CoreExpression;
  const first = pathOf(tree.object as jsep.CoreExpression);
  if (!tree.computed && last.type === 'Identifier') return [...first, last.name];
  if (tree.computed && last.type === 'Literal' && typeof last.value === 'string')
    return [...first, last.value];
  throw new Unreadable('in brackets stands a name in quotes, as hidden["model a"]');
}

function numberOf(tree: jsep.CoreExpression): NumberTree {
  if (tree.type === 'Literal') {
    if (typeof tree.value !== 'number') throw new Unreadable(`${tree.raw} is not a number`);
    return { kind: 'number', value: tree.value };
  }
  if (tree.type === 'Identifier' || tree.type === 'MemberExpression')
    return { kind: 'figure', path: pathOf(tree) };
  if (tree.type === 'UnaryExpression' && tree.operator === '-')
    return { kind: 'negative', of: numberOf(tree.argument as jsep.CoreExpression) };
  if (tree.type === 'BinaryExpression' && isOneOf<ArithmeticOperator>(ARITHMETIC, tree.operator))
    return {
      kind: 'arithmetic',
      operator: tree.operator,
      left: numberOf(tree.left as jsep.CoreExpression),
      right: numberOf(tree.right as jsep.CoreExpression),
    };
  throw new Unreadable(
    'a number or a figure is needed on both sides; join comparisons with and, or, parentheses',
  );
}

function conditionOf(tree: jsep.CoreExpression): ConditionTree {
  if (tree.type === 'UnaryExpression' && tree.operator === 'not')
    return { kind: 'not', of: conditionOf(tree.argument as jsep.CoreExpression) };
  if (tree.type === 'CallExpression') {
    const [figure, ...more] = tree.arguments;
    const callee = tree.callee as jsep.CoreExpression;
    if (callee.type !== 'Identifier' || callee.name !== 'known' || figure === undefined || more.length > 0)
      throw new Unreadable('the only function is known(figure)');
    return { kind: 'known', path: pathOf(figure as jsep.CoreExpression) };
  }
  if (tree.type === 'BinaryExpression') {
    const [left, right] = [tree.left as jsep.CoreExpression, tree.right as jsep.CoreExpression];
    if (tree.operator === 'and' || tree.operator === 'or')
      return { kind: tree.operator, left: conditionOf(left), right: conditionOf(right) };
    if (isOneOf<CompareOperator>(COMPARE, tree.operator))
      return { kind: 'compare', operator: tree.operator, left: numberOf(left), right: numberOf(right) };
  }
  throw new Unreadable('a comparison is needed, as alpha.honesty < 0.667; after not, in parentheses');
}

/** Reads a condition, or says in a sentence why it cannot be read. */
export function readCondition(text: string): ReadCondition {
  if (text.length > MAX_CONDITION_LENGTH)
    return { kind: 'unreadable', message: `longer than ${MAX_CONDITION_LENGTH} characters` };
  try {
    return { kind: 'read', condition: conditionOf(jsep(text) as jsep.CoreExpression) };
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'unreadable', message: error.message };
    // jsep throws an Error with these two beside its message.
    const { description, index } = error as Partial<Record<'description' | 'index', unknown>>;
    if (typeof description !== 'string' || typeof index !== 'number') throw error;
    return { kind: 'unreadable', message: description, at: index };
  }
}

/** The figures a condition asks for, each once. */
export function figuresIn(tree: ConditionTree | NumberTree): FigurePath[] {
  const paths = new Map<string, FigurePath>();
  const visit = (node: ConditionTree | NumberTree): void => {
    if ('path' in node) paths.set(JSON.stringify(node.path), node.path);
    if ('of' in node) visit(node.of);
    if ('left' in node) {
      visit(node.left);
      visit(node.right);
    }
  };
  visit(tree);
  return [...paths.values()];
}
