import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { isDeeperThan, MAX_DEPTH } from '../../../shared/domain/depth.ts';
import { stringifyKeepingDigits } from '../big-integers.ts';
import { readError } from './bytes.ts';
import type { FileFacts, RawRecord, Rejection } from './format.ts';
import { openParquet, type ParquetRow } from './parquet/rows.ts';
import { withNestedValues } from './table-cells.ts';

const MAX_SOURCE_UNITS = 1_000_000;
/** Values that are read before others have their turn: a cancel, above all. */
const VALUES_AT_ONCE = 50_000;

function damaged(error: unknown, file: string): Error {
  const read = readError(error, file);
  if (read instanceof ShriveError || !(error instanceof RangeError)) return read;
  return new ShriveError(
    'FILE_NOT_READABLE',
    `${basename(file)} is a Parquet file and damaged or of an unknown kind: ${error.message}. Write it again.`,
    { where: { file }, cause: error },
  );
}

function refused(path: string, expected: string, found: string, reason: string) {
  const rejected: Rejection = { path, expected, found, reason };
  return { source: () => '', rejected };
}

/** One row as a record; what nests too deep, is too long or is no text is refused. */
function recordOf({
  value: row,
  problem,
}: ParquetRow): Pick<RawRecord, 'source'> & ({ value: unknown } | { rejected: Rejection }) {
  if (problem === 'too long')
    return refused('', 'at most 256 MiB', 'a longer row', 'the row is longer than 256 MiB.');
  if (problem !== undefined)
    return refused(
      problem.notText,
      'UTF-8 text',
      'other bytes',
      `"${problem.notText}" is a column of text, and its bytes are not UTF-8. Write it as UTF-8 or as a binary column.`,
    );
  if (isDeeperThan(row, MAX_DEPTH))
    return refused(
      '',
      `at most ${MAX_DEPTH} levels`,
      'more levels',
      `the record is nested deeper than ${MAX_DEPTH} levels.`,
    );
  const value = withNestedValues(row);
  return { source: () => stringifyKeepingDigits(value).slice(0, MAX_SOURCE_UNITS), value };
}

/** The rows of a Parquet file as records. */
export async function* readRows(
  file: string,
  facts: FileFacts,
  signal: AbortSignal | undefined,
): AsyncGenerator<RawRecord> {
  facts.records = 0;
  let opened: ReturnType<typeof openParquet> | undefined;
  try {
    opened = openParquet(file);
    facts.bytes = opened.bytes;
    let waited = 0;
    for (const row of opened.rows()) {
      if (opened.values() - waited > VALUES_AT_ONCE) {
        waited = opened.values();
        await setImmediate();
      }
      signal?.throwIfAborted();
      facts.records += 1;
      const { records: line } = facts;
      yield { line, bytes_done: Math.round((facts.bytes * line) / opened.total), ...recordOf(row) };
    }
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw damaged(error, file);
  } finally {
    opened?.close();
  }
}
