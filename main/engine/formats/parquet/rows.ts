import { Column } from './columns.ts';
import { type Footer, pathKey, type RowGroup, readFooter } from './footer.ts';
import type { Held } from './pages.ts';
import { ParquetFile } from './parquet-file.ts';
import { placeOfRows } from './records.ts';
import { RowMeter } from './row-meter.ts';

/**
 * The rows of a Parquet file. Read here and not by a library: those that there are trust what a file says of itself,
 * and a few bytes then keep them busy or fill the memory; and they round decimals. Memory holds a page of each column.
 */

export interface ParquetRow {
  value: unknown;
  /** Why the row cannot be taken; the others can. */
  problem: 'too long' | { notText: string } | undefined;
}

export interface ParquetRows {
  bytes: number;
  total: number;
  rows(): Generator<ParquetRow>;
  /** Counts what has been read, so that the reader may let others work from time to time. */
  values(): number;
  close(): void;
}

export function openParquet(path: string): ParquetRows {
  const file = new ParquetFile(path);
  try {
    const footer = readFooter(file);
    const meter = new RowMeter();
    return {
      bytes: file.bytes,
      total: footer.rows,
      rows: () => rowsOf(file, footer, meter),
      values: () => meter.total,
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

function* rowsOf(file: ParquetFile, { root, groups }: Footer, meter: RowMeter): Generator<ParquetRow> {
  for (const group of groups) {
    if (group.rows === 0) continue;
    meter.begin();
    const place = placeOfRows(root, columnsOf(file, group, meter));
    for (let row = 0; row < group.rows; row += 1) {
      if (place.columns.some(({ isDone, repetition }) => isDone || repetition > 0))
        throw new RangeError('its columns do not have the same rows');
      meter.begin();
      const value = place.read();
      yield { value, problem: problemOf(meter) };
    }
  }
}

function problemOf({ isTooLong, notText }: RowMeter): ParquetRow['problem'] {
  if (isTooLong) return 'too long';
  return notText === undefined ? undefined : { notText };
}

function columnsOf(
  file: ParquetFile,
  { columns }: RowGroup,
  meter: RowMeter,
): Parameters<typeof placeOfRows>[1] {
  const held: Held = { bytes: 0 };
  return (leaf, levels) => {
    const chunk = columns.get(pathKey(leaf.path));
    if (chunk === undefined) throw new RangeError('its footer does not say where all of its columns are');
    return new Column(file, chunk, leaf, levels, held, meter);
  };
}
