import type { TranscriptFilter } from '../contract/transcripts.ts';
import { GRADING_STATES, OUTCOMES } from '../domain/vocabulary.ts';

/**
 * A filter of transcripts in words: the address of the table, `?state=submitted&model=a,b`, and `--filter` on the command
 * line say it alike. Values of one name are separated by commas; a comma or backslash that belongs to a value has a
 * backslash before it.
 */

/** By name, as an address or a command line hands them over: strings, but typed by hand anything. */
export type FilterParams = Record<string, unknown>;

const METADATA_PREFIX = 'meta.';
const MAX_SEARCH_LENGTH = 500;

/** The names that a filter has, as they are written. */
export const FILTER_NAMES = [
  'q',
  'state',
  'outcome',
  'model',
  'environment',
  'calls',
  'confessions',
  'meta.KEY',
] as const;

export interface ReadFilter {
  filter: TranscriptFilter;
  /** What could not be understood, as it was written: `state=done`, `colour`. Of an address it is left out. */
  unknown: string[];
}

/** Reads what it understands. */
export function filterOfParams(params: FilterParams): ReadFilter {
  const filter: TranscriptFilter = {};
  const unknown: string[] = [];
  const list = <Value>(name: string, read: (item: string) => Value | undefined): Value[] =>
    listOf(params[name]).flatMap((item) => {
      const value = read(item);
      if (value !== undefined) return [value];
      unknown.push(`${name}=${item}`);
      return [];
    });
  const search = textOf(params['q']).slice(0, MAX_SEARCH_LENGTH);
  if (search.trim() !== '') filter.search = search;
  assignList(filter, 'states', inOrder(list('state', oneOf(GRADING_STATES)), GRADING_STATES));
  assignList(filter, 'outcomes', inOrder(list('outcome', oneOf(OUTCOMES)), OUTCOMES));
  assignList(filter, 'models', list('model', String));
  assignList(filter, 'environments', list('environment', String));
  assignList(filter, 'calls', list('calls', rangeOf));
  assignList(filter, 'confessions', list('confessions', countOf));
  const metadata: [string, string[]][] = [];
  for (const [name, value] of Object.entries(params)) {
    if (name.startsWith(METADATA_PREFIX)) {
      const values = listOf(value);
      if (values.length > 0) metadata.push([name.slice(METADATA_PREFIX.length), values]);
    } else if (!FILTER_NAMES.some((known) => known === name)) unknown.push(name);
  }
  if (metadata.length > 0) filter.metadata = Object.fromEntries(metadata);
  return { filter, unknown };
}

/** The other way round. */
export function paramsOfFilter(filter: TranscriptFilter): Record<string, string> {
  const params: Record<string, string> = {};
  const write = (name: string, values: readonly (string | number)[] | undefined) => {
    // Of one empty value alone a backslash is left, so that it is something.
    if (values !== undefined && values.length > 0) params[name] = values.map(escapeItem).join(',') || '\\';
  };
  if (filter.search !== undefined && filter.search.trim() !== '') params['q'] = filter.search;
  write('state', filter.states);
  write('outcome', filter.outcomes);
  write('model', filter.models);
  write('environment', filter.environments);
  write(
    'calls',
    filter.calls?.map(({ from, to }) => `${from}-${to ?? ''}`),
  );
  write('confessions', filter.confessions);
  for (const [key, values] of Object.entries(filter.metadata ?? {})) write(METADATA_PREFIX + key, values);
  return params;
}

/** Whether anything is left out. */
export function isFiltered(filter: TranscriptFilter): boolean {
  return Object.keys(paramsOfFilter(filter)).length > 0;
}

export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** `a,b`; a comma or backslash that belongs to a value has a backslash before it. */
function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(textOf);
  const text = textOf(value);
  if (text === '') return [];
  const items: string[] = [''];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === ',') items.push('');
    else if (character === '\\') items[items.length - 1] += text.charAt(++at);
    else items[items.length - 1] += character;
  }
  return items;
}

function escapeItem(item: string | number): string {
  return String(item).replace(/[\\,]/g, '\\$&');
}

function oneOf<Word extends string>(words: readonly Word[]): (item: string) => Word | undefined {
  return (item) => words.find((word) => word === item);
}

function inOrder<Word extends string>(items: readonly Word[], words: readonly Word[]): Word[] {
  return words.filter((word) => items.includes(word));
}

/** `5-9`, `10-` for 10 and more, `3` for 3 alone. */
function rangeOf(text: string): { from: number; to: number | null } | undefined {
  const match = /^(\d{1,9})(-?)(\d{0,9})$/.exec(text);
  if (match === null || (match[2] === '' && match[3] !== '')) return undefined;
  const from = Number(match[1]);
  if (match[2] === '') return { from, to: from };
  return { from, to: match[3] === '' ? null : Number(match[3]) };
}

function countOf(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function assignList<Name extends keyof TranscriptFilter>(
  filter: TranscriptFilter,
  name: Name,
  values: NonNullable<TranscriptFilter[Name]> & readonly unknown[],
): void {
  if (values.length > 0) filter[name] = values;
}

/**
 * Conditions of a command line, `NAME=VALUE,VALUE` each; one name given again adds values. Nothing is left out silently:
 * what is not understood is in `unknown`.
 */
export function filterOfConditions(conditions: readonly string[]): ReadFilter {
  const params: Record<string, string> = {};
  const unknown: string[] = [];
  for (const condition of conditions) {
    const at = condition.indexOf('=');
    const name = condition.slice(0, at);
    if (at <= 0) unknown.push(condition);
    else {
      const value = condition.slice(at + 1) || '\\';
      const before = params[name];
      params[name] = before === undefined ? value : `${before},${value}`;
    }
  }
  const read = filterOfParams(params);
  return { filter: read.filter, unknown: [...unknown, ...read.unknown] };
}
