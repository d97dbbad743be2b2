import type { ReadRecord, ReadTranscript, Rejection, Source } from './format.ts';
import { parseRecord } from './json.ts';

const MAX_SOURCE_UNITS = 1_000_000;
const SHORTENED_UNITS = 1_000;

/** Reads JSON Lines: blank lines are passed over, each other line is one record given to `take`. */
export async function* readJsonLines(
  source: Source,
  signal: AbortSignal | undefined,
  take: (value: unknown) => { transcript: ReadTranscript } | { rejected: Rejection },
): AsyncGenerator<ReadRecord> {
  for await (const { line, text, bytes_done } of source.lines(signal)) {
    if (text.trim() === '') continue;
    source.facts.records += 1;
    const parsed = parseRecord(text);
    const read = 'rejected' in parsed ? parsed : take(parsed.value);
    yield {
      line,
      bytes_done,
      source: () => (text.length > MAX_SOURCE_UNITS ? text.slice(0, SHORTENED_UNITS) : text),
      ...read,
    };
  }
}
