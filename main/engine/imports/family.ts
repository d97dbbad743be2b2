import type { Message } from '../../../shared/domain/transcript.ts';
import type { ReadTranscript } from '../formats/format.ts';
import { sha256 } from '../hash.ts';

/** What the model was given before it said anything. */
function promptOf(messages: readonly Message[]): unknown[] {
  const end = messages.findIndex((message) => message.role === 'assistant' || message.role === 'tool');
  return (end < 0 ? messages : messages.slice(0, end)).map(({ role, content }) => [role, content]);
}

/**
 * The family of a transcript: what shares a task or a prompt, and so must not lie on two sides of a split. Named by the
 * source; else by environment and task; else by the prompt; a transcript without a prompt stands alone.
 */
export function familyOf(read: ReadTranscript, transcriptId: string): string {
  if (read.family !== undefined) return read.family;
  const { task_id: task, environment } = read.metadata;
  if (typeof task === 'string' || typeof task === 'number' || typeof task === 'bigint') {
    return `${typeof environment === 'string' ? environment : ''}#${task}`.toWellFormed();
  }
  const prompt = promptOf(read.messages);
  return prompt.length === 0 ? transcriptId : `prompt#${sha256(JSON.stringify(prompt)).toString('hex')}`;
}
