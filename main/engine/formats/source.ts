import { stat } from 'node:fs/promises';
import { hashFile, isBytes, readError, readHead, refuseOthers } from './bytes.ts';
import { isTable, readCsv } from './csv-records.ts';
import type { FileFacts, RawField, RawRecord, Sample, Shape, Source } from './format.ts';
import { readRows } from './parquet-rows.ts';
import {
  beginsAsJson,
  readFields,
  readItems,
  readLineRecords,
  readLines,
  readSlices,
  readWhole,
  shapeOfText,
  sketchOfFile,
} from './text-records.ts';
import { packingOf } from './unpack.ts';
import { ZipArchive } from './zip-members.ts';

/** One value of a member longer than this would not fit a string of V8. */
const MAX_MEMBER_VALUE_BYTES = 256 * 1024 * 1024;

const SKIP_NONE = () => false;

function newFacts(): FileFacts {
  return {
    shape: 'lines',
    packed: undefined,
    bom: false,
    line_ends: 'none',
    longest_line_bytes: 0,
    records: 0,
    sha256: '',
    bytes: 0,
  };
}

async function shapeOf(
  file: string,
  head: Buffer,
  facts: FileFacts,
  signal: AbortSignal | undefined,
): Promise<Shape> {
  if (isBytes(head, 0x50, 0x4b, 0x03, 0x04) || isBytes(head, 0x50, 0x4b, 0x05, 0x06)) return 'zip';
  if (isBytes(head, 0x50, 0x41, 0x52, 0x31)) return 'parquet';
  refuseOthers(head, file);
  facts.packed = packingOf(head);
  return shapeOfText(file, facts, signal);
}

/** Opens a file for streaming, unpacked where it is gzip or zstd. Memory holds the longest record and no more. */
export async function openSource(file: string, signal?: AbortSignal): Promise<Source> {
  const head = await readHead(file);
  const facts = newFacts();
  const shape = await shapeOf(file, head, facts, signal);
  facts.shape = shape;
  if (shape === 'array' || shape === 'object') facts.line_ends = lineEndsIn(head);
  let archive: Promise<ZipArchive> | undefined;
  const opened = () => (archive ??= ZipArchive.open(file));
  const source: Source = {
    file,
    shape,
    facts,
    sha256: async () => {
      if (facts.sha256 === '') facts.sha256 = await hashFile(file);
      return facts.sha256;
    },
    isTable: false,
    lines: (signal) => readLines(file, facts, signal),
    records: (signal) => {
      switch (shape) {
        case 'lines':
          return readLineRecords(file, facts, signal);
        case 'array':
          return readItems(file, facts, signal);
        case 'object':
          return readWhole(file, facts, signal);
        case 'parquet':
          return readRows(file, facts, signal);
        case 'zip':
          return none();
      }
    },
    fields: (spread, signal, skip) => readFields(file, facts, spread, signal, skip ?? SKIP_NONE),
    members: async () => {
      facts.bytes = (await stat(file)).size;
      return (await opened()).members();
    },
    member: async function* (name) {
      yield* (await opened()).read(name);
    },
    memberFields: async function* (name, spread, skip): AsyncGenerator<RawField> {
      const options = {
        spread: (key: string) => spread.includes(key),
        keep: () => MAX_MEMBER_VALUE_BYTES,
        skip: skip ?? SKIP_NONE,
      };
      const bytes = (await opened()).read(name);
      for await (const field of readSlices(bytes, options, file, () => facts.bytes, undefined))
        yield { ...field, key: field.key ?? '' };
    },
  };
  // A first line of JSON may be most of a gigabyte: its first bytes say that it is no table.
  const isText = shape === 'lines' && !(await beginsAsJson(file, facts));
  return isText && (await isTable(source, signal)) ? tableOf(source) : source;
}

/** A table as text: its rows are the records. */
function tableOf(source: Source): Source {
  return { ...source, isTable: true, records: (signal) => readCsv(source, signal) };
}

async function* none(): AsyncGenerator<RawRecord> {}

function lineEndsIn(head: Buffer): FileFacts['line_ends'] {
  const first = head.indexOf('\n');
  if (first < 0) return 'none';
  return head[first - 1] === 0x0d ? 'CRLF' : 'LF';
}

/** Records that are looked at to recognise a file, and those that may be bad before them. */
const PROBED_RECORDS = 5;
const PROBED_PLACES = 20;

/** What a file is recognised by. `isEmpty`: there is nothing in it. */
export async function sampleOf(
  source: Source,
  signal?: AbortSignal,
): Promise<Sample & { isTable: boolean; isEmpty: boolean }> {
  const { file, shape } = source;
  try {
    if (shape === 'zip') {
      const members = (await ZipArchive.open(file)).members().map(({ name }) => name);
      return { file, shape, records: [], members, isTable: false, isEmpty: members.length === 0 };
    }
    if (shape === 'object')
      return {
        file,
        shape,
        records: [await sketchOfFile(file, source.facts, signal)],
        members: [],
        isTable: false,
        isEmpty: false,
      };
  } catch (error) {
    throw readError(error, file);
  }
  const records: unknown[] = [];
  let probed = 0;
  for await (const record of source.records(signal)) {
    if ('value' in record) records.push(record.value);
    probed += 1;
    if (records.length >= PROBED_RECORDS || probed >= PROBED_PLACES) break;
  }
  return { file, shape, records, members: [], isTable: source.isTable, isEmpty: probed === 0 };
}
