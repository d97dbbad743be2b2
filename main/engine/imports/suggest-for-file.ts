import type { Progress } from '../../../shared/contract/base.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { MappingSuggestion } from '../../../shared/contract/imports.ts';
import type { Mapping } from '../../../shared/mapping/mapping.ts';
import { suggestMapping } from '../../../shared/mapping/suggest-mapping.ts';
import { openSource } from '../formats/index.ts';
import { anyRecords, takeMapped } from '../formats/mapping.ts';
import { exampleOf } from './example.ts';
import { maskedSource, SEALED, shortenedSource } from './example-source.ts';
import { endsInConfession } from './find-confessions.ts';
import { sealedRejection } from './sealed-rejection.ts';

const SHOWN_RECORDS = 5;
/** Bad records that may stand before the first good ones. */
const LOOKED_AT = 50;

interface Shown {
  line: number;
  source: string;
  value: unknown;
}

export interface SuggestJob {
  file: string;
  /** What the person has made of the suggestion so far. */
  mapping: Mapping | undefined;
  /** Of a blind grader's file only the paths are told. */
  blind: boolean;
}

/** The first records of a file, and what their fields are likely to be. A job, since nobody knows what the file is. */
export async function* runSuggest(
  { file, mapping: given, blind }: SuggestJob,
  signal: AbortSignal | undefined,
): AsyncGenerator<Progress, MappingSuggestion, void> {
  const values = await firstValues(file, signal);
  const { mapping, paths, proposals } = suggestMapping(values.map(({ value }) => value));
  const read = given ?? mapping;
  return {
    records: values.map(({ line, source, value }) => ({
      line,
      source: blind ? sealedSource(source, value, read) : shortenedSource(source),
    })),
    paths,
    proposals,
    mapping: mapping ?? null,
    first: read === undefined ? null : firstRead(values, read, blind),
  };
}

async function firstValues(file: string, signal: AbortSignal | undefined): Promise<Shown[]> {
  const values: Shown[] = [];
  let lookedAt = 0;
  try {
    for await (const raw of anyRecords(await openSource(file, signal), signal)) {
      if ('value' in raw) values.push({ line: raw.line, source: raw.source(), value: raw.value });
      lookedAt += 1;
      if (values.length >= SHOWN_RECORDS || lookedAt >= LOOKED_AT) break;
    }
  } catch (error) {
    // The page asks anew at each change: that is no failure, and nothing to log.
    if (signal?.aborted !== true) throw error;
    throw new ShriveError('CANCELLED', 'The suggestion was cancelled.', { cause: error });
  }
  return values;
}

function sealedSource(source: string, value: unknown, mapping: Mapping | undefined): string {
  const taken = mapping === undefined ? undefined : takeMapped(value, mapping);
  const isConfession = taken !== undefined && 'transcript' in taken && endsInConfession(taken.transcript);
  return isConfession ? SEALED : maskedSource(source);
}

/** How the first record reads with a mapping. */
function firstRead([first]: readonly Shown[], mapping: Mapping, blind: boolean): MappingSuggestion['first'] {
  if (first === undefined) return null;
  const { line, source, value } = first;
  const taken = takeMapped(value, mapping);
  if ('rejected' in taken)
    return { rejected: { line, ...(blind ? sealedRejection(taken.rejected) : taken.rejected) } };
  const lastTurn = endsInConfession(taken.transcript) ? { isSplit: false } : undefined;
  return {
    example: exampleOf({ line, source: () => source }, taken.transcript, { mapping, lastTurn, blind }),
  };
}
