import { isObject } from './json.ts';

/** Texts that Inspect keeps apart and names where they stood: by their hash, in chunked samples by their number. */

const PROTOCOL = 'attachment://';

/** Every reference in a value. A text that only looks like one has no attachment, and stays. */
export function attachmentRefs(value: unknown, refs: Set<string> = new Set()): Set<string> {
  if (typeof value === 'string') {
    if (value.startsWith(PROTOCOL)) refs.add(value.slice(PROTOCOL.length));
  } else if (Array.isArray(value)) for (const each of value) attachmentRefs(each, refs);
  else if (isObject(value)) for (const each of Object.values(value)) attachmentRefs(each, refs);
  return refs;
}

/** The value with its references replaced by what they stand for. */
export function withAttachments(value: unknown, attachments: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string')
    return value.startsWith(PROTOCOL) ? (attachments.get(value.slice(PROTOCOL.length)) ?? value) : value;
  if (Array.isArray(value)) return value.map((each) => withAttachments(each, attachments));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withAttachments(each, attachments)]),
  );
}
