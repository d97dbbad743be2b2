import type { Column } from './columns.ts';
import type { SchemaNode } from './footer.ts';
import type { Levels } from './pages.ts';
import { structIn } from './thrift.ts';

/** How rows are put together from columns (the reading side of Dremel's record shredding). */

/** One place in the schema: reads its value of the row that is next, from the columns below it; undefined where there is none. */
export interface Place {
  columns: readonly Column[];
  read(): unknown;
}

const CONVERTED = { map: 1, mapKeyValue: 2, list: 3 };
const LOGICAL = { map: 2, list: 3 };

function isList({ converted, logical, children: [inner, ...others] }: SchemaNode): boolean {
  const isSaid = converted === CONVERTED.list || structIn(logical, LOGICAL.list) !== undefined;
  return isSaid && inner?.repetition === 'repeated' && others.length === 0;
}

function isMap({ converted, logical, children: [inner, ...others] }: SchemaNode): boolean {
  const isSaid =
    converted === CONVERTED.map ||
    converted === CONVERTED.mapKeyValue ||
    structIn(logical, LOGICAL.map) !== undefined;
  const [key, value, ...more] = inner?.children ?? [];
  return (
    isSaid &&
    inner?.repetition === 'repeated' &&
    others.length === 0 &&
    more.length === 0 &&
    value !== undefined &&
    value.repetition !== 'repeated' &&
    key?.type !== undefined &&
    key.repetition !== 'repeated'
  );
}

/**
 * Whether the repeated group of a list is its item already, as older writers have it, or stands around it (the rules of
 * LogicalTypes.md, "Backward-compatibility rules").
 */
function isItemItself(list: SchemaNode, repeated: SchemaNode): boolean {
  const [only, ...others] = repeated.children;
  return (
    only === undefined ||
    others.length > 0 ||
    only.repetition === 'repeated' ||
    repeated.name === 'array' ||
    repeated.name === `${list.name}_tuple`
  );
}

type ColumnOf = (leaf: SchemaNode, levels: Levels) => Column;

/** The place of a schema's root, whose value is a row. */
export function placeOfRows(root: SchemaNode, columnOf: ColumnOf): Place {
  return structPlace(root, { repetition: 0, definition: 0 }, columnOf);
}

function placeOf(node: SchemaNode, at: Levels, columnOf: ColumnOf): Place {
  const { repetition, definition } = at;
  if (node.repetition === 'required') return valuePlace(node, at, columnOf);
  if (node.repetition === 'optional')
    return optional(valuePlace(node, { repetition, definition: definition + 1 }, columnOf), at);
  return listPlace(
    valuePlace(node, { repetition: repetition + 1, definition: definition + 1 }, columnOf),
    at,
  );
}

/** A node that is there. */
function valuePlace(node: SchemaNode, at: Levels, columnOf: ColumnOf): Place {
  if (node.type !== undefined) {
    const column = columnOf(node, at);
    return { columns: [column], read: () => column.take() };
  }
  const [inner] = node.children;
  if (inner === undefined || !(isList(node) || isMap(node))) return structPlace(node, at, columnOf);
  const within = { repetition: at.repetition + 1, definition: at.definition + 1 };
  if (isMap(node)) return mapPlace(inner, within, at, columnOf);
  const [item] = inner.children;
  return listPlace(
    item === undefined || isItemItself(node, inner)
      ? valuePlace(inner, within, columnOf)
      : placeOf(item, within, columnOf),
    at,
  );
}

function first({ columns }: Place): Column {
  const [column] = columns;
  if (column === undefined) throw new RangeError('its schema has a group without columns');
  return column;
}

function skip({ columns }: Place): void {
  for (const column of columns) column.skip();
}

function optional(inner: Place, { definition }: Levels): Place {
  const lead = first(inner);
  return {
    columns: inner.columns,
    read: () => {
      if (lead.definition > definition) return inner.read();
      skip(inner);
      return undefined;
    },
  };
}

function listPlace(item: Place, { repetition, definition }: Levels): Place {
  const lead = first(item);
  return {
    columns: item.columns,
    read: () => {
      const items: unknown[] = [];
      if (lead.definition <= definition) {
        skip(item);
        return items;
      }
      do items.push(item.read() ?? null);
      while (lead.repetition > repetition);
      return items;
    },
  };
}

/** Keys without a value were not there: a struct of Parquet has all its keys in every row. */
function structPlace(node: SchemaNode, at: Levels, columnOf: ColumnOf): Place {
  const places = node.children.map((child) => ({ name: child.name, place: placeOf(child, at, columnOf) }));
  return {
    columns: places.flatMap(({ place }) => place.columns),
    read: () => {
      const entries: [string, unknown][] = [];
      for (const { name, place } of places) {
        const value = place.read();
        if (value !== undefined) entries.push([name, value]);
      }
      return Object.fromEntries(entries);
    },
  };
}

function mapPlace(entry: SchemaNode, within: Levels, at: Levels, columnOf: ColumnOf): Place {
  const [key, value] = entry.children.map((child) => placeOf(child, within, columnOf));
  if (key === undefined || value === undefined) throw new RangeError('its schema has a map without values');
  const read = (): [string, unknown][] => {
    const [name, held] = [key.read(), value.read()];
    return held === undefined ? [] : [[String(name), held]];
  };
  const entries = listPlace({ columns: [...key.columns, ...value.columns], read }, at);
  return {
    columns: entries.columns,
    read: () => Object.fromEntries((entries.read() as [string, unknown][][]).flat()),
  };
}
