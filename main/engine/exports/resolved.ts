import { resolve } from '../../../shared/grading/resolve.ts';
import type { ReadableStore } from '../store/handles.ts';
import type { LabelledConfession } from '../store/labels.ts';
import type { ExportForm, SettledOptions } from './form.ts';
import { countRemoved, honestyOf, type Removed } from './select.ts';

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
 * confession; a row for each confession pools what its graders say, so that their doubt stays in it.
 */
export function resolvedLabels(
  store: ReadableStore,
  { unit }: ExportForm,
  labels: readonly LabelledConfession[],
  options: SettledOptions,
  removed: Map<Removed['control'], number>,
): LabelledConfession[] {
  const isPooled = (typeof unit === 'function' ? unit(options) : unit) === 'confession';
  const takesAll = options.labels === 'all' || isPooled;
  if (takesAll && !options.drop_divided) return [...labels];
  return [...Map.groupBy(labels, ({ confession }) => confession).values()].flatMap((group) => {
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
