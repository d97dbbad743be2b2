import { stringifyKeepingDigits } from '../big-integers.ts';
import { readChatRecord } from './chat-record.ts';
import type { ReadRecord, Source } from './format.ts';

/** A file that is one JSON array of messages, or of items: one conversation, not one a piece. */
export async function* readOneConversation(
  source: Source,
  signal: AbortSignal | undefined,
): AsyncGenerator<ReadRecord> {
  const pieces: unknown[] = [];
  for await (const raw of source.records(signal)) {
    if ('rejected' in raw) {
      yield raw;
      return;
    }
    pieces.push(raw.value);
  }
  source.facts.records = 1;
  const taken = readChatRecord(pieces);
  yield {
    line: 1,
    bytes_done: source.facts.bytes,
    source: () => stringifyKeepingDigits(pieces),
    ...taken,
  };
}

/** Whether the first item of the array is a piece of a conversation. */
export async function isOneConversation(
  source: Source,
  isPiece: (value: unknown) => boolean,
): Promise<boolean> {
  if (source.shape !== 'array') return false;
  for await (const raw of source.records(undefined)) return 'value' in raw && isPiece(raw.value);
  return false;
}
