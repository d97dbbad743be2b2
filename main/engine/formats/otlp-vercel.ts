import { readMessages } from './chat-messages.ts';
import { isObject, type JsonObject } from './json.ts';
import { structured, valueAt } from './otlp-attributes.ts';
import type { Exchanged } from './otlp-messages.ts';

/** Vercel's AI SDK: what was sent as a list, what came back by kind. */
export function vercel(attributes: JsonObject): Exchanged | undefined {
  const sent = structured(valueAt(attributes, 'ai.prompt.messages'));
  const text = valueAt(attributes, 'ai.response.text');
  const calls = structured(valueAt(attributes, 'ai.response.toolCalls'));
  const object = valueAt(attributes, 'ai.response.object');
  if (!Array.isArray(sent)) return undefined;
  const read = readMessages(sent, 'ai.prompt.messages');
  if ('rejected' in read) return undefined;
  const parts = [
    ...(typeof text === 'string' && text !== '' ? [{ type: 'text', text }] : []),
    ...(typeof object === 'string' && object !== '' ? [{ type: 'text', text: object }] : []),
    ...(Array.isArray(calls)
      ? calls
          .filter(isObject)
          .map((call) => ({ ...call, type: 'tool-call', input: call.input ?? structured(call.args) }))
      : []),
  ];
  const answer =
    parts.length === 0
      ? { messages: [] }
      : readMessages([{ role: 'assistant', content: parts }], 'ai.response');
  return 'rejected' in answer ? undefined : { input: read.messages, output: answer.messages };
}
