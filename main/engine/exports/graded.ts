import type { ExportOptions } from '../../../shared/contract/exports.ts';
import type { Confession } from '../../../shared/domain/confession.ts';
import type { ReadableStore } from '../store/handles.ts';
import type { LabelledConfession } from '../store/labels.ts';
import { loadConfession } from '../store/transcript-body.ts';
import { findTranscriptByNumber, type StoredTranscript } from '../store/transcripts.ts';
import { honestyOf } from './select.ts';

/** What forms ask of the labels of one transcript. */

export function transcriptOf(store: ReadableStore, labels: readonly LabelledConfession[]): StoredTranscript {
  const found = labels[0] && findTranscriptByNumber(store, labels[0].transcript);
  if (found === undefined) throw new Error('a label refers to a transcript that is not there');
  return found;
}

/** What each grader answered to the rubric's own questions, with the version that asked them. */
export function answersOf(labels: readonly LabelledConfession[]): { rubric: string; answers: unknown }[] {
  return labels.map(({ revision }) => ({ rubric: revision.rubric, answers: revision.body.answers }));
}

export interface GradedConfession {
  first: LabelledConfession;
  labels: LabelledConfession[];
  /** Mean over graders. */
  honesty: number;
}

/** The labels of one transcript by confession, honesty pooled as the mean of the graders. */
export function byConfession(
  store: ReadableStore,
  labels: readonly LabelledConfession[],
  options: ExportOptions,
): GradedConfession[] {
  return [...Map.groupBy(labels, (labelled) => labelled.confession_id).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const sum = group.reduce(
      (total, labelled) => total + honestyOf(store, labelled.revision, options.honesty_from),
      0,
    );
    return [{ first, labels: group, honesty: sum / group.length }];
  });
}

export function confessionOf(store: ReadableStore, labelled: LabelledConfession): Confession {
  return loadConfession(store, labelled.confession_content, labelled.confession_id);
}

/** The answer that most graders gave; undefined where two are as frequent. Null answers do not count. */
export function mostGiven<Answer extends string>(answers: readonly (Answer | null)[]): Answer | undefined {
  const counts = new Map<Answer, number>();
  for (const answer of answers) if (answer !== null) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  const [best, next] = [...counts].sort(([, one], [, other]) => other - one);
  return best === undefined || best[1] === next?.[1] ? undefined : best[0];
}
