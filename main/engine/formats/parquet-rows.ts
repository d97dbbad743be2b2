import { basename } from 'node:path';
import { type AsyncBuffer, asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { stringifyKeepingDigits } from '../big-integers.ts';
import { hashFile, readError } from './bytes.ts';
import type { FileFacts, RawRecord } from './format.ts';

/** Rows that are held at once, within a row group. */
const ROWS_AT_ONCE = 256;
const MAX_SOURCE_UNITS = 1_000_000;

/** A value of a row as JSON has it: integers that fit are numbers, dates are text, absent keys are absent. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint')
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
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
    const total = Number(metadata.num_rows);
    for (let start = 0; start < total; start += ROWS_AT_ONCE) {
      signal?.throwIfAborted();
      const end = Math.min(total, start + ROWS_AT_ONCE);
      const rows = await parquetReadObjects({
        file: buffer,
        metadata,
        compressors,
        rowStart: start,
        rowEnd: end,
      });
      for (const [offset, row] of rows.entries()) {
        facts.records += 1;
        const value = plain(row);
        yield {
          line: start + offset + 1,
          bytes_done: Math.round((facts.bytes * (start + offset + 1)) / total),
          source: () => stringifyKeepingDigits(value).slice(0, MAX_SOURCE_UNITS),
          value,
        };
      }
    }
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw damaged(error, file);
  }
}
