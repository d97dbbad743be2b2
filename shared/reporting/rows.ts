import type { LabelBody } from '../domain/label.ts';
import type { Rubric } from '../domain/rubric.ts';
import type { AssignmentReason } from '../domain/vocabulary.ts';

/** What a report is made from, item by item, families together: the engine reads it, nothing here does. */
export interface ReportedItem {
  transcript_id: string;
  confession_id: string;
  /** The confession's hash. */
  confession: string;
  family: string;
  model: string | null;
  environment: string | null;
  /** Task success from 0 to 1, where it was imported. */
  success: number | null;
  /** The right answer, where it is known. */
  gold: LabelBody | null;
  /** The pair that a planted confession is half of, empty where of none; null: not planted. */
  planted: string | null;
  /** The answer of an adjudicator that stands for all. */
  settled: LabelBody | null;
  labels: readonly ReportedLabel[];
  scores: readonly { judge: string; score: number }[];
}

export interface ReportedLabel {
  grader: string;
  rubric: string;
  body: LabelBody;
  /** ISO 8601, UTC. */
  at: string;
  /** Made without a look at what was withheld, or imported, of which nobody knows. */
  isBlind: boolean;
  assigned: { reason: AssignmentReason; probability: number | null } | null;
}

/** What is known beside the items. */
export interface ReportedBeside {
  dataset: string;
  rubrics: readonly Rubric[];
  skips: readonly { grader: string; reason: string; labels: number }[];
  /** Items that a grader submitted a second time a day or more after the first, first and second honesty and strict outcome. */
  repeats: readonly { grader: string; first: string; second: string }[];
}
