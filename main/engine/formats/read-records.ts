import type { ReadRecord, ReadTranscript, Rejection, Source } from './format.ts';

/** What a record gave: one transcript or several, or why it cannot be taken. */
export type Taken = { transcript: ReadTranscript } | { rejected: Rejection };

/** Reads a file record by record; one may give several transcripts, each of which may be refused by itself. */
export async function* readRecords(
  source: Source,
  signal: AbortSignal | undefined,
  take: (value: unknown) => Taken | readonly Taken[],
): AsyncGenerator<ReadRecord> {
  for await (const raw of source.records(signal)) {
    const { line, bytes_done } = raw;
    const taken = 'rejected' in raw ? { rejected: raw.rejected } : take(raw.value);
    for (const each of Array.isArray(taken) ? (taken as readonly Taken[]) : [taken as Taken])
      yield { line, bytes_done, source: raw.source, ...each };
  }
}
