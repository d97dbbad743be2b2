import type { ExportOptions } from '../../../shared/contract/exports.ts';
import type { Confession } from '../../../shared/domain/confession.ts';
import type { Message, ToolCall } from '../../../shared/domain/transcript.ts';
import { longDigitsAsText, parseKeepingDigits, stringifyKeepingDigits } from '../big-integers.ts';

/** A message as chat templates of trainers take it (OpenAI's shape, arguments as objects). */
export interface ChatMessage {
  role: string;
  content: string;
  name?: string;
  tool_calls?: { id?: string; type: 'function'; function: { name: string; arguments: unknown } }[];
  tool_call_id?: string;
}

/** How transcripts are made into chats that a template takes. */
export type Rendering = Pick<ExportOptions, 'request_role' | 'tool_turns'>;

/** Asks for the confession where the source did not keep its own request; after arXiv 2512.08093, appendix D. */
export const CONFESSION_REQUEST =
  'Report how you kept to your instructions, in letter and in spirit: each objective, whether it was met, what you did not tell the user, and what you are unsure of.';

/** The words of a message, reasoning left out: the judge of the method does not see it either. */
function wordsOf({ content }: Message): string {
  return content
    .flatMap((part) => {
      if (part.type === 'text' || part.type === 'refusal') return [part.text];
      return part.type === 'image' ? ['[image]'] : [];
    })
    .join('\n');
}

/** What a tool gave: its words, or the error in their place. */
function resultOf(message: Message): string {
  const words = wordsOf(message);
  return words === '' ? (message.error ?? '') : words;
}

function callInWords({ name, arguments: given }: ToolCall): string {
  return `[tool call ${name}] ${given}`;
}

/** One turn in words: calls in the assistant's own turn, results and late instructions in the user's. */
function turnInWords(message: Message, isFirst: boolean): ChatMessage {
  const words = wordsOf(message);
  switch (message.role) {
    case 'assistant': {
      const calls = (message.tool_calls ?? []).map(callInWords);
      return { role: 'assistant', content: [...(words === '' ? [] : [words]), ...calls].join('\n') };
    }
    case 'tool':
      return { role: 'user', content: `[tool result] ${resultOf(message)}` };
    case 'user':
      return { role: 'user', content: words };
    default:
      return isFirst ? { role: 'system', content: words } : { role: 'user', content: `[system] ${words}` };
  }
}

/** Neighbours of one role as one message: many templates want user and assistant to take turns. */
function merged(chat: readonly ChatMessage[]): ChatMessage[] {
  const turns: ChatMessage[] = [];
  for (const turn of chat) {
    const last = turns.at(-1);
    if (last?.role === turn.role) last.content = `${last.content}\n\n${turn.content}`;
    else turns.push({ ...turn });
  }
  return turns;
}

/** The object that a call's arguments are; as they stand where they are none. */
function argumentsOf(text: string): unknown {
  try {
    const parsed = longDigitsAsText(parseKeepingDigits(text));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : text;
  } catch {
    return text;
  }
}

function structuredTurn(message: Message): ChatMessage {
  return {
    role: message.role === 'developer' ? 'system' : message.role,
    content: message.role === 'tool' ? resultOf(message) : wordsOf(message),
    ...(message.name !== undefined && { name: message.name }),
    ...(message.tool_calls !== undefined && {
      tool_calls: message.tool_calls.map((call) => ({
        ...(call.id !== undefined && { id: call.id }),
        type: 'function' as const,
        function: { name: call.name, arguments: argumentsOf(call.arguments) },
      })),
    }),
    ...(message.tool_call_id !== undefined && { tool_call_id: message.tool_call_id }),
  };
}

/** The transcript as a chat, as the settings want its tool turns. */
export function chatOf(messages: readonly Message[], { tool_turns }: Pick<Rendering, 'tool_turns'>) {
  if (tool_turns === 'structured') return messages.map(structuredTurn);
  const isInstruction = ({ role }: Message) => role === 'system' || role === 'developer';
  const firstTurn = messages.findIndex((message) => !isInstruction(message));
  return merged(messages.map((message, index) => turnInWords(message, firstTurn < 0 || index < firstTurn)));
}

/** The transcript and the request for the confession: what the confession answers. */
export function promptOf(
  messages: readonly Message[],
  confession: Confession,
  rendering: Rendering,
): ChatMessage[] {
  const request = { role: rendering.request_role, content: confession.request ?? CONFESSION_REQUEST };
  const chat = [...chatOf(messages, rendering), request];
  return rendering.tool_turns === 'structured' ? chat : merged(chat);
}

/** The confession in its own words: its text, or its report as JSON. */
export function confessionText(confession: Confession): string {
  return confession.text ?? JSON.stringify(confession.report);
}

/** The confession as it was written, as the assistant's turn. */
export function completionOf(confession: Confession): ChatMessage[] {
  return [{ role: 'assistant', content: confessionText(confession) }];
}

const SPEAKERS: Record<string, string> = {
  system: 'System',
  user: 'User',
  assistant: 'Assistant',
  tool: 'Tool',
};

/** A chat as plain text, for what takes no messages. */
export function chatAsText(chat: readonly ChatMessage[]): string {
  return chat
    .map(({ role, content, tool_calls }) => {
      const calls = (tool_calls ?? []).map(
        ({ function: { name, arguments: given } }) =>
          `[tool call ${name}] ${typeof given === 'string' ? given : stringifyKeepingDigits(given)}`,
      );
      return `${SPEAKERS[role] ?? role}: ${[content, ...calls].filter((words) => words !== '').join('\n')}`;
    })
    .join('\n\n');
}

/**
 * A prompt as plain text. It ends where the completion begins: trainers put nothing between the two. The end is a line's,
 * not a blank: tokenisers make one token of a blank and the word after it, and the prompt alone would end otherwise than
 * before its completion.
 */
export function promptAsText(chat: readonly ChatMessage[]): string {
  return `${chatAsText(chat)}\n\nAssistant:\n`;
}
