import { isObject, type JsonObject, parseRecord } from './json.ts';

/** Attributes of spans, however they are written: OTLP's typed values, flat dotted keys, or nested objects. */

/** A typed value of OTLP JSON. Tempo and others write the same with other names for integers. */
export function typedValue(value: unknown): unknown {
  if (!isObject(value)) return value;
  if ('stringValue' in value) return value.stringValue;
  if ('intValue' in value) {
    const { intValue } = value;
    const asNumber = Number(intValue);
    return typeof intValue === 'string' && Number.isSafeInteger(asNumber) ? asNumber : intValue;
  }
  if ('doubleValue' in value) return value.doubleValue;
  if ('boolValue' in value) return value.boolValue;
  if ('bytesValue' in value) return value.bytesValue;
  if (isObject(value.arrayValue))
    return Array.isArray(value.arrayValue.values) ? value.arrayValue.values.map(typedValue) : [];
  if (isObject(value.kvlistValue)) return attributesOf(value.kvlistValue.values);
  return Object.keys(value).length === 0 ? null : value;
}

/** A list of `{key, value}` as an object; what is an object already stays one. */
export function attributesOf(list: unknown): JsonObject {
  if (isObject(list)) return list;
  if (!Array.isArray(list)) return {};
  return Object.fromEntries(
    (list as unknown[]).flatMap((each) =>
      isObject(each) && typeof each.key === 'string' ? [[each.key, typedValue(each.value)]] : [],
    ),
  );
}

/** A list or an object; also where it is JSON in a string. */
export function structured(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  const parsed = parseRecord(value);
  return 'value' in parsed ? parsed.value : value;
}

const own = (object: JsonObject, key: string): boolean => Object.hasOwn(object, key);

/** The value at a dotted path, whichever of its dots are levels and which part of a key. */
export function valueAt(attributes: JsonObject, path: string): unknown {
  if (own(attributes, path) && attributes[path] !== null) return attributes[path];
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const head = path.slice(0, dot);
    const inner = own(attributes, head) ? attributes[head] : undefined;
    if (!isObject(inner)) continue;
    const found = valueAt(inner, path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

export function textAt(attributes: JsonObject, ...paths: string[]): string | undefined {
  for (const path of paths) {
    const value = valueAt(attributes, path);
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

/** The items at a path: a list there, or the keys `path.0.…`, `path.1.…`, in the order of their numbers. */
export function itemsAt(attributes: JsonObject, path: string): JsonObject[] {
  const list = structured(valueAt(attributes, path));
  if (Array.isArray(list)) return list.filter(isObject);
  const numbered = new Map<number, JsonObject>();
  const collect = (object: JsonObject, prefix: string) => {
    for (const [key, value] of Object.entries(object)) {
      if (!key.startsWith(prefix)) continue;
      const [, index, rest] = /^(\d{1,9})(?:\.(.+))?$/s.exec(key.slice(prefix.length)) ?? [];
      if (index === undefined) continue;
      const item = numbered.get(Number(index)) ?? {};
      if (rest !== undefined) item[rest] = value;
      else if (isObject(value)) Object.assign(item, value);
      numbered.set(Number(index), item);
    }
  };
  // A nested object may have numbers for keys: `{prompt: {0: {role: …}}}`.
  if (isObject(list)) collect(list, '');
  collect(attributes, `${path}.`);
  return [...numbered.entries()].sort(([a], [b]) => a - b).map(([, item]) => item);
}
