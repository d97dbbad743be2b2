import { statSync } from 'node:fs';
import { openSource, sampleOf } from '../formats/source.ts';
import { batchResults } from './batch-results.ts';
import { byId, firstRows, hasMore, isTextAlone, targetOf } from './by-id.ts';
import type { JoinReader } from './joined.ts';
import type { Targets } from './targets.ts';

/** Formats that add to the transcripts of a dataset. */
export const JOIN_READERS: readonly JoinReader[] = [batchResults, byId];

const PROBED = 5;
const PROBED_RESULTS = 20;
const MAX_ONE_OBJECT_BYTES = 16 * 1024 * 1024;

/** A file of one line is one object too; of gigabytes it is something else, and reading it twice costs. */
async function openRows(file: string, signal: AbortSignal | undefined) {
  const source = await openSource(file, signal);
  const isOther =
    source.shape === 'zip' || (source.shape === 'object' && statSync(file).size > MAX_ONE_OBJECT_BYTES);
  return isOther ? undefined : source;
}

/** The reader for results of a batch. Their ids are our own, so they are seen before any format of transcripts. */
export async function recogniseResults(file: string, signal?: AbortSignal): Promise<JoinReader | undefined> {
  const source = await openRows(file, signal);
  if (source === undefined) return undefined;
  // One of the first records is enough: beside ours others, and broken lines, may stand in a file.
  let seen = 0;
  for await (const record of source.records(signal)) {
    if ('value' in record && batchResults.detect([record.value])) return batchResults;
    seen += 1;
    if (seen >= PROBED_RESULTS) break;
  }
  return undefined;
}

/** Rows that may be confessions or scores by id. */
interface RowsById {
  reader: JoinReader;
  /** They say no more than a text, which may be anything. */
  isTextAlone: boolean;
  /** Beside what belongs to joined lines they hold what could be a conversation. */
  hasMore: boolean;
  /** Whether one of the first of them is about a transcript of the dataset. */
  isOf(targets: Targets): boolean;
}

/** Undefined where the rows of a file are neither confessions nor scores by id. */
export async function rowsById(file: string, signal?: AbortSignal): Promise<RowsById | undefined> {
  const source = await openRows(file, signal);
  if (source === undefined) return undefined;
  const { records } = await sampleOf(source, signal);
  const rows = records.length > 0 ? records : await firstRows(await openSource(file, signal), PROBED, signal);
  if (!byId.detect(rows)) return undefined;
  return {
    reader: byId,
    isTextAlone: rows.every(isTextAlone),
    hasMore: rows.some(hasMore),
    isOf: (targets) =>
      rows.some((row) => {
        const target = targetOf(row);
        return target !== undefined && !('rejected' in targets.find(target));
      }),
  };
}
