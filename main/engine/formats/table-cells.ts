import { isObject, type JsonObject, parseRecord } from './json.ts';

/**
 * What tables do to nested values: a cell holds the JSON of a list as text, and older versions of `datasets` write a
 * list of objects as an object of lists.
 */

/** Columns that are known to hold more than text. Others stay the text that they are. */
const NESTED_COLUMN =
  /^(messages|conversations?|prompt|completion|chosen|rejected|confessions|metadata|traj|history|tools|context|judge_scores)$/;

function isTurn(value: unknown): boolean {
  return isObject(value) && (typeof value.role === 'string' || typeof value.from === 'string');
}

/** JSON in a cell, if it is what such a column holds; an answer that happens to be JSON stays text. */
function unfolded(key: string, text: string): unknown {
  const start = text.trimStart().charAt(0);
  if (start !== '[' && start !== '{') return text;
  const parsed = parseRecord(text);
  if (!('value' in parsed)) return text;
  const { value } = parsed;
  if (key === 'metadata') return isObject(value) ? value : text;
  if (key === 'confessions' || key === 'judge_scores' || key === 'tools')
    return Array.isArray(value) && value.every(isObject) ? value : text;
  if (key === 'history') return Array.isArray(value) ? value : text;
  return Array.isArray(value) && value.length > 0 && value.every(isTurn) ? value : text;
}

/** `{role: […], content: […]}` as the list of messages that it was. */
function zipped(value: unknown): unknown {
  if (!isObject(value)) return value;
  const { role, from } = value;
  const lead = Array.isArray(role) ? role : Array.isArray(from) ? from : undefined;
  if (lead === undefined) return value;
  const columns = Object.entries(value);
  if (!columns.every(([, column]) => Array.isArray(column) && column.length === lead.length)) return value;
  return lead.map((_, index) =>
    Object.fromEntries(
      columns.flatMap(([key, column]) => {
        const cell: unknown = (column as unknown[])[index];
        return cell === null || cell === undefined ? [] : [[key, cell]];
      }),
    ),
  );
}

/** A row of a table with its nested values as they were before they were put into cells. */
export function withNestedValues(row: unknown): unknown {
  if (!isObject(row)) return row;
  const columns: JsonObject = {};
  for (const [key, value] of Object.entries(row))
    columns[key] =
      typeof value === 'string' && NESTED_COLUMN.test(key) ? unfolded(key, value) : zipped(value);
  return columns;
}
