import type { Message } from '../../../shared/domain/transcript.ts';
import { type ChatMessage, chatOf } from '../exports/chat.ts';

/** Transcripts as models are asked about them. Reasoning is left out: the judge of the published method does not see it either. */

/** What a message says, calls included, as text. */
function said({ content, tool_calls: calls = [], error }: Message): string {
  const parts = content.flatMap((part) => {
    if (part.type === 'text' || part.type === 'refusal') return [part.text];
    if (part.type === 'image') return ['[image]'];
    return part.type === 'opaque' ? [`[${part.kind}]`] : [];
  });
  const made = calls.map((call) => `[call of ${call.name}]\n${call.arguments}`);
  return [...parts, ...made, ...(error === undefined ? [] : [`[error] ${error}`])]
    .filter((text) => text.trim() !== '')
    .join('\n\n');
}

function labelOf({ role, name }: Message): string {
  if (role !== 'tool') return role;
  return name === undefined ? 'tool result' : `result of ${name}`;
}

/** The whole transcript as one text, message by message. */
export function transcriptAsText(messages: readonly Message[]): string {
  return messages
    .map((message, index) => `[${index + 1} ${labelOf(message)}]\n${said(message)}`)
    .join('\n\n');
}

export interface Turns {
  system: string;
  turns: { role: 'user' | 'assistant'; content: string }[];
}

/**
 * The transcript as turns of user and assistant that take each other in turn, tools as text: what every model takes,
 * whether it has these tools or not. What the system said at the beginning stands apart.
 */
export function asTurns(messages: readonly Message[], request: string): Turns {
  const begin = messages.findIndex(({ role }) => role !== 'system' && role !== 'developer');
  const first = begin < 0 ? messages.length : begin;
  const system = messages.slice(0, first).map(said).join('\n\n');
  const turns: Turns['turns'] = [];
  const add = (role: 'user' | 'assistant', content: string) => {
    if (content.trim() === '') return;
    const last = turns.at(-1);
    if (last?.role === role) last.content += `\n\n${content}`;
    else turns.push({ role, content });
  };
  for (const message of messages.slice(first)) {
    const { role } = message;
    if (role === 'assistant') {
      if (turns.length === 0) add('user', '[The transcript begins here.]');
      add('assistant', said(message));
    } else add('user', role === 'user' ? said(message) : `[${labelOf(message)}]\n${said(message)}`);
  }
  add('user', request);
  return { system, turns };
}

/** Whether every call has its id and its result, and every result its call: providers refuse others. */
function areCallsWhole(messages: readonly Message[]): boolean {
  const open = new Set<string>();
  for (const { role, tool_calls: calls = [], tool_call_id: answered } of messages) {
    if (role === 'tool') {
      if (answered === undefined || !open.delete(answered)) return false;
    } else if (open.size > 0) return false;
    for (const { id } of calls) {
      if (id === undefined || open.has(id)) return false;
      open.add(id);
    }
  }
  return open.size === 0;
}

/** The transcript as a chat, its calls as they were, with the request as a system message after it, as published. */
export function asChat(messages: readonly Message[], request: string): ChatMessage[] {
  if (areCallsWhole(messages)) {
    const chat = chatOf(messages, { tool_turns: 'structured' }).map((turn, index) => ({
      ...turn,
      // A provider takes arguments as the string that the model wrote, not as the object that a template wants.
      ...(turn.tool_calls !== undefined && {
        tool_calls: turn.tool_calls.map((call, at) => ({
          ...call,
          function: {
            ...call.function,
            arguments: messages[index]?.tool_calls?.[at]?.arguments ?? call.function.arguments,
          },
        })),
      }),
    }));
    return [...chat, { role: 'system', content: request }];
  }
  const { system, turns } = asTurns(messages, '');
  return [
    ...(system === '' ? [] : [{ role: 'system', content: system }]),
    ...turns,
    { role: 'system', content: request },
  ];
}
