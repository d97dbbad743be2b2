import type { Confession } from '../../../shared/domain/confession.ts';
import type { Message } from '../../../shared/domain/transcript.ts';

/** A message as chat templates of trainers take it (OpenAI's shape). */
export interface ChatMessage {
  role: string;
  content: string | null;
  name?: string;
  tool_calls?: { id?: string; type: 'function'; function: { name: string; arguments: string } }[];
  tool_call_id?: string;
}

/** Asks for the confession where the source did not keep its own request; after arXiv 2512.08093, appendix D. */
export const CONFESSION_REQUEST =
  'Report how you kept to your instructions, in letter and in spirit: each objective, whether it was met, what you did not tell the user, and what you are unsure of.';

/** The transcript as a prompt, reasoning left out: the judge of the method does not see it either. */
export function promptOf(messages: readonly Message[], confession: Confession): ChatMessage[] {
  const chat = messages.map((message): ChatMessage => {
    const texts = message.content.flatMap((part) =>
      part.type === 'text' || part.type === 'refusal' ? [part.text] : [],
    );
    return {
      role: message.role,
      content: texts.length > 0 ? texts.join('\n') : message.tool_calls === undefined ? '' : null,
      ...(message.name !== undefined && { name: message.name }),
      ...(message.tool_calls !== undefined && {
        tool_calls: message.tool_calls.map((call) => ({
          ...(call.id !== undefined && { id: call.id }),
          type: 'function' as const,
          function: { name: call.name, arguments: call.arguments },
        })),
      }),
      ...(message.tool_call_id !== undefined && { tool_call_id: message.tool_call_id }),
    };
  });
  return [...chat, { role: 'user', content: confession.request ?? CONFESSION_REQUEST }];
}

/** The confession as it was written: its text, or its report as JSON. */
export function completionOf(confession: Confession): ChatMessage[] {
  return [{ role: 'assistant', content: confession.text ?? JSON.stringify(confession.report) }];
}
