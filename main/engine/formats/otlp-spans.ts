import { isObject, type JsonObject } from './json.ts';
import { attributesOf, textAt, valueAt } from './otlp-attributes.ts';

/** A span, from whichever export. */
export interface Span {
  trace: string | undefined;
  id: string | undefined;
  parent: string | undefined;
  name: string;
  /** Nanoseconds since 1970. */
  start: bigint;
  attributes: JsonObject;
  events: { name: string; attributes: JsonObject }[];
  /** Of the service that wrote it. */
  resource: JsonObject;
  status: unknown;
  line: number;
}

const NO_ID = /^0*$/;

function idOf(value: unknown): string | undefined {
  return typeof value === 'string' && !NO_ID.test(value) ? value : undefined;
}

function timeOf(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? BigInt(Math.trunc(value)) : 0n;
  if (typeof value !== 'string') return 0n;
  if (/^\d{1,20}$/.test(value)) return BigInt(value);
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? 0n : BigInt(ms) * 1_000_000n;
}

function eventsOf(list: unknown): Span['events'] {
  return Array.isArray(list)
    ? (list as unknown[]).filter(isObject).map((event) => ({
        name: typeof event.name === 'string' ? event.name : '',
        attributes: attributesOf(event.attributes),
      }))
    : [];
}

function otlpSpan(value: unknown, resource: JsonObject, line: number): Span[] {
  if (!isObject(value)) return [];
  return [
    {
      trace: idOf(value.traceId ?? value.trace_id),
      id: idOf(value.spanId ?? value.span_id),
      parent: idOf(value.parentSpanId ?? value.parent_span_id),
      name: typeof value.name === 'string' ? value.name : '',
      start: timeOf(value.startTimeUnixNano ?? value.start_time_unix_nano),
      attributes: attributesOf(value.attributes),
      events: eventsOf(value.events),
      resource,
      status: value.status,
      line,
    },
  ];
}

/** The spans of one resource; scopes had another name before 2022, which Tempo still writes. */
export function resourceSpans(value: unknown, line: number): Span[] {
  if (!isObject(value)) return [];
  const resource = isObject(value.resource) ? attributesOf(value.resource.attributes) : {};
  const scopes = [value.scopeSpans, value.instrumentationLibrarySpans, value.scope_spans].find(Array.isArray);
  return ((scopes ?? []) as unknown[]).flatMap((scope) =>
    isObject(scope) && Array.isArray(scope.spans)
      ? (scope.spans as unknown[]).flatMap((span) => otlpSpan(span, resource, line))
      : [],
  );
}

/** Fields that hold the list of resources. */
export const RESOURCES = ['resourceSpans', 'batches', 'resource_spans'] as const;

export function isExport(value: unknown): value is JsonObject {
  if (!isObject(value)) return false;
  if (isObject(value.trace) && !('resourceSpans' in value)) return isExport(value.trace);
  return RESOURCES.some(
    (field) =>
      Array.isArray(value[field]) &&
      (value[field] as unknown[]).every(
        (each) =>
          isObject(each) &&
          (field !== 'batches' ||
            'resource' in each ||
            'scopeSpans' in each ||
            'instrumentationLibrarySpans' in each ||
            Object.keys(each).length === 0),
      ),
  );
}

function isOtlpSpan(value: JsonObject): boolean {
  return 'traceId' in value && 'spanId' in value && Array.isArray(value.attributes);
}

/** Attributes of a row: under `attributes`, in columns that begin so, or the row itself. */
function rowAttributes(row: JsonObject): JsonObject {
  const columns = Object.entries(row).flatMap(([key, value]) =>
    key.startsWith('attributes.') && value !== null
      ? [[key.slice('attributes.'.length), value] as const]
      : [],
  );
  const nested = isObject(row.attributes) ? row.attributes : undefined;
  if (nested === undefined && columns.length === 0) return row;
  return { ...nested, ...Object.fromEntries(columns) };
}

const ROW_KEYS = [
  'openinference.span.kind',
  'llm.input_messages',
  'llm.input_messages.0.message.role',
  'gen_ai.operation.name',
  'gen_ai.system',
  'gen_ai.provider.name',
  'gen_ai.input.messages',
  'gen_ai.request.model',
];

/** A row of a table of spans (Phoenix), a span as SDKs print it, or flat attributes. */
export function isRow(value: unknown): value is JsonObject {
  if (!isObject(value)) return false;
  if (isOtlpSpan(value)) return true;
  const hasContext =
    valueAt(value, 'context.span_id') !== undefined || ('span_id' in value && 'trace_id' in value);
  const attributes = rowAttributes(value);
  const hasKind = ROW_KEYS.some((key) => valueAt(attributes, key) !== undefined);
  return hasKind || (hasContext && attributes !== value) || (hasContext && 'span_kind' in value);
}

function rowSpan(row: JsonObject, line: number): Span {
  const attributes = rowAttributes(row);
  const kind = row.span_kind;
  return {
    trace: idOf(textAt(row, 'context.trace_id', 'trace_id')),
    id: idOf(textAt(row, 'context.span_id', 'span_id')),
    parent: idOf(textAt(row, 'parent_id', 'parent_span_id')),
    name: typeof row.name === 'string' ? row.name : '',
    start: timeOf(row.start_time ?? row.startTime),
    attributes:
      typeof kind === 'string' && valueAt(attributes, 'openinference.span.kind') === undefined
        ? { ...attributes, 'openinference.span.kind': kind }
        : attributes,
    events: eventsOf(row.events),
    resource: isObject(row.resource) ? attributesOf(row.resource.attributes) : {},
    status: row.status ?? row.status_code,
    line,
  };
}

/** The spans of a record: an export of many, or one. */
export function spansOf(value: unknown, line: number): Span[] {
  if (!isObject(value)) return [];
  if (isObject(value.trace) && !('resourceSpans' in value)) return spansOf(value.trace, line);
  const lists = RESOURCES.flatMap((field) =>
    Array.isArray(value[field]) ? (value[field] as unknown[]) : [],
  );
  if (lists.length > 0) return lists.flatMap((each) => resourceSpans(each, line));
  if (isOtlpSpan(value)) return otlpSpan(value, {}, line);
  return isRow(value) ? [rowSpan(value, line)] : [];
}
