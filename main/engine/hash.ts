import { hash } from 'node:crypto';
import type { Confession } from '../../shared/domain/confession.ts';
import type { Message } from '../../shared/domain/transcript.ts';

/** SHA-256 as 32 bytes. */
export function sha256(bytes: string | Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}

/**
 * JSON by RFC 8785: the same value gives the same bytes on every machine. Half a surrogate pair, which the RFC refuses
 * and transcripts hold, is written as its escape, as JSON.stringify does.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      // By UTF-16 units, as JavaScript compares.
      .sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
  }
  const isJson = value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);
  if (!isJson) throw new TypeError('a value that JSON cannot hold was to be hashed');
  return JSON.stringify(value);
}

/** Identity of a transcript's content: its messages, reasoning and kept fields included; metadata not. */
export function transcriptHash(messages: readonly Message[]): Buffer {
  return sha256(`shrive-transcript-1\n${canonicalJson(messages)}`);
}

/**
 * Identity of one confession as an item to grade: of which transcript, under which id, with what words. Labels refer
 * to it, so it is the same in every copy of a dataset; the same words under two transcripts are two items.
 */
export function confessionHash(transcriptId: string, transcript: Buffer, confession: Confession): Buffer {
  return sha256(
    `shrive-confession-1\n${JSON.stringify([transcriptId, transcript.toString('hex')])}\n${canonicalJson(confession)}`,
  );
}

/** The hash of a revision of any log: SHA-256 of the canonical JSON of all its other fields. */
export function revisionHash(revision: object): string {
  return sha256(canonicalJson(revision)).toString('hex');
}
