import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { LabelMapping } from '../../../shared/mapping/label-mapping.ts';
import { isCsv, readCsv } from '../formats/csv-records.ts';
import type { RawRecord, Rejection } from '../formats/format.ts';
import { isObject } from '../formats/json.ts';
import { openSource } from '../formats/source.ts';
import { givenFiles } from '../imports/given-files.ts';
import { type FileLabel, labelFromRow, readLabel } from './labels-file-schema.ts';
import { type MapDesk, readMapped } from './tools/read-mapped.ts';

/** What stands in a file of labels, label by label, whatever its layout and whoever wrote it. */

/** A label as it was read, or why it was not. */
export type LabelLine = {
  file: string;
  /** Line on which its record begins, or number of the row; from 1. */
  line: number;
  /** Of an item of a list which one it is, as `[3]`: a whole list may stand on one line. */
  at: string;
  source: () => string;
} & (
  | {
      label: FileLabel;
      grader: string | undefined;
      unknown: readonly string[];
      /** Of another tool: the fields of the record that parts of the label came from. */
      origins?: Record<string, string>;
      path?: string;
    }
  | { rejected: Rejection }
  | { isSetAside: true }
);

const TAKEN = /\.(jsonl?|ndjson|csv|tsv|parquet)(\.(gz|gzip|zst|zstd))?$/i;

/** Storages of Label Studio name a file by the number of its annotation. */
const NUMBERED = /^\d+$/;

/** Files of a folder that can hold labels; of an export its rows alone. */
export function labelFiles(given: string): string[] {
  if (statSync(given, { throwIfNoEntry: false })?.isDirectory() !== true) return [given];
  const rows = join(given, 'data');
  const isExport = isLabelsExport(given) && existsSync(rows);
  const files = givenFiles([isExport ? rows : given])
    .map(({ file }) => file)
    .filter((file) => TAKEN.test(file) || NUMBERED.test(basename(file)));
  if (files.length > 0) return files;
  throw new ShriveError('FORMAT_UNKNOWN', `${given} has no file of labels (JSONL, JSON, CSV or Parquet).`, {
    where: { file: given },
  });
}

function isLabelsExport(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    return isObject(manifest) && 'form' in manifest;
  } catch {
    return false;
  }
}

/** The records of a file of any layout, and whether they are rows of a table. */
export async function openLabels(file: string, signal: AbortSignal | undefined) {
  const source = await openSource(file, signal);
  if (source.shape === 'zip')
    throw new ShriveError(
      'FORMAT_UNKNOWN',
      `${file} is a zip archive, in which Shrive reads no labels. Unpack it.`,
      {
        where: { file },
      },
    );
  const isTable = await isCsv(source, signal);
  const records: AsyncIterable<RawRecord> = isTable ? readCsv(source, signal) : source.records(signal);
  return { records, isTable: isTable || source.shape === 'parquet', isList: source.shape === 'array' };
}

/** Whether an exported label says nothing: it was skipped or flagged. */
function wasSetAside(record: unknown): boolean {
  return isObject(record) && (record.state === 'skipped' || record.state === 'flagged');
}

/** Every label of the files, one after the other. `passesOver`: those that were skipped or flagged are no mistakes. */
export async function* labelLines(
  files: readonly string[],
  { mapping, passesOver }: { mapping: LabelMapping | undefined; passesOver: boolean },
  desk: MapDesk,
  signal: AbortSignal | undefined,
): AsyncGenerator<LabelLine> {
  for (const file of files) {
    const { records, isTable, isList } = await openLabels(file, signal);
    let index = -1;
    for await (const raw of records) {
      index += 1;
      const { line, source } = raw;
      const place = { file, line, source, at: isList ? `[${index}]` : '' };
      if ('rejected' in raw) yield { ...place, rejected: raw.rejected };
      else if (mapping !== undefined)
        for (const each of readMapped(raw.value, mapping, desk)) yield { ...place, ...each };
      else if (passesOver && wasSetAside(raw.value)) yield { ...place, isSetAside: true };
      else {
        const read = readLabel(isTable ? labelFromRow(raw.value) : raw.value);
        yield {
          ...place,
          ...('rejected' in read
            ? read
            : { label: read.label, unknown: read.unknown, grader: read.label.grader }),
        };
      }
    }
  }
}
