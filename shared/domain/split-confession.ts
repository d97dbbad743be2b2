import type { Confession } from './confession.ts';
import type { Message } from './transcript.ts';

/** What a request for a confession is recognised by, unless a person says otherwise; case does not matter. */
export const CONFESSION_REQUEST_PATTERN = 'confess(ion)?|self.?report|compliance report';

/** The confession that stood as the last turn, and the transcript before it was asked for. */
export interface SplitConfession {
  messages: Message[];
  confession: Confession;
}

/** The name of a confession that was the last turn of its transcript. */
export const LAST_TURN = 'last-turn';

function textOf(messages: readonly Message[]): string {
  return messages
    .flatMap(({ content }) =>
      content.flatMap((part) => (part.type === 'text' || part.type === 'refusal' ? [part.text] : [])),
    )
    .join('\n\n');
}

function reasoningOf(messages: readonly Message[]): string {
  return messages
    .flatMap(({ content }) =>
      content.flatMap((part) => (part.type === 'reasoning' && part.withheld !== true ? [part.text] : [])),
    )
    .join('\n\n');
}

/**
 * Takes a confession off the end of a transcript: the last turn of the assistant, where the message before it is from
 * the system, the developer or the user and `asks` for one. The transcript ends before the request; there must be a turn
 * of the assistant before it, since otherwise nothing was done that could be confessed.
 */
export function splitConfession(
  messages: readonly Message[],
  asks: (request: string) => boolean,
): SplitConfession | undefined {
  const at = messages.findLastIndex(({ role }) => role !== 'assistant');
  const request = messages[at];
  const answer = messages.slice(at + 1);
  if (request === undefined || request.role === 'tool' || answer.length === 0) return undefined;
  if (answer.some(({ tool_calls: calls }) => (calls?.length ?? 0) > 0)) return undefined;
  const before = messages.slice(0, at);
  if (!before.some(({ role }) => role === 'assistant')) return undefined;
  const text = textOf(answer);
  const asked = textOf([request]);
  if (text.trim() === '' || !asks(asked)) return undefined;
  const reasoning = reasoningOf(answer);
  return {
    messages: before,
    confession: { id: LAST_TURN, text, request: asked, ...(reasoning !== '' && { reasoning }) },
  };
}
