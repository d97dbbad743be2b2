import type { Message } from '../../../shared/domain/transcript.ts';

/** Whether a message is an instruction that other transcripts share, and search leaves out. */
export function isShared(message: Message): boolean {
  return message.role === 'system' || message.role === 'developer';
}

/** Of very long texts this much is findable by search; the rest is read and kept all the same. */
const MAX_INDEXED_PER_PART = 1_000_000;

/**
 * What search finds a transcript by: messages, calls and results. Not system prompts, which whole datasets share: every
 * transcript would be a hit. Never reasoning or confessions: a hit would tell a blind grader what is withheld.
 */
export function searchText(messages: readonly Message[]): string {
  const texts: string[] = [];
  for (const message of messages) {
    if (isShared(message)) continue;
    for (const part of message.content) {
      if (part.type === 'text' || part.type === 'refusal')
        texts.push(part.text.slice(0, MAX_INDEXED_PER_PART));
    }
    for (const call of message.tool_calls ?? [])
      texts.push(call.name, call.arguments.slice(0, MAX_INDEXED_PER_PART));
  }
  return texts.join('\n');
}
