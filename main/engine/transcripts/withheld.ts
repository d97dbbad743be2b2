import type { TranscriptRow } from '../../../shared/contract/transcripts.ts';

/** Metadata that may hold what a blind grader has not earned: a confession, its judge's score, the reasoning. */
const TELLING_KEY =
  /confess|self.?report|compliance|honest|judge|reasoning|thinking|rationale|label|verdict/i;
const MAX_PLAIN_LENGTH = 200;

export function isTellingKey(key: string): boolean {
  return TELLING_KEY.test(key);
}

/** The plain values of a transcript's metadata, short ones only; for blind graders without what could tell. */
export function plainMetadata(metadata: string, blind: boolean): TranscriptRow['metadata'] {
  const plain: TranscriptRow['metadata'] = {};
  for (const [key, value] of Object.entries(JSON.parse(metadata) as Record<string, unknown>)) {
    if (blind && isTellingKey(key)) continue;
    const isPlain = value === null || typeof value === 'number' || typeof value === 'boolean';
    if (isPlain || (typeof value === 'string' && value.length <= MAX_PLAIN_LENGTH)) {
      Object.defineProperty(plain, key, { value, enumerable: true, configurable: true, writable: true });
    }
  }
  return plain;
}
