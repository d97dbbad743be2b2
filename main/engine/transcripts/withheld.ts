import type { TranscriptRow } from '../../../shared/contract/transcripts.ts';
import { digitsAsText, parseKeepingDigits } from '../big-integers.ts';

/** Metadata that may hold what a blind grader has not earned: a confession, its judge's score, the reasoning. */
const TELLING_KEY =
  /confess|self.?report|compliance|honest|judge|reasoning|thinking|rationale|label|verdict/i;
const MAX_PLAIN_LENGTH = 200;

export function isTellingKey(key: string): boolean {
  return TELLING_KEY.test(key);
}

/** Stored metadata, integers that a number cannot hold as strings of their digits. */
export function parseMetadata(metadata: string): Record<string, unknown> {
  return digitsAsText(parseKeepingDigits(metadata)) as Record<string, unknown>;
}

/** The plain values of a transcript's metadata, short ones only; for blind graders without what could tell. */
export function plainMetadata(metadata: string, blind: boolean): TranscriptRow['metadata'] {
  const plain: TranscriptRow['metadata'] = {};
  for (const [key, value] of Object.entries(parseMetadata(metadata))) {
    if (blind && isTellingKey(key)) continue;
    const isPlain = value === null || typeof value === 'number' || typeof value === 'boolean';
    if (isPlain || (typeof value === 'string' && value.length <= MAX_PLAIN_LENGTH)) {
      Object.defineProperty(plain, key, { value, enumerable: true, configurable: true, writable: true });
    }
  }
  return plain;
}
