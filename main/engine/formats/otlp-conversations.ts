import type { Message } from '../../../shared/domain/transcript.ts';
import { stringifyKeepingDigits } from '../big-integers.ts';
import { parseRecord } from './json.ts';
import { textAt, valueAt } from './otlp-attributes.ts';
import { type Exchanged, exchangedIn } from './otlp-messages.ts';
import type { Span } from './otlp-spans.ts';

/** Spans as conversations: each call of a model repeats what was said before it, so the last one holds the whole. */

/** A call of a model, of which there may be no contents. */
export function isModelCall({ attributes, events }: Span): boolean {
  const operation = textAt(attributes, 'gen_ai.operation.name');
  if (operation !== undefined)
    return !['invoke_agent', 'create_agent', 'execute_tool', 'embeddings', 'invoke_workflow'].includes(
      operation,
    );
  const kind = textAt(attributes, 'openinference.span.kind');
  if (kind !== undefined) return kind === 'LLM';
  return (
    ['gen_ai.request.model', 'llm.model_name', 'llm.request.type', 'gen_ai.input.messages'].some(
      (key) => valueAt(attributes, key) !== undefined,
    ) || events.some(({ name }) => name === 'gen_ai.choice' || name === 'gen_ai.user.message')
  );
}

function isAgent({ attributes, name }: Span): boolean {
  return (
    textAt(attributes, 'gen_ai.operation.name') === 'invoke_agent' ||
    textAt(attributes, 'openinference.span.kind') === 'AGENT' ||
    name.startsWith('invoke_agent')
  );
}

/** Spans of one conversation, or of one trace. */
export interface Group {
  id: string | undefined;
  /** Calls of a model, in the order of time. */
  calls: Span[];
  spans: Span[];
}

const CONVERSATION_IDS = [
  'gen_ai.conversation.id',
  'session.id',
  'traceloop.association.properties.session_id',
];

/** Groups by conversation, else by trace. A span without an id of its own belongs to the conversation of its trace. */
export function groupsOf(spans: readonly Span[]): Group[] {
  const conversationOf = new Map<string, string>();
  for (const span of spans) {
    const conversation = textAt(span.attributes, ...CONVERSATION_IDS);
    if (span.trace !== undefined && conversation !== undefined && !conversationOf.has(span.trace))
      conversationOf.set(span.trace, conversation);
  }
  const groups = new Map<string, Group>();
  for (const [index, span] of spans.entries()) {
    const id =
      textAt(span.attributes, ...CONVERSATION_IDS) ??
      (span.trace === undefined ? undefined : (conversationOf.get(span.trace) ?? span.trace));
    const key = id ?? `no id ${index}`;
    const group = groups.get(key) ?? { id, calls: [], spans: [] };
    group.spans.push(span);
    if (isModelCall(span)) group.calls.push(span);
    groups.set(key, group);
  }
  for (const { calls } of groups.values())
    calls.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  return [...groups.values()];
}

function canonical(text: string): string {
  const parsed = parseRecord(text);
  return 'value' in parsed ? stringifyKeepingDigits(parsed.value) : text;
}

/** What two copies of a message have in common, however they were written: no reasoning, no extras. */
function keyOf({ role, content, tool_calls: calls }: Message): string {
  const text = content
    .map((part) =>
      part.type === 'text' || part.type === 'refusal'
        ? part.text
        : part.type === 'reasoning'
          ? ''
          : `<${part.type}>`,
    )
    .join('')
    .trim();
  return JSON.stringify([role, text, (calls ?? []).map((call) => [call.name, canonical(call.arguments)])]);
}

/** A conversation as its last call tells it. */
export interface Told {
  span: Span;
  exchanged: Exchanged;
  /** Calls of it, from the first to the last. */
  spans: Span[];
  depth: number;
}

interface Thread extends Told {
  keys: string[];
}

const spoken = (messages: readonly Message[]) =>
  messages.filter(({ role }) => role !== 'system' && role !== 'developer').map(keyOf);

const begins = (whole: readonly string[], start: readonly string[]) =>
  start.length <= whole.length && start.every((key, index) => key === whole[index]);

/** How many agents stand above a span. */
function depths(spans: readonly Span[]): (span: Span) => number {
  const byId = new Map(spans.flatMap((span) => (span.id === undefined ? [] : [[span.id, span] as const])));
  return (span) => {
    let depth = 0;
    const seen = new Set<Span>();
    for (
      let at = span.parent === undefined ? undefined : byId.get(span.parent);
      at !== undefined && !seen.has(at);
      at = at.parent === undefined ? undefined : byId.get(at.parent)
    ) {
      seen.add(at);
      if (isAgent(at)) depth += 1;
    }
    return depth;
  };
}

/**
 * The conversations of a group, the root agent's last one first. A call goes on with the thread whose whole text its
 * input begins with; what goes on with none (a sub-agent, a compaction, a second try) is a thread of its own.
 */
export function conversationsOf({ calls, spans }: Group): Told[] {
  const depthOf = depths(spans);
  const threads: Thread[] = [];
  for (const span of calls) {
    const exchanged = exchangedIn(span);
    if (exchanged === undefined) continue;
    const input = spoken(exchanged.input);
    const keys = [...input, ...spoken(exchanged.output)];
    const depth = depthOf(span);
    const before = threads
      .filter(
        (thread) => begins(input, thread.keys) || (begins(keys, thread.keys) && begins(thread.keys, keys)),
      )
      .sort((a, b) => b.keys.length - a.keys.length)[0];
    if (before === undefined) threads.push({ span, exchanged, keys, depth, spans: [span] });
    else
      Object.assign(before, {
        span,
        exchanged,
        keys,
        depth: Math.min(depth, before.depth),
        spans: [...before.spans, span],
      });
  }
  const least = Math.min(...threads.map(({ depth }) => depth));
  const main = threads.findLast(({ depth }) => depth === least);
  return main === undefined ? [] : [main, ...threads.filter((thread) => thread !== main)];
}
