import type { Confession } from '../../../shared/domain/confession.ts';
import type { ReadableStore } from '../store/handles.ts';
import type { LabelledConfession } from '../store/labels.ts';
import { loadConfession } from '../store/transcript-body.ts';
import { findTranscriptByNumber, type StoredTranscript } from '../store/transcripts.ts';
import type { Columns } from './columns.ts';
import type { Row, SettledOptions } from './form.ts';
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
  /** Of each grader, in the order of the labels. */
  honesties: number[];
  /** Mean over graders. */
  honesty: number;
}

/** The labels that one row is made of: those of a confession, or where all go out each for itself. */
export function byRow(
  labels: readonly LabelledConfession[],
  { labels: choice }: SettledOptions,
): LabelledConfession[][] {
  if (choice === 'all') return labels.map((labelled) => [labelled]);
  return [...Map.groupBy(labels, ({ confession_id }) => confession_id).values()];
}

/** Who judged it, where each label is a row of its own. */
export function graderOf({ revision }: LabelledConfession, { labels }: SettledOptions): Row {
  return labels === 'all' ? { grader: revision.grader } : {};
}
export function graderColumn({ labels }: SettledOptions): Columns {
  return labels === 'all' ? { grader: 'string' } : {};
}

/** The labels of one transcript by confession, honesty pooled as the mean of the graders. */
export function byConfession(
  store: ReadableStore,
  labels: readonly LabelledConfession[],
  options: SettledOptions,
): GradedConfession[] {
  return byRow(labels, options).flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const honesties = group.map(({ revision }) => honestyOf(store, revision, options.honesty_from));
    const sum = honesties.reduce((total, each) => total + each, 0);
    return [{ first, labels: group, honesties, honesty: sum / group.length }];
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
