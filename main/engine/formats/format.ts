import type { Confession } from '../../../shared/domain/confession.ts';
import type { Message } from '../../../shared/domain/transcript.ts';

/** A confession as a reader hands it over, with the judge scores that came with it. */
export interface ReadConfession {
  confession: Confession;
  judge_scores: { judge: string; score: number }[];
}

/** One transcript of a file. What the reader cannot place is in `metadata`, not away. */
export interface ReadTranscript {
  /** The source's id; undefined where it has none (the importer then derives one from the content). */
  id: string | undefined;
  messages: Message[];
  confessions: ReadConfession[];
  metadata: Record<string, unknown>;
  /** Names what shares a task or prompt; undefined: the importer derives it (metadata.task_id, else the content). */
  family: string | undefined;
  /** The violation that this item was made to look for, where the source names one. */
  target_violation: string | undefined;
}

/** Why a record cannot be taken: path, what was expected, what stood there (cut to 200 UTF-16 units). */
export interface Rejection {
  /** JSON path as people write it: `messages[3].content`; empty for the whole record. */
  path: string;
  expected: string;
  found: string;
  /** The whole as a sentence: `"honesty" is 1.4; give a number from 0 to 1`. */
  reason: string;
}

/** One record: where it stood, its source text (for previews and rejects files), and what it gave. */
export type ReadRecord = {
  /** Line in the unpacked text, from 1. */
  line: number;
  /** The record as it stood; for lines above 1 MB its first 1,000 UTF-16 units. */
  source: () => string;
  /** Bytes read of the file so far, packed bytes where it is packed, for progress. */
  bytes_done: number;
} & ({ transcript: ReadTranscript } | { rejected: Rejection });

/** The first parsed records and bytes of a file, for recognising it by content. */
export interface Sample {
  file: string;
  /** At most 64 KiB of unpacked bytes. */
  head: Uint8Array;
  /** At most five records of JSONL that parsed. */
  records: unknown[];
}

/** What the text of a file turned out to be while it was read to its end. */
export interface TextFacts {
  packed: 'gzip' | 'zstd' | undefined;
  bom: boolean;
  line_ends: 'LF' | 'CRLF' | 'mixed' | 'none';
  longest_line_bytes: number;
  records: number;
  /** SHA-256 of the file's own bytes, as they lie on the disk. */
  sha256: string;
  bytes: number;
}

/** An opened file: `facts` is complete once its records have been read to the end. */
export interface Source {
  file: string;
  /** Lines of text without their ends, blank ones included, with numbers from 1. Streams. */
  lines(signal: AbortSignal | undefined): AsyncIterable<{ line: number; text: string; bytes_done: number }>;
  facts: TextFacts;
}

/**
 * One format. A reader knows its format and nothing of SQLite, progress or pages. A record that cannot be taken is a
 * value, never an exception; a broken file (not text, damaged gzip) is a ShriveError.
 */
export interface Reader {
  name: string;
  title: string;
  /** Usual file name endings, for dialogs only; files are recognised by content. */
  extensions: string[];
  /** `yes` by keys that no other format has, `perhaps` where it would read the records, with the keys that say so. */
  detect(sample: Sample): { match: 'yes' | 'perhaps' | 'no'; by: string[] };
  read(source: Source, signal: AbortSignal | undefined): AsyncIterable<ReadRecord>;
}
