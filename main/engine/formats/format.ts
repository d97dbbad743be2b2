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
  /** Fields of the metadata that a later copy of the same source may have otherwise: they make no conflict. */
  changing_metadata?: readonly string[];
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
} & (
  | { transcript: ReadTranscript }
  | {
      rejected: Rejection;
      /** The file is of the format and holds no conversation, as some that lie among others do: no fault of a record. */
      holdsNothing?: true;
    }
);

/**
 * How a file is laid out, whatever it holds: JSON Lines, one JSON array, one JSON object, Parquet, or a zip archive. Seen by its
 * content; gzip and zstd around it make no difference.
 */
export type Shape = 'lines' | 'array' | 'object' | 'parquet' | 'zip';

/** What a reader is recognised by. */
export interface Sample {
  file: string;
  shape: Shape;
  /**
   * At most five records: lines or items that parsed, or rows. Of one JSON object a sketch: its fields, with at most
   * five items of each array, and what is longer than 64 KiB as an empty value of its kind.
   */
  records: unknown[];
  /** Names of what a zip archive holds. */
  members: readonly string[];
}

/** What a file turned out to be while it was read to its end. */
export interface FileFacts {
  shape: Shape;
  packed: 'gzip' | 'zstd' | undefined;
  bom: boolean;
  line_ends: 'LF' | 'CRLF' | 'mixed' | 'none';
  longest_line_bytes: number;
  records: number;
  /** SHA-256 of the file's own bytes, where they were all read in their order; else {@link Source.sha256} finds it. */
  sha256: string;
  bytes: number;
}

/** A record as it stands in the file, parsed. */
export type RawRecord = {
  /** Line on which it begins in the unpacked text, or number of the row; from 1. */
  line: number;
  bytes_done: number;
  /** The record as it stood; above 1 MB its first 1,000 UTF-16 units. */
  source: () => string;
} & ({ value: unknown } | { rejected: Rejection });

/** A field of a JSON object that is read piece by piece; `index` where it is an item of a field that was spread. */
export type RawField = RawRecord & { key: string; index: number | undefined };

/** A member of a zip archive. Of members with equal names the last one counts. */
export interface Member {
  name: string;
  bytes: number;
}

/** An opened file: `facts` is complete once it has been read to the end. Each call begins anew; nothing is held whole. */
export interface Source {
  file: string;
  shape: Shape;
  facts: FileFacts;
  /** SHA-256 of the file's own bytes as they lie on the disk. What is read here and there is read once more for it. */
  sha256(): Promise<string>;
  /** Lines that are the rows of a table: the first names the columns, and the records are the others. */
  isTable: boolean;
  /** Lines of text without their ends, blank ones included. */
  lines(signal: AbortSignal | undefined): AsyncIterable<{ line: number; text: string; bytes_done: number }>;
  /** Records of JSON Lines, items of an array, rows of Parquet; of a JSON object the one record that it is. */
  records(signal: AbortSignal | undefined): AsyncIterable<RawRecord>;
  /**
   * The fields of a JSON object, for what may be too large to hold; arrays in `spread` item by item. Fields that are
   * to be skipped are passed over without being held or parsed.
   */
  fields(
    spread: readonly string[],
    signal: AbortSignal | undefined,
    skip?: (key: string) => boolean,
  ): AsyncIterable<RawField>;
  /** The members of a zip archive. */
  members(): Promise<readonly Member[]>;
  /** The bytes of one member, unpacked and checked. */
  member(name: string): AsyncIterable<Buffer>;
  /** The fields of a JSON object in a member, as `fields`; of an array its items. */
  memberFields(
    name: string,
    spread: readonly string[],
    skip?: (key: string) => boolean,
  ): AsyncIterable<RawField>;
}

/** What the page and the docs say of a format. */
export interface FormatDocs {
  /** Who has such files, in a sentence or two of Markdown. */
  about: string;
  /** A small file of it, as text, that the reader reads; of formats that are not text, what their records look like. */
  sample: string;
  /** How its parts are taken, and what is special: Markdown, one line each. */
  notes: readonly string[];
}

/**
 * One format. A reader knows its format and nothing of SQLite, progress or pages. A record that cannot be taken is a
 * value, never an exception; a broken file (not text, damaged gzip) is a ShriveError.
 */
export interface Reader {
  name: string;
  title: string;
  /** Usual file name endings, for dialogs only; files are recognised by content. */
  extensions: readonly string[];
  docs: FormatDocs;
  /** `yes` by keys that no other format has, `perhaps` where it would read the records, with the keys that say so. */
  detect(sample: Sample): Detection;
  read(source: Source, signal: AbortSignal | undefined): AsyncIterable<ReadRecord>;
}

export interface Detection {
  match: 'yes' | 'perhaps' | 'no';
  by: readonly string[];
}

export const NO_MATCH: Detection = { match: 'no', by: [] };
