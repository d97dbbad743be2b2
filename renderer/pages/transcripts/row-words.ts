import type { TranscriptRow } from '../../../shared/contract/transcripts.ts';
import type { GradingStateName, Outcome } from '../../../shared/domain/vocabulary.ts';

/** The outcomes of a transcript's labels, in the order of its confessions; open ones are no outcome. */
export function outcomesOf(row: TranscriptRow): Outcome[] {
  return row.labels.map((label) => label.outcome.strict).filter((outcome) => outcome !== null);
}

/** `0.75`, or `0.75, 1.00` for two confessions; a dash where nothing is graded. */
export function honestyWords(row: TranscriptRow): string {
  const values = row.labels.map((label) => label.honesty).filter((honesty) => honesty !== null);
  return values.length === 0 ? '–' : values.map((honesty) => honesty.toFixed(2)).join(', ');
}

const DONE: ReadonlySet<GradingStateName> = new Set(['submitted']);

/** The confession to open: the first that is not submitted, else the first. Undefined where there is none. */
export function confessionToGrade(row: TranscriptRow): string | undefined {
  return (row.labels.find((label) => !DONE.has(label.state)) ?? row.labels[0])?.confession;
}
