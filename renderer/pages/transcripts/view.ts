import {
  TRANSCRIPT_SORTS,
  type TranscriptFilter,
  type TranscriptSort,
} from '../../../shared/contract/transcripts.ts';
import { GRADING_STATES, OUTCOMES } from '../../../shared/domain/vocabulary.ts';

/** What the table shows: it lives in the URL whole, so that a view can be linked and Back leads to the one before. */
export interface View {
  filter: TranscriptFilter;
  sort: TranscriptSort;
}

/** Search parameters as the router hands them over. Written by us they are strings; typed by hand, anything. */
export type SearchParams = Record<string, unknown>;

/** The order in which transcripts came in, which is also the queue's. */
export const DEFAULT_SORT: TranscriptSort = { by: 'added', descending: false };

const METADATA_PREFIX = 'meta.';
const MAX_SEARCH_LENGTH = 500;

/** Reads a view from the URL. What cannot be understood is left out, never an error: links grow old. */
export function viewOfSearch(params: SearchParams): View {
  const filter: TranscriptFilter = {};
  const search = textOf(params['q']).slice(0, MAX_SEARCH_LENGTH);
  if (search.trim() !== '') filter.search = search;
  assignList(filter, 'states', known(listOf(params['state']), GRADING_STATES));
  assignList(filter, 'outcomes', known(listOf(params['outcome']), OUTCOMES));
  assignList(filter, 'models', listOf(params['model']));
  assignList(filter, 'environments', listOf(params['environment']));
  assignList(filter, 'calls', listOf(params['calls']).map(rangeOf).filter(isDefined));
  assignList(filter, 'confessions', listOf(params['confessions']).map(countOf).filter(isDefined));
  const metadata = Object.entries(params)
    .filter(([name]) => name.startsWith(METADATA_PREFIX))
    .map(([name, value]) => [name.slice(METADATA_PREFIX.length), listOf(value)] as const)
    .filter(([, values]) => values.length > 0);
  if (metadata.length > 0) filter.metadata = Object.fromEntries(metadata);
  return { filter, sort: sortOf(textOf(params['sort'])) };
}

/** The other way round. Only what differs from the whole table is written. */
export function searchOfView({ filter, sort }: View): Record<string, string> {
  const params: Record<string, string> = {};
  const write = (name: string, values: readonly (string | number)[] | undefined) => {
    if (values !== undefined && values.length > 0) params[name] = values.map(escapeItem).join(',');
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
  if (sort.by !== DEFAULT_SORT.by || sort.descending !== DEFAULT_SORT.descending) {
    params['sort'] = `${sort.descending ? '-' : ''}${sort.by}`;
  }
  return params;
}

/** Whether anything is left out of the table. */
export function isFiltered(filter: TranscriptFilter): boolean {
  return Object.keys(searchOfView({ filter, sort: DEFAULT_SORT })).length > 0;
}

/** A click on a column's head: ascending, descending, the dataset's own order again. */
export function nextSort(sort: TranscriptSort, by: TranscriptSort['by']): TranscriptSort {
  if (sort.by !== by) return { by, descending: false };
  return sort.descending ? DEFAULT_SORT : { by, descending: true };
}

function textOf(value: unknown): string {
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

function known<Word extends string>(items: readonly string[], words: readonly Word[]): Word[] {
  return words.filter((word) => items.includes(word));
}

function rangeOf(text: string): { from: number; to: number | null } | undefined {
  const match = /^(\d{1,9})-(\d{0,9})$/.exec(text);
  if (match === null) return undefined;
  return { from: Number(match[1]), to: match[2] === '' ? null : Number(match[2]) };
}

function countOf(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function sortOf(text: string): TranscriptSort {
  const by = TRANSCRIPT_SORTS.find((sort) => sort === text.replace(/^-/, ''));
  return by === undefined ? DEFAULT_SORT : { by, descending: text.startsWith('-') };
}

function assignList<Name extends keyof TranscriptFilter>(
  filter: TranscriptFilter,
  name: Name,
  values: NonNullable<TranscriptFilter[Name]> & readonly unknown[],
): void {
  if (values.length > 0) filter[name] = values;
}

function isDefined<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}
