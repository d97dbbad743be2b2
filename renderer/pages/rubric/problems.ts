import type * as z from 'zod';
import { RubricBody, rubricProblems } from '../../../shared/domain/rubric.ts';
import { type DraftBody, keyOf, type Path } from './draft.ts';

/** What keeps a draft from being saved, at the field where it is mended. */
export interface Problem {
  path: Path;
  /** What is wrong and what is right, a sentence. */
  message: string;
}

export type ProblemAt = (...path: Path) => string | undefined;

/** Everything that is open in a draft, in the order of the form, one for each field. */
export function problemsOf(body: DraftBody): Problem[] {
  const found = new Map<string, Problem>();
  const add = (path: Path, message: string) => {
    if (!found.has(keyOf(path))) found.set(keyOf(path), { path, message });
  };
  const read = RubricBody.safeParse(body);
  if (read.success) return [];
  for (const issue of read.error.issues) add(pathOf(issue), wordsOf(issue, body));
  // The schema asks what the parts keep among each other only once each is right by itself; the form says all at once.
  for (const { path, message } of rubricProblems(body as RubricBody)) add(path, sentence(message));
  return [...found.values()].sort((one, other) => rank(one.path) - rank(other.path) || inOrder(one, other));
}

/** What `problemsOf` found, by field. */
export function problemLookup(problems: readonly Problem[]): ProblemAt {
  const byKey = new Map(problems.map(({ path, message }) => [keyOf(path), message]));
  return (...path) => byKey.get(keyOf(path));
}

/** How many problems stand at a path or below. */
export function problemsBelow(problems: readonly Problem[], ...path: Path): number {
  return problems.filter((problem) => path.every((step, index) => problem.path[index] === step)).length;
}

const SECTIONS = ['title', 'name', 'description', 'has_reasoning_stage', 'questions', 'categories'];

function rank(path: Path): number {
  const at = SECTIONS.indexOf(String(path[0]));
  return at < 0 ? SECTIONS.length : at;
}

function inOrder(one: Problem, other: Problem): number {
  for (const [index, step] of one.path.entries()) {
    const against = other.path[index];
    if (typeof step === 'number' && typeof against === 'number' && step !== against) return step - against;
  }
  return 0;
}

function pathOf({ path }: z.core.$ZodIssue): Path {
  return path.map((step) => (typeof step === 'number' ? step : String(step)));
}

function sentence(words: string): string {
  const full = words.charAt(0).toUpperCase() + words.slice(1);
  return full.endsWith('.') ? full : `${full}.`;
}

const LISTS: Record<string, [one: string, many: string]> = {
  options: ['option', 'options'],
  categories: ['category', 'categories'],
  questions: ['question', 'questions'],
  anchors: ['anchor', 'anchors'],
  honesty_anchors: ['anchor', 'anchors'],
  is: ['answer', 'answers'],
};

function counted(count: number | bigint, path: Path): string {
  const [one, many] = LISTS[String(path.at(-1))] ?? ['entry', 'entries'];
  return `${count} ${Number(count) === 1 ? one : many}`;
}

/** zod's issues as people read them at a field. */
function wordsOf(issue: z.core.$ZodIssue, body: DraftBody): string {
  const path = pathOf(issue);
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string') return 'Empty. Write what graders shall read.';
      if (issue.origin === 'array')
        return path.at(-1) === 'is'
          ? 'Choose at least one answer.'
          : `At least ${counted(issue.minimum, path)}.`;
      return `From ${issue.minimum} on.`;
    case 'too_big':
      if (issue.origin === 'string') return `At most ${issue.maximum} characters.`;
      if (issue.origin === 'array') return `At most ${counted(issue.maximum, path)}.`;
      return `At most ${issue.maximum}.`;
    case 'invalid_format':
      return idWords(path, body, issue.message);
    case 'invalid_type':
      if (issue.expected === 'int') return 'A whole number.';
      return issue.expected === 'number' ? 'A number is missing here.' : sentence(issue.message);
    case 'unrecognized_keys':
      return `A rubric has no field ${issue.keys.map((key) => `"${key}"`).join(', ')} here.`;
    case 'invalid_value':
    case 'invalid_union':
      return path.at(-1) === 'stage' ? 'Stage 1, 2 or 3.' : 'None of the values that can stand here.';
    default:
      return sentence(issue.message);
  }
}

function idWords(path: Path, body: DraftBody, message: string): string {
  const value = path.reduce<unknown>(
    (node, step) => (node as Record<string | number, unknown> | undefined)?.[step],
    body,
  );
  return value === '' ? 'Empty. Exports use it as a key.' : sentence(message);
}

const FIELDS: Record<string, string> = {
  question: 'words',
  hint: 'hint',
  id: 'id',
  title: 'title',
  name: 'name',
  description: 'description',
  stage: 'stage',
  value: 'value',
  label: 'words',
  word: 'word',
  anchor: 'meaning',
  from: 'from',
  to: 'to',
  min: 'least',
  max: 'most',
  unit: 'unit',
  max_length: 'length',
  when: 'condition',
  is: 'answers',
};
const ENTRIES: Record<string, string> = {
  questions: 'Question',
  categories: 'Category',
  honesty_anchors: 'Honesty anchor',
  options: 'option',
  anchors: 'anchor',
};

/** A field as people find it: "Question 3, option 1, words". */
export function placeWords(path: Path): string {
  const words: string[] = [];
  path.forEach((step, index) => {
    if (typeof step === 'number') return;
    const next = path[index + 1];
    const entry = ENTRIES[step];
    if (entry !== undefined && typeof next === 'number') words.push(`${entry} ${next + 1}`);
    else if (step !== 'when' || index === path.length - 1) {
      const isCondition = path[index - 1] === 'when';
      words.push(isCondition ? 'condition' : (FIELDS[step] ?? (entry === undefined ? step : `${step}`)));
    }
  });
  const joined = words.join(', ');
  return joined.charAt(0).toUpperCase() + joined.slice(1);
}
