import type { Confession } from '../../../shared/domain/confession.ts';
import type { ContentPart, Message, ToolCall } from '../../../shared/domain/transcript.ts';
import { sha256 } from '../hash.ts';
import { type ContentWriter, getContent } from './contents.ts';
import type { ReadableStore } from './handles.ts';

/**
 * How a transcript's messages lie in the file: as JSON, where each longer text stands once in the dataset and is
 * referred to by the number of its content. Short texts stand in place: a reference would cost more than it saves.
 */

/** UTF-16 units from which a text is stored apart. */
const APART_FROM = 512;

/** A text, or the number of the content that holds it. */
type Stored = string | { content: number };

function store(writer: ContentWriter, text: string): Stored {
  // UTF-8 cannot hold half a surrogate pair; the JSON around it can, as an escape.
  return text.length < APART_FROM || !text.isWellFormed()
    ? text
    : { content: writer.put(sha256(text), text) };
}

function load(readable: ReadableStore, stored: Stored): string {
  return typeof stored === 'string' ? stored : getContent(readable, stored.content);
}

type StoredPart =
  | Exclude<ContentPart, { text: string }>
  | (Omit<Extract<ContentPart, { text: string }>, 'text'> & { text: Stored });
type StoredMessage = Omit<Message, 'content' | 'tool_calls'> & {
  content: StoredPart[];
  tool_calls?: (Omit<ToolCall, 'arguments'> & { arguments: Stored })[];
};

/** Stores messages; returns the number of their content. */
export function storeMessages(writer: ContentWriter, messages: readonly Message[]): number {
  const stored: StoredMessage[] = messages.map(({ content, tool_calls, ...rest }) => ({
    ...rest,
    content: content.map((part) => ('text' in part ? { ...part, text: store(writer, part.text) } : part)),
    ...(tool_calls !== undefined && {
      tool_calls: tool_calls.map((call) => ({ ...call, arguments: store(writer, call.arguments) })),
    }),
  }));
  const text = JSON.stringify(stored);
  return writer.put(sha256(text), text);
}

/** Parsed transcripts kept at hand per connection, in UTF-16 units of their JSON: reading one asks for it many times. */
const CACHE_UNITS = 8 * 1024 * 1024;

/** Contents never change, and nobody changes what is handed out of here: messages are made anew from it. */
class StoredMessagesCache {
  readonly #kept = new Map<number, { messages: readonly StoredMessage[]; units: number }>();
  #units = 0;

  get(readable: ReadableStore, content: number): readonly StoredMessage[] {
    const found = this.#kept.get(content);
    if (found !== undefined) {
      this.#kept.delete(content);
      this.#kept.set(content, found);
      return found.messages;
    }
    const text = getContent(readable, content);
    const messages = JSON.parse(text) as StoredMessage[];
    this.#kept.set(content, { messages, units: text.length });
    this.#units += text.length;
    for (const [oldest, { units }] of this.#kept) {
      if (this.#units <= CACHE_UNITS || oldest === content) break;
      this.#kept.delete(oldest);
      this.#units -= units;
    }
    return messages;
  }
}

const caches = new WeakMap<ReadableStore, StoredMessagesCache>();

function storedMessages(readable: ReadableStore, content: number): readonly StoredMessage[] {
  let cache = caches.get(readable);
  if (cache === undefined) {
    cache = new StoredMessagesCache();
    caches.set(readable, cache);
  }
  return cache.get(readable, content);
}

/** The messages of a content, or those from `from` on, `count` of them. */
export function loadMessages(readable: ReadableStore, content: number, from = 0, count?: number): Message[] {
  return storedMessages(readable, content)
    .slice(from, count === undefined ? undefined : from + count)
    .map(({ content: parts, tool_calls, ...rest }) => ({
      ...rest,
      content: parts.map((part) =>
        'text' in part ? { ...part, text: load(readable, part.text) } : part,
      ) as ContentPart[],
      ...(tool_calls !== undefined && {
        tool_calls: tool_calls.map((call) => ({ ...call, arguments: load(readable, call.arguments) })),
      }),
    }));
}

/** Stores what a confession says, its id left out: the same words are stored once. */
export function storeConfession(writer: ContentWriter, { id: _id, ...said }: Confession): number {
  const text = JSON.stringify(said);
  return writer.put(sha256(text), text);
}

export function loadConfession(readable: ReadableStore, content: number, id: string): Confession {
  return { id, ...(JSON.parse(getContent(readable, content)) as Omit<Confession, 'id'>) };
}
