import type { ParquetFile } from './parquet-file.ts';
import { countIn, numberIn, structIn, structsIn, ThriftReader, type ThriftStruct, textIn } from './thrift.ts';

/** The footer of a Parquet file: what columns it has, and where the parts of each lie (parquet.thrift, FileMetaData). */

export const PHYSICAL_TYPES = [
  'BOOLEAN',
  'INT32',
  'INT64',
  'INT96',
  'FLOAT',
  'DOUBLE',
  'BYTE_ARRAY',
  'FIXED_LEN_BYTE_ARRAY',
] as const;
export type PhysicalType = (typeof PHYSICAL_TYPES)[number];

export interface SchemaNode {
  name: string;
  path: readonly string[];
  repetition: 'required' | 'optional' | 'repeated';
  /** Undefined of a group. */
  type: PhysicalType | undefined;
  typeLength: number;
  /** The older word for what its values mean, and the newer one. */
  converted: number | undefined;
  logical: ThriftStruct | undefined;
  scale: number;
  children: SchemaNode[];
}

/** Where the values of one column of one row group lie. */
export interface ColumnChunk {
  start: number;
  end: number;
  /** Values, absent ones counted. */
  values: number;
  codec: number;
}

export interface RowGroup {
  rows: number;
  /** By `pathKey`. */
  columns: ReadonlyMap<string, ColumnChunk>;
}

export interface Footer {
  root: SchemaNode;
  groups: RowGroup[];
  rows: number;
}

const MAGIC = 'PAR1';
const TAIL_BYTES = 8;
const MAX_FOOTER_BYTES = 64 * 1024 * 1024;
const MAX_DEPTH = 100;
const MAX_COLUMNS = 100_000;
/** A row takes a bit at the least; of rows that are all alike even a small file may hold some. */
const MAX_ROWS_PER_BYTE = 8;
const ALWAYS_POSSIBLE_ROWS = 1_000_000;
const REPETITIONS = ['required', 'optional', 'repeated'] as const;

export function pathKey(path: readonly string[]): string {
  return JSON.stringify(path);
}

export function readFooter(file: ParquetFile): Footer {
  if (file.bytes < TAIL_BYTES + MAGIC.length) throw new RangeError('it is too short');
  const tail = file.read(file.bytes - TAIL_BYTES, TAIL_BYTES);
  const magic = tail.toString('latin1', 4);
  if (magic === 'PARE') throw new RangeError('it is encrypted');
  if (magic !== MAGIC) throw new RangeError('it does not end as a Parquet file does, so it is cut off');
  const length = tail.readUInt32LE();
  if (length > file.bytes - TAIL_BYTES - MAGIC.length)
    throw new RangeError(`its footer of ${length} bytes is longer than the file`);
  if (length > MAX_FOOTER_BYTES) throw new RangeError(`its footer is longer than ${MAX_FOOTER_BYTES} bytes`);
  const end = file.bytes - TAIL_BYTES - length;
  const metadata = new ThriftReader(file.read(end, length)).struct();
  const root = schemaOf(structsIn(metadata, 2, 'a schema'));
  const groups = rowGroups(structsIn(metadata, 4, 'its row groups'), new Set(leafPaths(root)), end);
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  if (rows > Math.max(file.bytes * MAX_ROWS_PER_BYTE, ALWAYS_POSSIBLE_ROWS))
    throw new RangeError(`its footer speaks of ${rows} rows, more than ${file.bytes} bytes can hold`);
  return { root, groups, rows };
}

function leafPaths({ children, path, type }: SchemaNode): string[] {
  return type === undefined ? children.flatMap(leafPaths) : [pathKey(path)];
}

function schemaOf(elements: readonly ThriftStruct[]): SchemaNode {
  if (elements.length > MAX_COLUMNS) throw new RangeError(`it has more than ${MAX_COLUMNS} columns`);
  let next = 0;
  const read = (parent: readonly string[] | undefined): SchemaNode => {
    const element = elements[next];
    if (element === undefined) throw new RangeError('its schema ends too early');
    if (parent !== undefined && parent.length >= MAX_DEPTH)
      throw new RangeError(`its schema nests deeper than ${MAX_DEPTH} levels`);
    next += 1;
    const name = textIn(element.get(4), 'the name of a column');
    const path = parent === undefined ? [] : [...parent, name];
    const children: SchemaNode[] = [];
    const count = numberIn(element, 5) ?? 0;
    for (let index = 0; index < count; index += 1) children.push(read(path));
    const type = children.length > 0 ? undefined : PHYSICAL_TYPES[numberIn(element, 1) ?? -1];
    if (children.length === 0 && type === undefined && parent !== undefined)
      throw new RangeError(`its column ${pathKey(path)} has no type`);
    return {
      name,
      path,
      type,
      children,
      repetition: REPETITIONS[numberIn(element, 3) ?? 0] ?? 'required',
      typeLength: numberIn(element, 2) ?? 0,
      converted: numberIn(element, 6),
      scale:
        numberIn(structIn(structIn(element, 10), 5) ?? element, structIn(structIn(element, 10), 5) ? 1 : 7) ??
        0,
      logical: structIn(element, 10),
    };
  };
  const root = read(undefined);
  if (next !== elements.length) throw new RangeError('its schema has columns that belong to nothing');
  return root;
}

function rowGroups(groups: readonly ThriftStruct[], known: ReadonlySet<string>, end: number): RowGroup[] {
  // Parts of columns do not overlap; where they were said to, a small file could be read a thousand times over.
  let bytes = 0;
  return groups.map((group) => {
    const columns = new Map<string, ColumnChunk>();
    for (const column of structsIn(group, 1, 'the columns of a row group')) {
      const { key, chunk } = columnChunk(column, end);
      if (!known.has(key) || columns.has(key))
        throw new RangeError(`its footer has a column ${key} that its schema has not`);
      bytes += chunk.end - chunk.start;
      if (bytes > end) throw new RangeError('its footer speaks of more bytes than it has');
      columns.set(key, chunk);
    }
    const rows = countIn(group, 3, 'the number of rows');
    if (rows > 0 && columns.size < known.size)
      throw new RangeError('its footer does not say where all of its columns are');
    return { rows, columns };
  });
}

function columnChunk(column: ThriftStruct, footerStart: number): { key: string; chunk: ColumnChunk } {
  if (column.has(1)) throw new RangeError('its columns lie in other files');
  if (column.has(8) || column.has(9)) throw new RangeError('a column of it is encrypted');
  const meta = structIn(column, 3);
  if (meta === undefined) throw new RangeError('its footer does not say where a column is');
  const path = meta.get(3);
  const names = Array.isArray(path) ? path.map((part) => textIn(part, 'the name of a column')) : [];
  const data = countIn(meta, 9, 'the place of a column');
  const dictionary = numberIn(meta, 11) ?? 0;
  const start = dictionary > 0 && dictionary < data ? dictionary : data;
  const end = start + countIn(meta, 7, 'the size of a column');
  if (end > footerStart) throw new RangeError('its footer points outside of it');
  return {
    key: pathKey(names),
    chunk: {
      start,
      end,
      values: countIn(meta, 5, 'the number of values'),
      codec: countIn(meta, 4, 'the packing of a column'),
    },
  };
}
