import { basename } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { readBytes, readError } from './bytes.ts';
import type { FileFacts, RawField, RawRecord, Shape } from './format.ts';
import { parseRecord } from './json.ts';
import { type DocumentEnd, type Slice, type SliceOptions, sliceJson } from './json-slices.ts';
import { splitLines } from './lines.ts';
import { unpack } from './unpack.ts';

/** What is read of text: lines, the items of an array, the fields of an object. */

/** One value longer than this is not what anybody wrote, and would not fit a string of V8. */
const MAX_VALUE_BYTES = 256 * 1024 * 1024;
const MAX_SOURCE_UNITS = 1_000_000;
const SHORTENED_UNITS = 1_000;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

function shortened(text: string): string {
  return text.length > MAX_SOURCE_UNITS ? text.slice(0, SHORTENED_UNITS) : text;
}

export async function* readLines(
  file: string,
  facts: FileFacts,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ line: number; text: string; bytes_done: number }> {
  Object.assign(facts, { bom: false, line_ends: 'none', longest_line_bytes: 0, records: 0, bytes: 0 });
  try {
    for await (const line of splitLines(unpack(readBytes(file, facts), facts.packed), file, facts)) {
      signal?.throwIfAborted();
      yield { ...line, bytes_done: facts.bytes };
    }
  } catch (error) {
    throw readError(error, file);
  }
}

/** One record of text, parsed. */
function rawRecord(text: string, line: number, bytesDone: number): RawRecord {
  return { line, bytes_done: bytesDone, source: () => shortened(text), ...parseRecord(text) };
}

/** JSON Lines: blank lines are passed over, each other line is a record. */
export async function* readLineRecords(
  file: string,
  facts: FileFacts,
  signal: AbortSignal | undefined,
): AsyncGenerator<RawRecord> {
  for await (const { line, text, bytes_done } of readLines(file, facts, signal)) {
    if (text.trim() === '') continue;
    facts.records += 1;
    yield rawRecord(text, line, bytes_done);
  }
}

/** Takes a byte order mark off the first bytes. */
async function* withoutMark(chunks: AsyncIterable<Buffer>, facts: FileFacts): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const chunk of chunks) {
    if (isFirst && BYTE_ORDER_MARK.every((byte, index) => chunk[index] === byte)) {
      facts.bom = true;
      yield chunk.subarray(BYTE_ORDER_MARK.length);
    } else yield chunk;
    isFirst = false;
  }
}

/** Of a file that is cut off: what came before is taken, and this is said of the rest. */
function cutOff(line: number, bytesDone: number): RawRecord {
  return {
    line,
    bytes_done: bytesDone,
    source: () => '',
    rejected: {
      path: '',
      expected: 'the end of the JSON',
      found: 'the end of the file',
      reason: 'the file ends in the middle of a value; what came before it was read.',
    },
  };
}

function tooLong(slice: Slice, bytesDone: number): RawRecord {
  const path = `${slice.key ?? ''}${slice.index === undefined ? '' : `[${slice.index}]`}`;
  return {
    line: slice.line,
    bytes_done: bytesDone,
    source: () => '',
    rejected: {
      path,
      expected: 'at most 256 MiB',
      found: 'a longer value',
      reason: `${path === '' ? 'the record' : `"${path}"`} is longer than 256 MiB.`,
    },
  };
}

/** The values of a document as raw records, from bytes of which `bytesDone` have been read. */
export async function* readSlices(
  chunks: AsyncIterable<Buffer>,
  options: SliceOptions,
  file: string,
  bytesDone: () => number,
  signal: AbortSignal | undefined,
): AsyncGenerator<RawRecord & { key: string | undefined; index: number | undefined }> {
  try {
    for await (const slice of sliceJson(chunks, options)) {
      signal?.throwIfAborted();
      if ('end' in slice) {
        if (slice.end === 'cut')
          yield { ...cutOff(slice.line, bytesDone()), key: undefined, index: undefined };
        continue;
      }
      if ('opens' in slice) continue;
      const { key, index, text, line } = slice;
      const raw = text === undefined ? tooLong(slice, bytesDone()) : rawRecord(text, line, bytesDone());
      yield { ...raw, key, index };
    }
  } catch (error) {
    throw notUtf8(error, file) ?? readError(error, file);
  }
}

function notUtf8(error: unknown, file: string): ShriveError | undefined {
  if ((error as { code?: unknown }).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') return undefined;
  return new ShriveError('FILE_NOT_TEXT', `${basename(file)} is not UTF-8 text. Save the file as UTF-8.`, {
    where: { file },
    cause: error,
  });
}

const KEEP_ALL = () => MAX_VALUE_BYTES;
const SPREAD_NONE = () => false;

function fileSlices(file: string, facts: FileFacts, options: SliceOptions, signal: AbortSignal | undefined) {
  Object.assign(facts, { records: 0 });
  const chunks = withoutMark(unpack(readBytes(file, facts), facts.packed), facts);
  return readSlices(chunks, options, file, () => facts.bytes, signal);
}

/** The items of a JSON array. */
export async function* readItems(
  file: string,
  facts: FileFacts,
  signal: AbortSignal | undefined,
): AsyncGenerator<RawRecord> {
  const options = { spread: SPREAD_NONE, keep: KEEP_ALL };
  for await (const item of fileSlices(file, facts, options, signal)) {
    facts.records += 1;
    yield item;
  }
}

/**
 * The fields of a JSON object, arrays in `spread` item by item, those in `skip` passed over. What is said of a cut file
 * has no key.
 */
export async function* readFields(
  file: string,
  facts: FileFacts,
  spread: readonly string[],
  signal: AbortSignal | undefined,
  skip: (key: string) => boolean,
): AsyncGenerator<RawField> {
  const options = { spread: (key: string) => spread.includes(key), keep: KEEP_ALL, skip };
  for await (const field of fileSlices(file, facts, options, signal))
    yield { ...field, key: field.key ?? '' };
}

/** A JSON object as the one record that it is. */
export async function* readWhole(
  file: string,
  facts: FileFacts,
  signal: AbortSignal | undefined,
): AsyncGenerator<RawRecord> {
  const parts: string[] = [];
  let units = 0;
  for await (const { text } of readLines(file, facts, signal)) {
    units += text.length;
    if (units > MAX_VALUE_BYTES)
      throw new ShriveError(
        'FILE_NOT_TEXT',
        `${basename(file)} is one JSON object of more than 256 MiB. Split it into JSON Lines, one record a line.`,
        { where: { file } },
      );
    parts.push(text);
  }
  facts.records = 1;
  yield rawRecord(parts.join('\n').trim(), 1, facts.bytes);
}

/** Lines that may be bad before one is JSON, in a file of JSON Lines whose first is cut off. */
const PROBED_LINES = 20;

/** Bytes that are looked at to see what a file is; no value of a line is longer. */
const MAX_PROBED_BYTES = MAX_VALUE_BYTES;

/** The first bytes of what may be endless: a few bytes of zstd unpack to gigabytes. Says where it stopped. */
async function* probed(
  chunks: AsyncIterable<Buffer>,
  signal: AbortSignal | undefined,
  stopped: { isCut: boolean },
): AsyncGenerator<Buffer> {
  let left = MAX_PROBED_BYTES;
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    yield chunk;
    left -= chunk.length;
    if (left <= 0) {
      stopped.isCut = true;
      return;
    }
  }
}

/** How a file of text is laid out; reads no further than to the end of its first value. */
export async function shapeOfText(
  file: string,
  facts: FileFacts,
  signal: AbortSignal | undefined,
): Promise<Extract<Shape, 'lines' | 'array' | 'object'>> {
  const stopped = { isCut: false };
  const bytes = withoutMark(unpack(readBytes(file, facts), facts.packed), facts);
  const chunks = probed(bytes, signal, stopped);
  let end: DocumentEnd | undefined;
  try {
    for await (const slice of sliceJson(chunks, { spread: SPREAD_NONE, keep: () => 0 }))
      if ('end' in slice) end = slice;
  } catch (error) {
    throw readError(error, file);
  }
  if (end === undefined || end.end === 'more' || (end.kind !== 'array' && end.kind !== 'object'))
    return 'lines';
  // What goes on for longer than a line can be is no line.
  if (end.end === 'cut' && !stopped.isCut && (await hasRecordLine(file, facts))) return 'lines';
  return end.kind;
}

/** Whether the first bytes that are not blank begin a list or an object. */
export async function beginsAsJson(file: string, facts: FileFacts): Promise<boolean> {
  try {
    for await (const chunk of unpack(readBytes(file, facts), facts.packed)) {
      const text = chunk
        .toString('latin1')
        .replace(/^\xef\xbb\xbf/, '')
        .trimStart();
      if (text !== '') return text.startsWith('{') || text.startsWith('[');
    }
  } catch (error) {
    throw readError(error, file);
  }
  return false;
}

async function hasRecordLine(file: string, facts: FileFacts): Promise<boolean> {
  let probed = 0;
  for await (const { text } of readLines(file, facts, undefined)) {
    const parsed = parseRecord(text);
    if ('value' in parsed && typeof parsed.value === 'object' && parsed.value !== null) return true;
    probed += 1;
    if (probed >= PROBED_LINES) break;
  }
  return false;
}

const SKETCHED_BYTES = 64 * 1024;
const SKETCHED_ITEMS = 5;
const EMPTY = { object: {}, array: [], string: '', other: null } as const;

/** A JSON object as it is recognised by: {@link Sample.records}. */
export async function sketchOf(chunks: AsyncIterable<Buffer>): Promise<Record<string, unknown>> {
  const sketch: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const options = {
    spread: () => true,
    keep: (_key: string | undefined, index: number | undefined) =>
      index === undefined || index < SKETCHED_ITEMS ? SKETCHED_BYTES : 0,
  };
  for await (const slice of sliceJson(chunks, options)) {
    if ('opens' in slice) sketch[slice.opens] = [];
    if ('end' in slice || 'opens' in slice || slice.key === undefined) continue;
    const parsed = slice.text === undefined ? undefined : parseRecord(slice.text);
    const value = parsed !== undefined && 'value' in parsed ? parsed.value : EMPTY[slice.kind];
    if (slice.index === undefined) sketch[slice.key] = value;
    else {
      if (slice.index < SKETCHED_ITEMS) (sketch[slice.key] as unknown[]).push(value);
    }
  }
  return { ...sketch };
}

/** The sketch of a file of text, of what stands in the beginning of it. */
export function sketchOfFile(
  file: string,
  facts: FileFacts,
  signal: AbortSignal | undefined,
): Promise<Record<string, unknown>> {
  const bytes = withoutMark(unpack(readBytes(file, facts), facts.packed), facts);
  return sketchOf(probed(bytes, signal, { isCut: false }));
}
