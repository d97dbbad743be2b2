import type { ContentPart } from '../../../shared/domain/transcript.ts';
import type { Role } from '../../../shared/domain/vocabulary.ts';
import { stringifyKeepingDigits } from '../big-integers.ts';
import { isObject, type JsonObject } from './json.ts';
import { WrongField } from './wrong-field.ts';

/** Parts of a message's content, as the makers of models and the tools around them write them. */

/** Reasoning that stands in an assistant's text: `<think>…</think>` where a line begins, at the end also unclosed. */
const THINKING = /(?:^|\n)[^\S\n]*<think>([\s\S]*?)(?:<\/think>\s*|$)/g;
const THINKING_START = '<think>';
const THINKING_END = '</think>';

/** Text of an assistant, the thinking in it taken out as the reasoning that it is. */
export function textParts(text: string, role: Role): ContentPart[] {
  if (role !== 'assistant' || !text.includes('think>')) return [{ type: 'text', text }];
  const parts: ContentPart[] = [];
  const add = (type: 'text' | 'reasoning', part: string) => {
    if (part !== '') parts.push({ type, text: part });
  };
  let from = 0;
  // Chat templates of some models put the opening tag into the prompt: the answer then begins with the thinking.
  const end = text.indexOf(THINKING_END);
  if (end >= 0 && !text.slice(0, end).includes(THINKING_START)) {
    add('reasoning', text.slice(0, end));
    from = end + THINKING_END.length;
    from += /^\s*/.exec(text.slice(from))?.[0].length ?? 0;
  }
  const rest = from;
  for (const match of text.slice(rest).matchAll(THINKING)) {
    add('text', text.slice(from, rest + match.index));
    add('reasoning', match[1] ?? '');
    from = rest + match.index + match[0].length;
  }
  add('text', text.slice(from));
  return parts;
}

/** Kinds of parts that hold reasoning in the formats of several makers. */
const REASONING_KIND = /reason|think|thought/i;

/** A part of reasoning: its text, or its summary; without either its source keeps it encrypted or redacted. */
function reasoningOf(part: JsonObject): { read: ContentPart; field?: string } {
  // Inspect: then the reasoning is ciphertext, and a summary at most can be read.
  if (part.redacted === true) {
    const text = typeof part.summary === 'string' ? part.summary : '';
    return { read: { type: 'reasoning', text, withheld: true }, field: 'summary' };
  }
  for (const field of ['text', 'reasoning', 'thinking', 'thought', 'content', 'summary']) {
    const value = part[field];
    if (typeof value === 'string' && value !== '') return { read: { type: 'reasoning', text: value }, field };
    if (!Array.isArray(value)) continue;
    const texts = value.flatMap((item) =>
      isObject(item) && typeof item.text === 'string' ? [item.text] : [],
    );
    if (texts.length > 0) return { read: { type: 'reasoning', text: texts.join('\n') }, field };
  }
  return { read: { type: 'reasoning', text: '', withheld: true } };
}

function isReasoning(part: JsonObject): boolean {
  return typeof part.type === 'string' && REASONING_KIND.test(part.type);
}

/** A part that is kept as its JSON. */
export function opaque(part: JsonObject): ContentPart {
  const kind = typeof part.type === 'string' ? part.type : 'unknown';
  return { type: 'opaque', kind, json: stringifyKeepingDigits(part) };
}

/** Where an image is: its address, or the data themselves; undefined where only its maker could find it. */
function imageOf(part: JsonObject): string | undefined {
  const given = [part.image_url, part.image].find((each) => typeof each === 'string');
  if (given !== undefined) return given;
  const { source } = part;
  if (!isObject(source)) return undefined;
  const { data, media_type: kind, url, path } = source;
  if (typeof data === 'string') return `data:${typeof kind === 'string' ? kind : 'image/png'};base64,${data}`;
  return [url, path].find((each) => typeof each === 'string');
}

/** One part, of any dialect; what is of no known kind is kept as its JSON. */
export function partOf(part: unknown, role: Role, path: string): ContentPart[] {
  if (typeof part === 'string') return textParts(part, role);
  if (!isObject(part)) throw new WrongField(path, 'a content part', part);
  const text = (field: string): string => {
    const value = part[field];
    if (typeof value !== 'string') throw new WrongField(`${path}.${field}`, 'a string', value);
    return value;
  };
  switch (part.type) {
    case 'text':
    case 'input_text':
    case 'output_text':
      return part.refusal === true
        ? [{ type: 'refusal', text: text('text') }]
        : textParts(text('text'), role);
    case 'refusal':
      return [{ type: 'refusal', text: text('refusal') }];
    case 'image_url': {
      const url = isObject(part.image_url) ? part.image_url.url : part.image_url;
      if (typeof url !== 'string') throw new WrongField(`${path}.image_url.url`, 'a string', url);
      return [{ type: 'image', url }];
    }
    case 'image':
    case 'input_image':
    case 'computer_screenshot': {
      const url = imageOf(part);
      return [url === undefined ? opaque(part) : { type: 'image', url }];
    }
    default:
      if (isReasoning(part)) return [reasoningOf(part).read];
      // Gemini's parts, and what imitates them, have no kind.
      if (part.type === undefined && typeof part.text === 'string') return textParts(part.text, role);
      return [opaque(part)];
  }
}

/** Fields of parts that are read, by their kind. Parts of other kinds are kept whole. */
const READ_FIELDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    text: ['text'],
    input_text: ['text'],
    output_text: ['text'],
    refusal: ['refusal'],
    image_url: ['image_url'],
    image: ['image_url', 'image', 'source'],
    input_image: ['image_url', 'image', 'source'],
    computer_screenshot: ['image_url', 'image', 'source'],
  }),
);

/** Whether there is something in a field: writers fill what they do not use with nulls and empty lists. */
function saysSomething(value: unknown): boolean {
  return (
    value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
  );
}

/**
 * What parts have that no place was found for (signatures, annotations, hints for a cache), each with the number of
 * its part. `handled`: fields for which the caller has a place.
 */
export function leftOfParts(content: unknown, handled: readonly string[] = []): JsonObject[] {
  if (!Array.isArray(content)) return [];
  return (content as unknown[]).flatMap((part, index): JsonObject[] => {
    if (!isObject(part)) return [];
    const kind = typeof part.type === 'string' ? part.type : '';
    const fields = isReasoning(part) ? [reasoningOf(part).field ?? ''] : READ_FIELDS.get(kind);
    // An image that only its maker could find is kept whole.
    if (fields === undefined || (fields.includes('source') && imageOf(part) === undefined)) return [];
    const left = Object.entries(part).filter(
      ([key, value]) =>
        key !== 'type' && !fields.includes(key) && !handled.includes(key) && saysSomething(value),
    );
    if (kind === 'image_url' && isObject(part.image_url) && typeof part.image_url.detail === 'string')
      left.push(['detail', part.image_url.detail]);
    return left.length === 0 ? [] : [{ part: index, ...Object.fromEntries(left) }];
  });
}
