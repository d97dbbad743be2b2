import { asRecord, asReport } from '../../../shared/domain/report-json.ts';
import { digitsAsText } from '../big-integers.ts';
import { isCsv, readCsv } from '../formats/csv-records.ts';
import type { Rejection, Source } from '../formats/format.ts';
import { isObject, type JsonObject, wrongField } from '../formats/json.ts';
import type { Joined, JoinReader, JoinRecord, ScoreOptions, Target } from './joined.ts';
import { readScore } from './scores.ts';

/** Confessions and judge scores in a file of their own, joined by id (docs/formats/joined-by-id.md). */

const IDS = ['transcript_id', 'transcript', 'id', 'sample_id'] as const;
const WORDS = ['confession', 'report', 'text'] as const;

function nameOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;
}

/** A field that is there and not empty: CSV has every column in every row. */
function given(record: JsonObject, field: string): unknown {
  const value = record[field];
  return value === null || value === '' ? undefined : value;
}

/** What a record is about, by the first id that it has. */
export function targetOf(record: unknown): Target | undefined {
  if (!isObject(record)) return undefined;
  const field = IDS.find((each) => nameOf(given(record, each)) !== undefined);
  if (field === undefined) return undefined;
  const id = nameOf(record[field]) ?? '';
  const epoch = nameOf(given(record, 'epoch'));
  // An id with an epoch is that of a sample, whatever its field is called.
  return field === 'sample_id' || epoch !== undefined ? { sample_id: id, epoch } : { transcript_id: id };
}

function textField(record: JsonObject, field: string): string | undefined {
  const value = given(record, field);
  return typeof value === 'string' ? value : undefined;
}

function confessionOf(record: JsonObject): Joined['confession'] | { rejected: Rejection } {
  const field = WORDS.find((each) => given(record, each) !== undefined);
  if (field === undefined) return undefined;
  const value = record[field];
  const report = asReport(value) ?? (field === 'report' ? asRecord(value) : undefined);
  if (typeof value !== 'string' && report === undefined)
    return { rejected: wrongField(field, 'a confession: a text or a report', value) };
  const [reasoning, request] = [textField(record, 'reasoning'), textField(record, 'request')];
  return {
    id: nameOf(given(record, 'confession_id')),
    ...(typeof value === 'string' && { text: value }),
    ...(report !== undefined && { report: digitsAsText(report) as JsonObject }),
    ...(reasoning !== undefined && { reasoning }),
    ...(request !== undefined && { request }),
  };
}

function readJoined(value: unknown, options: ScoreOptions): { joined: Joined } | { rejected: Rejection } {
  if (!isObject(value)) return { rejected: wrongField('', 'an object with a transcript_id', value) };
  const target = targetOf(value);
  if (target === undefined)
    return { rejected: wrongField('transcript_id', 'the id of a transcript', value.transcript_id) };
  const confession = confessionOf(value);
  if (confession !== undefined && 'rejected' in confession) return confession;
  const confession_id = nameOf(given(value, 'confession_id'));
  let score: Joined['score'];
  if (given(value, 'score') !== undefined) {
    const judge = nameOf(given(value, 'judge')) ?? options.judge;
    if (judge === undefined)
      return {
        rejected: wrongField(
          'judge',
          'the name of the judge, or one judge said for all (--judge)',
          undefined,
        ),
      };
    const read = readScore(value.score, 'score', options.scale);
    if (typeof read !== 'number') return read;
    score = { judge, score: read };
  }
  if (confession === undefined && score === undefined)
    return { rejected: wrongField('confession', 'a confession or a score', undefined) };
  return { joined: { target, confession_id, confession, score } };
}

const OWN = new Set<string>([
  ...IDS,
  ...WORDS,
  ...['epoch', 'confession_id', 'reasoning', 'request', 'judge', 'score'],
]);
/** What asked for the confession or was judged may come along with the name of the transcript. */
const PROMPTS = ['prompt', 'instruction'];
const MAX_PLAIN_TEXT = 200;

/** Whether a record has no more than an id and a text, which need not be a confession. */
export function isTextAlone(record: unknown): boolean {
  return (
    isObject(record) &&
    !['id', 'text'].some((field) => given(record, field) === undefined) &&
    [...OWN].every((field) => field === 'id' || field === 'text' || given(record, field) === undefined)
  );
}

/** Whether a record says of what transcript it is by a name that nothing but such lines has. */
function namesTranscript(record: JsonObject): boolean {
  return IDS.some((field) => field !== 'id' && nameOf(given(record, field)) !== undefined);
}

/** Whether a record has fields beside those of joined lines that could hold a conversation. */
export function hasMore(record: unknown): boolean {
  if (!isObject(record)) return false;
  const isNamed = namesTranscript(record);
  return Object.entries(record).some(([field, value]) => {
    if (OWN.has(field) || PROMPTS.includes(field)) return false;
    if (typeof value === 'string') return !isNamed && value.length > MAX_PLAIN_TEXT;
    return typeof value === 'object' && value !== null;
  });
}

/** Whether a record is no line to be joined: a transcript of its own, or an answer of a grader. */
function isOther(record: JsonObject): boolean {
  const others = ['messages', 'conversations', 'misbehaved', ...(namesTranscript(record) ? [] : PROMPTS)];
  return others.some((field) => field in record);
}

export const byId: JoinReader = {
  name: 'joined-by-id',
  title: 'Confessions and scores by id',
  extensions: ['jsonl', 'json', 'csv', 'parquet'],
  detect: (records) =>
    records.length > 0 &&
    records.every(
      (record) =>
        isObject(record) &&
        targetOf(record) !== undefined &&
        !isOther(record) &&
        [...WORDS, 'score'].some((field) => given(record, field) !== undefined),
    ),
  read: async function* (source, options, signal): AsyncGenerator<JoinRecord> {
    const records = (await isCsv(source, signal)) ? readCsv(source, signal) : source.records(signal);
    for await (const raw of records)
      yield { ...raw, ...('rejected' in raw ? { rejected: raw.rejected } : readJoined(raw.value, options)) };
  },
};

/** The first rows of a table, for recognising it. */
export async function firstRows(
  source: Source,
  count: number,
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  const rows: unknown[] = [];
  if (!(await isCsv(source, signal))) return rows;
  for await (const record of readCsv(source, signal)) {
    if ('value' in record) rows.push(record.value);
    if (rows.length >= count) break;
  }
  return rows;
}
