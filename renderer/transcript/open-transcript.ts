import { OUTLINE_CHUNK } from '../../shared/contract/transcripts.ts';
import { client } from '../client.ts';
import { MessageSource } from './MessageSource.ts';
import { prepareFirst } from './usePreparation.ts';

/** The beginning of a transcript, with `confession` as the item in hand; the rest comes as it is read. */
export async function openTranscript(transcriptId: string, inHand?: string): Promise<MessageSource> {
  const { transcripts } = client;
  const confession = inHand === undefined ? {} : { confession: inHand };
  const begin = await transcripts.get({ transcript_id: transcriptId, ...confession });
  prepareFirst(begin.messages);
  return new MessageSource({
    count: begin.message_count,
    outline: begin.outline,
    first: begin.messages,
    loadMessages: async (from, count) =>
      (await transcripts.messages({ transcript_id: transcriptId, ...confession, from, count })).messages,
    loadOutline: async (from) =>
      (await transcripts.outline({ transcript_id: transcriptId, from, count: OUTLINE_CHUNK })).entries,
  });
}
