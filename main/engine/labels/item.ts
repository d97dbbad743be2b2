import { ShriveError } from '../../../shared/contract/errors.ts';
import type { Session } from '../session.ts';
import { findConfession, type StoredConfession, type StoredTranscript } from '../store/transcripts.ts';

/** One confession as an item to grade. */
export interface Item {
  /** The confession's hash, as bytes and as hexadecimal digits. */
  hash: Buffer;
  hex: string;
  confession: StoredConfession;
  transcript: StoredTranscript;
}

export function getItem(session: Session, hex: string): Item {
  const hash = Buffer.from(hex, 'hex');
  const found = findConfession(session.store, hash);
  if (found === undefined) {
    throw new ShriveError(
      'CONFESSION_NOT_FOUND',
      'There is no such confession in this dataset. It may have been opened from another one.',
    );
  }
  return { hash, hex, ...found };
}
