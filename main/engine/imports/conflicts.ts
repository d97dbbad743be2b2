import { digitsAsText, parseKeepingDigits } from '../big-integers.ts';
import type { ReadConfession, Rejection } from '../formats/format.ts';
import { type JsonObject, shown } from '../formats/json.ts';
import { canonicalJson, sha256 } from '../hash.ts';

/** What is known of a transcript under the same id, in the dataset or earlier in the file. */
export interface KnownTranscript {
  hash: Buffer;
}

/**
 * The same for the same metadata, in whatever order its keys stand. What changes with later copies of the same source
 * (scores that a log was given afterwards) does not count.
 */
export function metadataIdentity(metadata: string, changing: readonly string[] = []): string {
  const parsed = digitsAsText(parseKeepingDigits(metadata)) as JsonObject;
  const lasting = Object.entries(parsed).filter(([key]) => !changing.includes(key));
  return sha256(canonicalJson(Object.fromEntries(lasting))).toString('hex');
}

/** What is known of one confession: enough to see whether the same id came with the same words and scores. */
export interface KnownConfession {
  hash: Buffer;
  scores: ReadonlyMap<string, number>;
}

/** The same id with other content is named, never merged in silence. */
export function transcriptConflict(
  transcriptId: string,
  known: KnownTranscript,
  hash: Buffer,
  isSameMetadata: boolean,
): Rejection | undefined {
  const what = !known.hash.equals(hash) ? 'messages' : isSameMetadata ? undefined : 'metadata';
  if (what === undefined) return undefined;
  return {
    path: 'id',
    expected: 'an id not used for other content',
    found: shown(transcriptId),
    reason: `"id" ${shown(transcriptId)} is in the dataset already with other ${what}; give this one another id, or leave it out.`,
  };
}

export function confessionConflict(
  index: number,
  { confession, judge_scores }: ReadConfession,
  known: ReadonlyMap<string, KnownConfession>,
  hash: Buffer,
): Rejection | undefined {
  const entry = known.get(confession.id);
  if (entry === undefined) return undefined;
  if (!entry.hash.equals(hash)) {
    return {
      path: `confessions[${index}].id`,
      expected: 'a confession id not used for other words',
      found: shown(confession.id),
      reason: `confession ${shown(confession.id)} of this transcript is in the dataset already with other words; give this one another id.`,
    };
  }
  for (const [at, { judge, score }] of judge_scores.entries()) {
    const stored = entry.scores.get(judge);
    if (stored !== undefined && stored !== score) {
      return {
        path: `confessions[${index}].judge_scores[${at}].score`,
        expected: 'the score that this judge gave before',
        found: String(score),
        reason: `judge ${shown(judge)} gave this confession ${stored} before and ${score} now; give the second run of a judge a name of its own.`,
      };
    }
  }
  return undefined;
}
