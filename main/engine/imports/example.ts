import type { FilePreview } from '../../../shared/contract/imports.ts';
import { readConfession } from '../../../shared/domain/confession.ts';
import { outlineOf } from '../../../shared/domain/transcript.ts';
import type { Mapping } from '../../../shared/mapping/mapping.ts';
import type { ReadRecord, ReadTranscript } from '../formats/format.ts';
import { transcriptHash } from '../hash.ts';
import { maskedSource, shortenedSource } from './example-source.ts';

export type Example = NonNullable<FilePreview['example']>;

/** What nobody would call a conversation or an id: a mapping must not be a way to read it before the judgement. */
const TELLING =
  /confess|self.?report|compliance|disclos|judge|score|rating|grade|honest|reason|think|scratchpad|metadata|label|gold/i;

function sealedExample(example: Example, { id, conversation }: Mapping): Example {
  const isTelling = Object.values(conversation).some((path) => path !== undefined && TELLING.test(path));
  return {
    ...example,
    transcript_id: id !== undefined && TELLING.test(id) ? '(sealed)' : example.transcript_id,
    messages: isTelling ? example.messages.map((message) => ({ ...message, peek: '' })) : example.messages,
  };
}

/** One record as it stands and as Shrive reads it; for a blind grader without what is withheld. */
export function exampleOf(
  record: Pick<ReadRecord, 'line' | 'source'>,
  transcript: ReadTranscript,
  mapping: Mapping | undefined,
  blind: boolean,
): Example {
  const example: Example = {
    line: record.line,
    source: blind ? maskedSource(record.source()) : shortenedSource(record.source()),
    transcript_id: transcript.id ?? transcriptHash(transcript.messages).toString('hex'),
    messages: outlineOf(transcript.messages)
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
