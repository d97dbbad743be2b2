import { ShriveError } from '../../../shared/contract/errors.ts';
import { type Confession, reportInText } from '../../../shared/domain/confession.ts';
import { asRecord, asReport } from '../../../shared/domain/report-json.ts';
import { CONFESSION_REQUEST_PATTERN, splitConfession } from '../../../shared/domain/split-confession.ts';
import { parsePath, pathOf, type Step, valueAt, without } from '../../../shared/json-path.ts';
import { digitsAsText } from '../big-integers.ts';
import type { ReadConfession, ReadTranscript, Rejection } from '../formats/format.ts';
import { shown, wrongField } from '../formats/json.ts';
import { canonicalJson } from '../hash.ts';
import { requestPattern } from './request-pattern.ts';

/** Where else confessions are than in `confessions`; null or undefined: nowhere. */
export interface ConfessionPlaces {
  /** Splits off last turns that answer a request which this pattern finds. */
  confession_request: string | null;
  /** Path of a field in the metadata that holds the confession. */
  confession_field: string | null;
}

/** A transcript with the confessions that were found in it. */
export interface Found {
  read: ReadTranscript;
  /** Its last turn answers a request, whether it was split off or not. */
  recognised: Confession | undefined;
}

/** The same words make one confession, wherever they were found. */
function wordsOf({ report, text }: Confession): string {
  const said = report ?? (text === undefined ? undefined : reportInText(text));
  return said === undefined ? (text ?? '').trim() : canonicalJson(digitsAsText(said));
}

/** Adds a confession unless it is there; what the one there lacks of request and reasoning it gains. */
function withConfession(there: readonly ReadConfession[], found: Confession): ReadConfession[] | Rejection {
  const words = wordsOf(found);
  const same = there.findIndex(({ confession }) => wordsOf(confession) === words);
  if (same >= 0) {
    const { request, reasoning } = found;
    return there.map((each, index) =>
      index === same
        ? {
            ...each,
            confession: {
              ...(request !== undefined && { request }),
              ...(reasoning !== undefined && { reasoning }),
              ...each.confession,
            },
          }
        : each,
    );
  }
  if (there.some(({ confession }) => confession.id === found.id))
    return wrongField('confessions', `no other confession called ${shown(found.id)}`, found.id);
  return [...there, { confession: found, judge_scores: [] }];
}

function confessionOf(value: unknown, id: string): Confession | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : { id, text: value };
  const record = asRecord(value);
  if (record === undefined) return undefined;
  const inner = record.confession ?? record.report ?? record.text;
  if (asReport(record) === undefined && inner !== undefined && inner !== value)
    return confessionOf(inner, id);
  return { id, report: digitsAsText(record) as Record<string, unknown> };
}

/**
 * Finds the confessions of transcripts that have them somewhere else than in `confessions`. Works on what readers hand
 * over, so for every format alike.
 */
export class ConfessionFinder {
  readonly #isSplit: boolean;
  readonly #asks: (text: string) => boolean;
  readonly #field: Step[] | undefined;

  /** Fails with INPUT_INVALID where the pattern or the path is none. */
  constructor({ confession_request: pattern, confession_field: field }: ConfessionPlaces) {
    this.#isSplit = pattern !== null;
    this.#asks = requestPattern(pattern ?? CONFESSION_REQUEST_PATTERN);
    if (field === null) return;
    const path = parsePath(field);
    if (path === undefined)
      throw new ShriveError(
        'INPUT_INVALID',
        `${shown(field)} is no path; write one like metadata.confession.`,
        {
          where: { path: 'confession_field' },
        },
      );
    this.#field = path;
  }

  find(read: ReadTranscript): Found | { rejected: Rejection } {
    const split = splitConfession(read.messages, this.#asks);
    let found = read;
    if (split !== undefined && this.#isSplit) {
      const confessions = withConfession(read.confessions, split.confession);
      if (!Array.isArray(confessions)) return { rejected: confessions };
      found = { ...read, messages: split.messages, confessions };
    }
    if (this.#field !== undefined) {
      const taken = this.#takeField(found, this.#field);
      if ('rejected' in taken) return taken;
      found = taken;
    }
    return { read: found, recognised: split?.confession };
  }

  #takeField(read: ReadTranscript, field: readonly Step[]): ReadTranscript | { rejected: Rejection } {
    const { metadata } = read;
    const isWhole = field[0] === 'metadata' && !Object.hasOwn(metadata, 'metadata');
    const path = isWhole ? field.slice(1) : field;
    const value = valueAt(metadata, path);
    if (value === undefined || value === null || path.length === 0) return read;
    const name = pathOf(path);
    const values: [id: string, value: unknown][] = Array.isArray(value)
      ? value.map((each, index) => [`${name}[${index}]`, each])
      : [[name, value]];
    let { confessions } = read;
    for (const [id, each] of values) {
      const confession = confessionOf(each, id);
      if (confession === undefined)
        return { rejected: wrongField(`metadata.${id}`, 'a confession: a text or a report', each) };
      const added = withConfession(confessions, confession);
      if (!Array.isArray(added)) return { rejected: added };
      confessions = added;
    }
    return { ...read, confessions, metadata: without(metadata, [path]) };
  }
}

/** Whether the last turn answers what usually asks for a confession, whatever somebody wants split off. */
export function endsInConfession({ messages }: ReadTranscript): boolean {
  return splitConfession(messages, requestPattern(CONFESSION_REQUEST_PATTERN)) !== undefined;
}

const MAX_DEPTH_SOUGHT = 6;
const MAX_VALUES_SOUGHT = 500;
const MAX_TEXT_SOUGHT = 200_000;

/** Paths in metadata whose value is or holds a report: what to offer as the field of the confession. */
export function reportPaths(metadata: Record<string, unknown>): string[] {
  const found: string[] = [];
  let seen = 0;
  const look = (value: unknown, path: readonly Step[]) => {
    if (++seen > MAX_VALUES_SOUGHT) return;
    const isReport =
      typeof value === 'string'
        ? value.length <= MAX_TEXT_SOUGHT && reportInText(value) !== undefined
        : asReport(value) !== undefined;
    if (isReport) found.push(pathOf(path));
    else if (typeof value === 'object' && value !== null && path.length < MAX_DEPTH_SOUGHT)
      for (const [key, inner] of Object.entries(value))
        if (key !== '') look(inner, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  look(metadata, []);
  return found;
}
