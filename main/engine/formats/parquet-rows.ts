import { basename } from 'node:path';
import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type FileMetaData,
  type ParquetParsers,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type SchemaTree,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { isDeeperThan, MAX_DEPTH } from '../../../shared/domain/depth.ts';
import { stringifyKeepingDigits } from '../big-integers.ts';
import { hashFile, readError } from './bytes.ts';
import type { FileFacts, RawRecord, Rejection } from './format.ts';
import { parseRecord } from './json.ts';
import { withNestedValues } from './table-cells.ts';

/** A row group is read at once up to so many unpacked bytes; of a larger one, so much at a time. */
const BYTES_AT_ONCE = 64 * 1024 * 1024;
const MAX_SOURCE_UNITS = 1_000_000;
/** A row takes a bit at the least: a footer that counts more rows is made up. */
const MAX_ROWS_PER_BYTE = 8;

const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text where the bytes are text, else base64: columns without a type hold either. */
function textOf(bytes: Uint8Array): string {
  // A damaged file may call its numbers text.
  if (!(bytes instanceof Uint8Array)) return String(bytes);
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('base64');
  }
}

const PARSERS: Partial<ParquetParsers> = {
  stringFromBytes: (bytes: Uint8Array | undefined) => bytes && textOf(bytes),
  // What is no JSON in a column of JSON is one cell, not the end of the file.
  jsonFromBytes: (bytes: Uint8Array | undefined) => {
    if (bytes === undefined) return undefined;
    const text = textOf(bytes);
    const parsed = parseRecord(text);
    return 'value' in parsed ? parsed.value : text;
  },
  dateFromDays: (days: number) => {
    const date = new Date(days * 86_400_000);
    return Number.isNaN(date.getTime()) ? days : date.toISOString().slice(0, 10);
  },
};

/** A value of a row as JSON has it: integers that fit are numbers, dates are text, absent keys are absent. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint')
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      // A struct of Parquet has all its keys in every row: those without a value were not there.
      inner === null || inner === undefined ? [] : [[key, plain(inner)]],
    ),
  );
}

function damaged(error: unknown, file: string): Error {
  const read = readError(error, file);
  if (read instanceof ShriveError) return read;
  return new ShriveError(
    'FILE_NOT_READABLE',
    `${basename(file)} is a Parquet file and damaged or of an unknown kind: ${(error as Error).message}. Write it again.`,
    { where: { file }, cause: error },
  );
}

async function openParquet(file: string): Promise<AsyncBuffer> {
  try {
    return await asyncBufferFromFile(file);
  } catch (error) {
    throw damaged(error, file);
  }
}

/** Path by path what the columns of a file are called. */
function leafPaths({ children, path }: SchemaTree): string[] {
  return children.length === 0 ? [JSON.stringify(path)] : children.flatMap(leafPaths);
}

/** Columns that the schema does not have would fail unseen, after everything else: they are refused beforehand. */
function requireKnownColumns(metadata: FileMetaData): void {
  const known = new Set(leafPaths(parquetSchema(metadata)));
  for (const { columns } of metadata.row_groups) {
    const seen = new Set<string>();
    for (const { meta_data: column } of columns) {
      const path = JSON.stringify(column?.path_in_schema);
      if (!known.has(path) || seen.has(path))
        throw new RangeError(`its footer has a column ${path} that its schema has not`);
      seen.add(path);
    }
  }
}

interface Batch {
  start: number;
  end: number;
}

/** Which rows are read together; none across row groups. Refuses counts that no file of this size can have. */
function batchesOf(metadata: FileMetaData, fileBytes: number): Batch[] {
  const batches: Batch[] = [];
  let start = 0;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    const end = start + rows;
    if (!(rows >= 0) || end > fileBytes * MAX_ROWS_PER_BYTE)
      throw new RangeError(`its footer speaks of ${end} rows, more than ${fileBytes} bytes can hold`);
    const bytes = Math.max(0, Number(group.total_byte_size));
    const parts = Math.min(rows, Math.max(1, Math.ceil(bytes / BYTES_AT_ONCE)));
    const size = Math.ceil(rows / Math.max(1, parts));
    for (let at = start; at < end; at += size) batches.push({ start: at, end: Math.min(end, at + size) });
    start = end;
  }
  return batches;
}

function isPlace(offset: number, { byteLength }: AsyncBuffer): boolean {
  return Number.isInteger(offset) && offset >= 0 && offset <= byteLength;
}

/**
 * Rows of one batch. Where the reading fails at one column, hyparquet leaves others behind whose failures nobody would
 * see: they are never given their bytes.
 */
async function rowsOf(buffer: AsyncBuffer, metadata: FileMetaData, { start, end }: Batch) {
  let hasFailed = false;
  const file: AsyncBuffer = {
    byteLength: buffer.byteLength,
    slice: (from, to) => {
      if (!isPlace(from, buffer) || (to !== undefined && !isPlace(to, buffer)))
        throw new RangeError('its footer points outside of it');
      const never = new Promise<never>(() => {});
      return Promise.resolve(buffer.slice(from, to)).then(
        (bytes) => (hasFailed ? never : bytes),
        (error: unknown) => (hasFailed ? never : Promise.reject(error)),
      );
    },
  };
  try {
    return await parquetReadObjects({
      file,
      metadata,
      compressors,
      parsers: PARSERS as ParquetParsers,
      // Of a large row group only the pages that are asked for are unpacked, where the file says where they are.
      useOffsetIndex: true,
      rowStart: start,
      rowEnd: end,
    });
  } catch (error) {
    hasFailed = true;
    throw error;
  }
}

/** One row as a record; what nests too deep is refused. */
function recordOf(row: unknown): Pick<RawRecord, 'source'> & ({ value: unknown } | { rejected: Rejection }) {
  if (isDeeperThan(row, MAX_DEPTH))
    return {
      source: () => '',
      rejected: {
        path: '',
        expected: `at most ${MAX_DEPTH} levels`,
        found: 'more levels',
        reason: `the record is nested deeper than ${MAX_DEPTH} levels.`,
      },
    };
  const value = withNestedValues(plain(row));
  return { source: () => stringifyKeepingDigits(value).slice(0, MAX_SOURCE_UNITS), value };
}

/** The rows of a Parquet file as records, row group by row group. */
export async function* readRows(
  file: string,
  facts: FileFacts,
  signal: AbortSignal | undefined,
): AsyncGenerator<RawRecord> {
  await hashFile(file, facts);
  facts.records = 0;
  const buffer = await openParquet(file);
  try {
    const metadata = await parquetMetadataAsync(buffer);
    requireKnownColumns(metadata);
    const batches = batchesOf(metadata, facts.bytes);
    const total = batches.at(-1)?.end ?? 0;
    for (const batch of batches) {
      signal?.throwIfAborted();
      const { start } = batch;
      const rows = await rowsOf(buffer, metadata, batch);
      for (const [offset, row] of rows.entries()) {
        facts.records += 1;
        yield {
          line: start + offset + 1,
          bytes_done: Math.round((facts.bytes * (start + offset + 1)) / total),
          ...recordOf(row),
        };
      }
    }
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw damaged(error, file);
  }
}
