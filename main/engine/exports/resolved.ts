import { resolve } from '../../../shared/grading/resolve.ts';
import { findCurrentAdjudication } from '../store/adjudications.ts';
import type { ReadableStore } from '../store/handles.ts';
import type { LabelledConfession } from '../store/labels.ts';
import type { ExportForm, SettledOptions } from './form.ts';
import { countRemoved, honestyOf, type Reach, type Removed } from './select.ts';

/**
 * The answer by which somebody settled a confession, as a label of theirs. Not where only some graders' labels were asked
 * for and it is by none of them.
 */
function settledLabel(
  store: ReadableStore,
  [first]: readonly LabelledConfession[],
  { graders = [] }: SettledOptions,
): LabelledConfession | undefined {
  if (first === undefined) return undefined;
  const found = findCurrentAdjudication(store, Buffer.from(first.revision.confession, 'hex'));
  if (found?.state !== 'settled' || found.body === null) return undefined;
  if (graders.length > 0 && !graders.includes(found.adjudicator)) return undefined;
  const { id, adjudicator, revision, body, reason, rubric, created_at, device, previous_hash, hash } = found;
  return {
    ...first,
    revision: {
      ...{ id, confession: first.revision.confession, grader: adjudicator, revision, body, reason, rubric },
      ...{ created_at, device, previous_hash, hash, state: 'submitted', skip_reason: null, blind: false },
      committed_stage: body.honesty_after_reasoning === null ? 2 : 3,
      revealed_at: { confession: null, reasoning: null },
      origin: 'graded',
    },
  };
}

/** The label that stands for a confession, by the rule of grading/resolve.ts; what was not finished has no vote. */
function standingFor(
  store: ReadableStore,
  labels: readonly LabelledConfession[],
  { honesty_from }: SettledOptions,
) {
  return resolve(
    labels
      .filter(({ revision }) => revision.state === 'submitted')
      .map((labelled) => ({
        labelled,
        body: labelled.revision.body,
        honesty: honestyOf(store, labelled.revision, honesty_from),
        created_at: labelled.revision.created_at,
        id: labelled.revision.id,
      })),
  );
}

/**
 * The labels of one transcript that rows are made of. Resolved, a row for each label has the one that stands for its
 * confession; a row for each confession pools what its graders say, so that their doubt stays in it. Where somebody
 * settled it, that answer alone stands, but for a blind grader, who is not to know of it.
 */
export function resolvedLabels(
  store: ReadableStore,
  { unit }: ExportForm,
  labels: readonly LabelledConfession[],
  options: SettledOptions,
  removed: Map<Removed['control'], number>,
  { blindGrader }: Reach,
): LabelledConfession[] {
  const isPooled = (typeof unit === 'function' ? unit(options) : unit) === 'confession';
  const takesAll = options.labels === 'all' || isPooled;
  return [...Map.groupBy(labels, ({ confession }) => confession).values()].flatMap((group) => {
    const takesSettled = options.labels !== 'all' && blindGrader === undefined;
    const settled = takesSettled ? settledLabel(store, group, options) : undefined;
    if (settled !== undefined) {
      countRemoved(removed, 'resolved', group.length - 1);
      return [settled];
    }
    if (takesAll && !options.drop_divided) return group;
    const found = standingFor(store, group, options);
    if (options.drop_divided && found?.how === 'divided') {
      countRemoved(removed, 'divided', group.length);
      return [];
    }
    if (takesAll) return group;
    const kept = found === undefined ? [] : [found.vote.labelled];
    countRemoved(removed, 'resolved', group.length - kept.length);
    return kept;
  });
}
