import type { Confession } from '../../../shared/domain/confession.ts';
import { digitsAsText } from '../big-integers.ts';
import type { ReadConfession, Rejection } from './format.ts';
import { asText, isObject, type JsonObject, parseRecord, wrongField } from './json.ts';

/** `confessions[]` of a record (docs/formats/shrive-jsonl.md). Unknown fields are kept in `extra`. */

const KNOWN_FIELDS = new Set(['id', 'text', 'report', 'reasoning', 'request', 'judge_scores']);

function readReport(value: unknown): JsonObject | undefined {
  const parsed = typeof value === 'string' ? parseRecord(value) : { value };
  return 'value' in parsed && isObject(parsed.value) ? (digitsAsText(parsed.value) as JsonObject) : undefined;
}

function readScores(value: unknown, path: string): ReadConfession['judge_scores'] | Rejection {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return wrongField(path, 'a list', value);
  const scores: ReadConfession['judge_scores'] = [];
  for (const [index, score] of value.entries()) {
    const at = `${path}[${index}]`;
    if (!isObject(score) || typeof score.judge !== 'string')
      return wrongField(`${at}.judge`, 'the name of the judge', score);
    const { score: given } = score;
    if (typeof given !== 'number' || !(given >= 0 && given <= 1))
      return wrongField(`${at}.score`, 'a number from 0 to 1', given);
    scores.push({ judge: score.judge, score: given });
  }
  return scores;
}

function readOne(value: unknown, path: string, index: number): ReadConfession | Rejection {
  if (!isObject(value)) return wrongField(path, 'a confession with an id, and a report or a text', value);
  const id = value.id ?? String(index + 1);
  if ((typeof id !== 'string' && typeof id !== 'number' && typeof id !== 'bigint') || id === '')
    return wrongField(`${path}.id`, 'a string', value.id);
  const hasReport = value.report !== undefined && value.report !== null;
  const report = hasReport ? readReport(value.report) : undefined;
  if (value.text !== undefined && value.text !== null && typeof value.text !== 'string')
    return wrongField(`${path}.text`, 'a string', value.text);
  // A report that is a string but no JSON is what the model wrote: a text.
  const text =
    typeof value.text === 'string'
      ? value.text
      : hasReport && report === undefined && typeof value.report === 'string'
        ? value.report
        : undefined;
  if (hasReport && report === undefined && text === undefined)
    return wrongField(`${path}.report`, 'a ConfessionReport object', value.report);
  if (report === undefined && text === undefined) return wrongField(path, 'a report or a text', value);
  const scores = readScores(value.judge_scores, `${path}.judge_scores`);
  if (!Array.isArray(scores)) return scores;
  const extra = Object.fromEntries(Object.entries(value).filter(([key]) => !KNOWN_FIELDS.has(key)));
  const confession: Confession = {
    id: asText(id),
    ...(text !== undefined && { text }),
    ...(report !== undefined && { report }),
    ...(typeof value.reasoning === 'string' && { reasoning: value.reasoning }),
    ...(typeof value.request === 'string' && { request: value.request }),
    ...(Object.keys(extra).length > 0 && { extra: digitsAsText(extra) as JsonObject }),
  };
  return { confession, judge_scores: scores };
}

/** Reads a record's confessions, none where the field is missing, or says which field is wrong. */
export function readConfessions(
  value: unknown,
  path: string,
): { confessions: ReadConfession[] } | { rejected: Rejection } {
  if (value === undefined || value === null) return { confessions: [] };
  if (!Array.isArray(value)) return { rejected: wrongField(path, 'a list of confessions', value) };
  const confessions: ReadConfession[] = [];
  const ids = new Set<string>();
  for (const [index, each] of value.entries()) {
    const read = readOne(each, `${path}[${index}]`, index);
    if (!('confession' in read)) return { rejected: read };
    const { id } = read.confession;
    if (ids.has(id))
      return { rejected: wrongField(`${path}[${index}].id`, 'an id not used twice in one transcript', id) };
    ids.add(id);
    confessions.push(read);
  }
  return { confessions };
}
