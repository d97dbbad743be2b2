import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { RawRecord, Source } from './format.ts';
import { parseRecord, shown, wrongField } from './json.ts';
import { withNestedValues } from './table-cells.ts';

/** Tables as text: the first line names the columns. Cells may hold line ends; the separator is seen by the first line. */

const SEPARATORS = [',', ';', '\t', '|'];
/** One row longer than this is a quote that was never closed. */
const MAX_ROW_UNITS = 64 * 1024 * 1024;
const MAX_COLUMNS = 10_000;

function separatorOf(header: string): string {
  const outside = header.replace(/"(?:[^"]|"")*"/g, '');
  const counts = SEPARATORS.map((separator) => outside.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** Column names, none twice and none empty. */
function columnNames(header: readonly string[]): string[] {
  const seen = new Set<string>();
  return header.map((given, index) => {
    const name = given.trim() === '' ? `column ${index + 1}` : given.trim();
    let unique = name;
    for (let again = 2; seen.has(unique); again += 1) unique = `${name} ${again}`;
    seen.add(unique);
    return unique;
  });
}

/** Whether a file of lines is a table: its first line is no JSON, and separates at least two columns. */
export async function isCsv(source: Source, signal: AbortSignal | undefined): Promise<boolean> {
  if (source.shape !== 'lines') return false;
  for await (const { text } of source.lines(signal)) {
    if (text.trim() === '') continue;
    const parsed = parseRecord(text);
    const isJson = 'value' in parsed || /^\s*[[{]/.test(text);
    return !isJson && text.includes(separatorOf(text));
  }
  return false;
}

/** Lines that are looked at: JSON Lines whose first line is a remark are no table. */
const PROBED_LINES = 20;

/** Whether a file of lines is a table for sure, so that it is read as one without being asked to. */
export async function isTable(source: Source, signal: AbortSignal | undefined): Promise<boolean> {
  if (!(await isCsv(source, signal))) return false;
  let seen = 0;
  for await (const { text } of source.lines(signal)) {
    if (/^\s*\{/.test(text) && 'value' in parseRecord(text)) return false;
    seen += 1;
    if (seen >= PROBED_LINES) break;
  }
  return true;
}

function rejected(line: number, source: Source, reason: string, found: unknown): RawRecord {
  return {
    line,
    bytes_done: source.facts.bytes,
    source: () => '',
    rejected: { ...wrongField('', 'a row of a table', found), reason },
  };
}

/** The rows of a table as records with a value for each column. */
export async function* readCsv(source: Source, signal: AbortSignal | undefined): AsyncGenerator<RawRecord> {
  let separator: string | undefined;
  const chunks = async function* () {
    for await (const { text } of source.lines(signal)) {
      separator ??= text.trim() === '' ? undefined : separatorOf(text);
      yield `${text}\n`;
    }
  };
  const text = chunks();
  // The separator is known with the first line that holds something.
  const head: string[] = [];
  while (separator === undefined) {
    const next = await text.next();
    if (next.done === true) return;
    head.push(next.value);
  }
  const whole = async function* () {
    yield* head;
    yield* text;
  };
  const parser = parse({
    delimiter: separator,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_UNITS,
  });
  const input = Readable.from(whole());
  input.on('error', (error) => parser.destroy(error));
  let names: string[] | undefined;
  let next = 1;
  try {
    for await (const { record, info } of input.pipe(parser) as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      signal?.throwIfAborted();
      const line = next;
      next = info.lines + 1;
      if (names === undefined) {
        names = columnNames(record.slice(0, MAX_COLUMNS));
        source.facts.records = 0;
        continue;
      }
      source.facts.records += 1;
      if (record.length > names.length) {
        yield rejected(
          line,
          source,
          `the row has ${record.length} cells, the first line names ${names.length} columns.`,
          record,
        );
        continue;
      }
      const value = withNestedValues(
        Object.fromEntries(record.map((cell, index) => [names?.[index] ?? '', cell])),
      );
      yield { line, bytes_done: source.facts.bytes, source: () => shownWhole(value), value };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    source.facts.records += 1;
    yield rejected(
      next,
      source,
      `the rows from here on cannot be read: ${error.message}.`,
      shown(error.code),
    );
  }
}

function shownWhole(value: unknown): string {
  return JSON.stringify(value).slice(0, 1_000_000);
}
