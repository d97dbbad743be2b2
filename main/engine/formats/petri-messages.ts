import { isObject, type JsonObject } from './json.ts';

/** Messages as older versions and forks of Petri and Bloom wrote them, in the shape of Inspect's. */

/** OpenAI's `{function: {name, arguments}}` and LangChain's `{name, args}`. */
function callOf(call: unknown): unknown {
  if (!isObject(call) || typeof call.function === 'string') return call;
  const inner = isObject(call.function) ? call.function : call;
  if (typeof inner.name !== 'string') return call;
  const { function: _function, name: _name, args: _args, ...rest } = call;
  return { ...rest, function: inner.name, arguments: inner.arguments ?? inner.args };
}

/** Reasoning beside the content, as a part of it. */
function withReasoning(message: JsonObject): JsonObject {
  const { reasoning, reasoning_content: other, ...rest } = message;
  const told = [reasoning, other].find((text) => typeof text === 'string' && text !== '');
  if (told === undefined || message.role !== 'assistant') return message;
  const { content } = rest;
  const parts = Array.isArray(content)
    ? (content as unknown[])
    : typeof content === 'string' && content !== ''
      ? [{ type: 'text', text: content }]
      : [];
  // Some write it both ways.
  if (parts.some((part) => isObject(part) && part.type === 'reasoning')) return message;
  return { ...rest, content: [{ type: 'reasoning', reasoning: told, redacted: false }, ...parts] };
}

export function asInspectMessages(messages: readonly unknown[]): unknown[] {
  return messages.map((message) => {
    if (!isObject(message)) return message;
    const { type, ...rest } = message;
    const named = 'role' in message || typeof type !== 'string' ? message : { ...rest, role: type };
    const { tool_calls: calls } = named;
    return withReasoning(Array.isArray(calls) ? { ...named, tool_calls: calls.map(callOf) } : named);
  });
}
