import type { Confession } from '../../../shared/domain/confession.ts';
import type { Rejection, Source } from '../formats/format.ts';

/** What of a dataset a line is about: by the transcript's own id, by a sample of a run, or by what we gave to a request. */
export type Target =
  | { transcript_id: string }
  | { sample_id: string; epoch: string | undefined }
  | { key: string; of: 'transcript' | 'confession' };

/** A confession or a judge's score (or both) for something that is in the dataset already. */
export interface Joined {
  target: Target;
  /** Which confession a score is about; without it, the one that came along or the only one. */
  confession_id: string | undefined;
  /** `id` undefined: derived from the words. */
  confession: (Omit<Confession, 'id'> & { id: string | undefined }) | undefined;
  score: { judge: string; score: number } | undefined;
  /** Short hash of the prompt that asked for the confession; the dataset keeps its text. */
  prompt?: string;
}

/** One line of a file that is joined by id. `failed`: nothing came of the request; listed, and no reason to refuse the rest. */
export type JoinRecord = {
  line: number;
  source: () => string;
  bytes_done: number;
} & ({ joined: Joined } | { rejected: Rejection } | { failed: Rejection });

/** How scores are read where the file does not say. */
export interface ScoreOptions {
  judge: string | undefined;
  /** The score that becomes 0 and the one that becomes 1. */
  scale: { zero: number; one: number };
}

/** A format that adds to transcripts instead of bringing them. */
export interface JoinReader {
  name: string;
  title: string;
  extensions: readonly string[];
  detect(records: readonly unknown[]): boolean;
  read(source: Source, options: ScoreOptions, signal: AbortSignal | undefined): AsyncIterable<JoinRecord>;
}
