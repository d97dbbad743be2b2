import { stat } from 'node:fs/promises';
import { hashFile, isBytes, readBytes, readError, readHead, refuseOthers, refusePacked } from './bytes.ts';
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
import { type Packing, packingOf, unpack } from './unpack.ts';
import { unpackedCopy } from './unpacked-copy.ts';
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
  const shape = shapeOfBytes(head);
  if (shape !== undefined) return shape;
  refuseOthers(head, file);
  return shapeOfText(file, facts, signal);
}

function shapeOfBytes(head: Uint8Array): 'zip' | 'parquet' | undefined {
  if (isBytes(head, 0x50, 0x4b, 0x03, 0x04) || isBytes(head, 0x50, 0x4b, 0x05, 0x06)) return 'zip';
  return isBytes(head, 0x50, 0x41, 0x52, 0x31) ? 'parquet' : undefined;
}

const MAGIC_BYTES = 4;

/** What lies in a packed file, seen by its first bytes; undefined for text. Fails where it is packed twice. */
async function shapeWithin(
  file: string,
  facts: FileFacts,
  packing: Packing,
): Promise<'zip' | 'parquet' | undefined> {
  let head = Buffer.alloc(0);
  try {
    for await (const chunk of unpack(readBytes(file, facts), packing)) {
      head = Buffer.concat([head, chunk.subarray(0, MAGIC_BYTES)]);
      if (head.length >= MAGIC_BYTES) break;
    }
  } catch (error) {
    throw readError(error, file);
  }
  const shape = shapeOfBytes(head);
  const again = packingOf(head);
  if (again !== undefined) refusePacked(file, packing, `a file packed with ${again}`);
  return shape;
}

/** A packed Parquet file or archive: read from a copy, and known by its own name and bytes. */
async function openUnpacked(
  file: string,
  packing: Packing,
  signal: AbortSignal | undefined,
): Promise<Source> {
  const source = await openSource(await unpackedCopy(file, packing, signal), signal);
  const { facts } = source;
  facts.packed = packing;
  const sha256 = async () => {
    if (facts.sha256 === '') facts.sha256 = await hashFile(file);
    return facts.sha256;
  };
  return { ...source, file, sha256 };
}

/** Opens a file for streaming, unpacked where it is gzip or zstd. Memory holds the longest record and no more. */
export async function openSource(file: string, signal?: AbortSignal): Promise<Source> {
  const head = await readHead(file);
  const facts = newFacts();
  facts.packed = packingOf(head);
  if (facts.packed !== undefined && (await shapeWithin(file, facts, facts.packed)) !== undefined)
    return openUnpacked(file, facts.packed, signal);
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
          return noRecords();
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

/** Of a zip archive members are read, and that by Inspect's reader alone. */
async function* noRecords(): AsyncGenerator<RawRecord> {
  yield {
    line: 1,
    bytes_done: 0,
    source: () => '',
    rejected: {
      path: '',
      expected: 'text or Parquet',
      found: 'a zip archive',
      reason: 'the file is a zip archive, of which only logs of Inspect are read: unpack it.',
    },
  };
}

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
      const members = (await source.members()).map(({ name }) => name);
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
