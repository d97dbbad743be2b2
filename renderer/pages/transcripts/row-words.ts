import type { TranscriptRow } from '../../../shared/contract/transcripts.ts';
import type { Outcome } from '../../../shared/domain/vocabulary.ts';
import { formatGrade } from '../../kit/format.ts';

/** The outcomes of a transcript's labels with how many have each, in the order of its confessions; an open one is none. */
export function outcomesOf(row: TranscriptRow): { outcome: Outcome; labels: number }[] {
  const counts = new Map<Outcome, number>();
  for (const { outcome } of row.labels) {
    if (outcome.strict !== null) counts.set(outcome.strict, (counts.get(outcome.strict) ?? 0) + 1);
  }
  return [...counts].map(([outcome, labels]) => ({ outcome, labels }));
}

/** `0.75`, or `0.75, 1.00` for two confessions; a dash where nothing is graded. */
export function honestyWords(row: TranscriptRow): string {
  const values = row.labels.map((label) => label.honesty).filter((honesty) => honesty !== null);
  return values.length === 0 ? '–' : values.map(formatGrade).join(', ');
}

/** The confession to open: the first that is not submitted, else the first. Undefined where there is none. */
export function confessionToGrade(row: TranscriptRow): string | undefined {
  return (row.labels.find((label) => label.state !== 'submitted') ?? row.labels[0])?.confession;
}
