import type { ParquetWriter } from 'hyparquet-writer';
import { stringifyKeepingDigits } from '../big-integers.ts';

/**
 * The columns of a form: what each holds, declared once for the Parquet schema, for the card and for the values
 * themselves. `json` is any value, in Parquet as the text of its JSON.
 */
export type ColumnType =
  | 'string'
  | 'bool'
  | 'int'
  | 'double'
  | 'json'
  | { list: ColumnType }
  | { struct: Readonly<Record<string, ColumnType>> };
export type Columns = Readonly<Record<string, ColumnType>>;

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

const LEAVES = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  json: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  bool: { type: 'BOOLEAN' },
  int: { type: 'INT64' },
  double: { type: 'DOUBLE' },
} as const;

function elementsOf(name: string, type: ColumnType): SchemaElement[] {
  if (typeof type === 'string') return [{ name, repetition_type: 'OPTIONAL', ...LEAVES[type] }];
  if ('struct' in type) {
    const fields = Object.entries(type.struct);
    return [
      { name, repetition_type: 'OPTIONAL', num_children: fields.length },
      ...fields.flatMap(([field, inner]) => elementsOf(field, inner)),
    ];
  }
  return [
    { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    ...elementsOf('element', type.list),
  ];
}

/** The whole schema of a file, so that its types do not depend on which rows happen to be in it. */
export function parquetSchema(columns: Columns): SchemaElement[] {
  const names = Object.entries(columns);
  return [
    { name: 'schema', num_children: names.length },
    ...names.flatMap(([name, type]) => elementsOf(name, type)),
  ];
}

/** A value as the Parquet writer takes it. */
export function parquetValue(value: unknown, type: ColumnType): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'json') return stringifyKeepingDigits(value);
  if (type === 'int') return BigInt(value as number);
  if (typeof type === 'string') return value;
  if ('list' in type) return (value as unknown[]).map((inner) => parquetValue(inner, type.list));
  const fields = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(type.struct).map(([name, inner]) => [name, parquetValue(fields[name], inner)]),
  );
}

const DTYPES = { string: 'string', json: 'json', bool: 'bool', int: 'int64', double: 'float64' } as const;

function featureLines(type: ColumnType, indent: string): string[] {
  if (typeof type === 'string') return [`${indent}dtype: ${DTYPES[type]}`];
  if ('struct' in type) return [`${indent}struct:`, ...fieldLines(type.struct, indent)];
  if (typeof type.list === 'string') return [`${indent}list: ${DTYPES[type.list]}`];
  if ('struct' in type.list) return [`${indent}list:`, ...fieldLines(type.list.struct, indent)];
  return [`${indent}list:`, ...featureLines(type.list, `${indent}  `)];
}

function fieldLines(fields: Columns, indent: string): string[] {
  return Object.entries(fields).flatMap(([name, type]) => [
    `${indent}- name: ${name}`,
    ...featureLines(type, `${indent}  `),
  ]);
}

/** The columns as the head of a dataset card declares its features. */
export function featuresInYaml(columns: Columns, indent = ''): string {
  return fieldLines(columns, indent).join('\n');
}

/**
 * The messages of a chat. Calls stand only where tool turns are kept as structures: then also in what answers a prompt,
 * though an answer has none. Trainers put one behind the other, and where the types differ `datasets` guesses a new one
 * from the values, which fails, or gives each call the arguments of all others, as null.
 */
export function messageColumns(withTools: boolean): ColumnType {
  const plain = { role: 'string', content: 'string' } as const;
  return {
    list: {
      struct: withTools ? { ...plain, name: 'string', tool_calls: 'json', tool_call_id: 'string' } : plain,
    },
  };
}
