import type { FilePreview } from '../../../shared/contract/imports.ts';
import { readConfession } from '../../../shared/domain/confession.ts';
import { type Message, outlineOf } from '../../../shared/domain/transcript.ts';
import type { Mapping } from '../../../shared/mapping/mapping.ts';
import type { ReadRecord, ReadTranscript } from '../formats/format.ts';
import { transcriptHash } from '../hash.ts';
import { maskedSource, SEALED, shortenedSource } from './example-source.ts';

export type Example = NonNullable<FilePreview['example']>;

/** What nobody would call a conversation or an id: a mapping must not be a way to read it before the judgement. */
const TELLING =
  /confess|self.?report|compliance|disclos|judge|score|rating|grade|honest|reason|think|scratchpad|metadata|label|gold/i;

function sealedExample(example: Example, { id, conversation }: Mapping): Example {
  const isTelling = Object.values(conversation).some((path) => path !== undefined && TELLING.test(path));
  return {
    ...example,
    transcript_id: id !== undefined && TELLING.test(id) ? SEALED : example.transcript_id,
    messages: isTelling ? example.messages.map((message) => ({ ...message, peek: '' })) : example.messages,
  };
}

/** How a record was read, and for whom. */
export interface Showing {
  mapping: Mapping | undefined;
  /** There where its last turn is a confession. Then a blind grader sees nothing of how it stands in the file. */
  lastTurn: { isSplit: boolean } | undefined;
  blind: boolean;
}

function sourceOf(record: Pick<ReadRecord, 'source'>, { lastTurn, blind }: Showing): string {
  if (!blind) return shortenedSource(record.source());
  return lastTurn === undefined ? maskedSource(record.source()) : SEALED;
}

/** The messages that may be shown: a last turn that was not split off is still among them. */
function shownMessages({ messages }: ReadTranscript, { lastTurn, blind }: Showing): Message[] {
  if (!blind || lastTurn === undefined || lastTurn.isSplit) return messages;
  return messages.slice(
    0,
    messages.findLastIndex((each) => each.role !== 'assistant'),
  );
}

/** One record as it stands and as Shrive reads it; for a blind grader without what is withheld. */
export function exampleOf(
  record: Pick<ReadRecord, 'line' | 'source'>,
  transcript: ReadTranscript,
  showing: Showing,
): Example {
  const { mapping, blind } = showing;
  const example: Example = {
    line: record.line,
    source: sourceOf(record, showing),
    transcript_id: transcript.id ?? transcriptHash(transcript.messages).toString('hex'),
    messages: outlineOf(shownMessages(transcript, showing))
      .slice(0, 50)
      .map((entry) => ({
        role: entry.role,
        peek: entry.peek,
        calls: entry.tool_calls.map((call) => call.name),
      })),
    confessions: transcript.confessions.map(({ confession }) => {
      const { claims } = readConfession(confession);
      return blind
        ? { confession_id: confession.id, form: null, claims: null }
        : {
            confession_id: confession.id,
            form: confession.report === undefined ? ('text' as const) : ('report' as const),
            claims: claims.length,
          };
    }),
    metadata_keys: Object.keys(transcript.metadata),
  };
  return blind && mapping !== undefined ? sealedExample(example, mapping) : example;
}
