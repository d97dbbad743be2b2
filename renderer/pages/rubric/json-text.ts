import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type * as z from 'zod';
import { DraftBody, type Path, textOf } from './draft.ts';
import { type Problem, problemsOf } from './problems.ts';

/** A problem at its place in the text, UTF-16 offsets. */
export interface TextProblem {
  from: number;
  to: number;
  message: string;
}

export interface ReadText {
  /** The rubric that the text says; undefined where it says none. Then `why` does. */
  body: DraftBody | undefined;
  /** Why the form cannot follow, a sentence. */
  why: string | undefined;
  problems: TextProblem[];
}

/** More than any rubric is: 100 questions of 30 options with the longest hints stay below. */
const MOST_CHARACTERS = 8_000_000;

const SYNTAX: Record<string, string> = {
  InvalidSymbol: 'this is no word of JSON; texts stand in double quotes',
  InvalidNumberFormat: 'this is no number',
  PropertyNameExpected: 'a field name in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'nothing may stand after the rubric',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfString: 'a closing " is missing',
  UnexpectedEndOfNumber: 'this number is not finished',
  UnexpectedEndOfComment: 'JSON has no comments',
  InvalidUnicode: 'this is no character',
  InvalidEscapeCharacter: 'no character is written like this',
  InvalidCharacter: 'a control character must be written as \\u…',
};

/** Reads a rubric's text as it is typed or brought by a file. Never throws. */
export function readText(text: string): ReadText {
  if (text.length > MOST_CHARACTERS)
    return { body: undefined, why: 'This is larger than any rubric.', problems: [] };
  const errors: ParseError[] = [];
  const tree = parseTree(text.replace(/^\uFEFF/, ' '), errors, { disallowComments: true });
  const [first] = errors;
  if (first !== undefined || tree === undefined) {
    const message =
      first === undefined
        ? 'there is nothing here'
        : (SYNTAX[printParseErrorCode(first.error)] ?? 'this is not JSON');
    const from = first?.offset ?? 0;
    return {
      body: undefined,
      why: `Line ${lineOf(text, from)}: ${message}.`,
      problems: [
        { from, to: from + Math.max(1, first?.length ?? 0), message: `This is not JSON: ${message}.` },
      ],
    };
  }
  const value = plainOf(tree);
  const read = DraftBody.safeParse(withoutVersion(value));
  if (!read.success) {
    const problems = read.error.issues.map((issue) => placed(tree, shapeProblem(issue, tree)));
    const [one] = problems;
    return {
      body: undefined,
      why: one === undefined ? 'This is no rubric.' : `Line ${lineOf(text, one.from)}: ${one.message}`,
      problems,
    };
  }
  return {
    body: read.data,
    why: undefined,
    problems: problemsOf(read.data).map((problem) => placed(tree, problem)),
  };
}

/** A rubric as a file: what `readText` reads back the same. */
export function fileTextOf(body: DraftBody): string {
  return `${textOf(body)}\n`;
}

/** A saved version brings its id and version; the dataset gives new ones. */
function withoutVersion(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const { id: _id, version: _version, ...rest } = value as Record<string, unknown>;
  return rest;
}

/** As getNodeValue, but a key called __proto__ is a key like any other. */
function plainOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainOf);
  if (node.type !== 'object') return node.value;
  return Object.fromEntries(
    (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
      key === undefined || value === undefined ? [] : [[String(key.value), plainOf(value)]],
    ),
  );
}

function shapeProblem(issue: z.core.$ZodIssue, tree: Node): Problem {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return { path: [...path, key], message: `A rubric has no field "${key}" here.` };
  }
  const name = path.at(-1);
  const field = typeof name === 'number' ? `entry ${name + 1}` : `"${name}"`;
  if (path.length === 0) return { path, message: 'A rubric is an object: { "name": …, "title": … }.' };
  if (issue.code === 'invalid_type')
    return {
      path,
      message:
        findNodeAtLocation(tree, path) === undefined
          ? `${field} must be here: ${article(issue.expected)}.`
          : `${field} must be ${article(issue.expected)}.`,
    };
  if (issue.code === 'invalid_union' && name === 'kind')
    return { path, message: '"kind" must be choice, choices, scale, number or text.' };
  if (issue.code === 'invalid_value')
    return { path, message: `${field} must be ${issue.values.map(String).join(' or ')}.` };
  return { path, message: `${field} does not fit here.` };
}

function article(expected: string): string {
  if (expected === 'string') return 'a text in double quotes';
  if (expected === 'boolean') return 'true or false';
  if (expected === 'array') return 'a list, [ … ]';
  if (expected === 'object') return 'an object, { … }';
  return `a ${expected}`;
}

/** Where a problem stands in the text: at its value, at its key for a field that is too much, else at what is around. */
function placed(tree: Node, { path, message }: Problem): TextProblem {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, length) as (string | number)[]);
    if (node === undefined) continue;
    // A missing field: the opening bracket of what lacks it, not all of its lines.
    const isAround = length < path.length || node.type === 'object' || node.type === 'array';
    return { from: node.offset, to: node.offset + (isAround ? 1 : node.length), message };
  }
  return { from: 0, to: 1, message };
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Where a field stands in a rubric's text, for going to it. */
export function offsetOf(text: string, path: Path): number | undefined {
  const tree = parseTree(text);
  return tree && findNodeAtLocation(tree, [...path])?.offset;
}
