import { parsePath } from '../../../../shared/json-path.ts';
import type { Rejection } from '../../formats/format.ts';
import { isObject, type JsonObject, unpackedJson } from '../../formats/json.ts';
import { WrongField } from '../../formats/wrong-field.ts';

/** The labels of a record of another tool, before anybody has said what its questions mean. */

/** Text that was marked: offsets as the tool counts them, and its words where the tool repeats them. */
export interface Marked {
  path: string;
  labels: readonly string[];
  start: number | undefined;
  end: number | undefined;
  quote: string | undefined;
  /** Of a dialogue: in which of its turns. */
  turn: number | undefined;
  /** Answers to what was asked of this piece alone. */
  answers: readonly Answer[];
}

export interface Answer {
  question: string;
  /** Where it stands in the record. */
  path: string;
  /** Choices, numbers, texts; several where several could be given. */
  values: readonly unknown[];
  marked: readonly Marked[];
}

/** One grader's answers of one record. */
export interface Answered {
  path: string;
  grader: string | undefined;
  /** Skipped, discarded, or not submitted yet: no label. */
  isSetAside: boolean;
  answers: readonly Answer[];
}

/** A label, or why it cannot be read: one bad annotation leaves the others of its record. */
export type ReadAnswered = Answered | { path: string; rejected: Rejection };

/** What stands at a path, also within JSON that stands in a text. */
export function valueWithin(record: unknown, path: string): unknown {
  let value: unknown = record;
  for (const step of parsePath(path) ?? []) {
    value = unpackedJson(value);
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

export function objectAt(value: unknown, path: string, expected: string): JsonObject {
  if (!isObject(value)) throw new WrongField(path, expected, value);
  return value;
}

export function listAt(value: unknown, path: string, expected: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new WrongField(path, expected, value);
  return value;
}

/** A name or a number as text; undefined where there is none. */
export function nameOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;
}

/** An offset: a whole number from 0, also in a text as older versions of Label Studio have it. */
export function offsetAt(value: unknown, path: string): number {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0)
    throw new WrongField(path, 'a whole number from 0', value);
  return number;
}

/** Answers by their question, in the order in which the questions are first answered. */
export function byQuestion(answers: readonly Answer[]): Answer[] {
  const found = new Map<string, Answer>();
  for (const answer of answers) {
    const before = found.get(answer.question);
    found.set(
      answer.question,
      before === undefined
        ? answer
        : {
            ...before,
            values: [...before.values, ...answer.values],
            marked: [...before.marked, ...answer.marked],
          },
    );
  }
  return [...found.values()];
}
