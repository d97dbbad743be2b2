import { isObject, type JsonObject, without } from './json.ts';

/** The ways in which rows hold several answers to one prompt. */

/** One answer: what stands there, where, and what the row says of it alone. */
export interface Answer {
  /** `chosen` or `rejected` where the row says which is which; else the name of its field. */
  name: string;
  value: unknown;
  path: string;
  metadata: JsonObject;
}

export interface PairedRow {
  /** The row without its answers; its conversation stands in one of its own fields. */
  record: JsonObject;
  answers: Answer[];
  /** By what the row was recognised. */
  by: readonly string[];
}

/** Tables joined of several files put a name before each key: `harmless-base/chosen`. */
const PREFIXED = /^(.+[/.])chosen$/;

export function withoutPrefix(record: JsonObject): JsonObject {
  if ('chosen' in record) return record;
  const prefix = Object.keys(record)
    .map((key) => PREFIXED.exec(key)?.[1])
    .find((each) => each !== undefined && `${each}rejected` in record);
  if (prefix === undefined) return record;
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [
      key.startsWith(prefix) ? key.slice(prefix.length) : key,
      value,
    ]),
  );
}

/** Names of the answer that is preferred and of the other one. */
const SIDES: readonly (readonly [chosen: string, rejected: string])[] = [
  ['chosen', 'rejected'],
  // OpenAI's preference fine-tuning.
  ['preferred_output', 'non_preferred_output'],
];

function sides(record: JsonObject): PairedRow | undefined {
  const pair = SIDES.find((each) => each.every((key) => key in record));
  if (pair === undefined) return undefined;
  const answers = pair.map((field, index): Answer => {
    const name = index === 0 ? 'chosen' : 'rejected';
    // Who wrote the answer, as sets of many models say it.
    const model = record[`${name}_model`] ?? record[`${name}-model`];
    return {
      name,
      value: record[field],
      path: field,
      metadata: typeof model === 'string' ? { model } : {},
    };
  });
  const { input, ...others } = without(record, ...pair);
  // OpenAI puts the tools beside the messages; what else stands there is of both answers.
  const given = isObject(input) && 'messages' in input ? { ...others, ...input } : undefined;
  return { record: given ?? (input === undefined ? others : { ...others, input }), answers, by: pair };
}

/** NeMo RL: `completions` with a rank each, of which the lowest is preferred. */
function ranked(record: JsonObject): PairedRow | undefined {
  const { completions } = record;
  if (!Array.isArray(completions) || completions.length === 0 || !('context' in record)) return undefined;
  const items = completions as unknown[];
  if (!items.every((each) => isObject(each) && 'completion' in each)) return undefined;
  const ranks = items.map((each) => {
    const { rank } = each as JsonObject;
    return typeof rank === 'number' || typeof rank === 'string' ? Number(rank) : Number.NaN;
  });
  const best = Math.min(...ranks);
  const isRanked = ranks.every(Number.isFinite) && ranks.some((rank) => rank !== best);
  const answers = (items as JsonObject[]).map(({ completion, ...metadata }, index): Answer => {
    const side = ranks[index] === best ? 'chosen' : 'rejected';
    return {
      name: isRanked ? side : 'completion',
      value: completion,
      path: `completions[${index}].completion`,
      metadata,
    };
  });
  return { record: without(record, 'completions'), answers, by: ['context', 'completions'] };
}

/** Two answers beside each other; which is the better one other fields say, in words of their own. */
const BESIDE: readonly (readonly [string, string])[] = [
  ['response1', 'response2'],
  ['response_1', 'response_2'],
  ['response_0', 'response_1'],
  ['response_a', 'response_b'],
  ['answer_0', 'answer_1'],
  ['human_ref_A', 'human_ref_B'],
  ['conversation_a', 'conversation_b'],
];

function isAnswer(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.length > 0 && value.every(isObject));
}

function beside(record: JsonObject): PairedRow | undefined {
  const pair = BESIDE.find((each) => each.every((key) => isAnswer(record[key])));
  if (pair === undefined) return undefined;
  const answers = pair.map((field): Answer => {
    const model = record[`model_${field.at(-1)}`];
    return {
      name: field,
      value: record[field],
      path: field,
      metadata: { answer: field, ...(typeof model === 'string' && { model }) },
    };
  });
  return { record: without(record, ...pair), answers, by: pair };
}

/** A row with its answers apart; undefined where it has none of the shapes. */
export function pairedRow(record: JsonObject): PairedRow | undefined {
  return sides(record) ?? ranked(record) ?? beside(record);
}
