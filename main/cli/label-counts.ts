import type { LabelsPreview } from '../../shared/contract/label-files.ts';
import { count } from './output.ts';

/** What labels from elsewhere come to, for people. */

const SHOWN = 10;

/** How many labels of whom, and what is none. */
export function countLines({
  graders,
  set_aside: aside,
}: Pick<LabelsPreview, 'graders' | 'set_aside'>): string[] {
  return [
    ...(graders.length > 1
      ? graders.map(({ grader, added, existing }) => `  ${grader}: ${added} added, ${existing} there already`)
      : []),
    ...(aside > 0 ? [`${count(aside, 'skipped or unfinished answer')} passed over`] : []),
  ];
}

/** What an import would do, for people. */
export function describePreview({
  labels,
  rejected,
  rejected_count: many,
  ...preview
}: LabelsPreview): string[] {
  return [
    `${count(labels.added, 'label')} would be added, ${labels.existing} there already; nothing was written`,
    ...countLines(preview),
    ...(many > 0 ? [`${count(many, 'label')} could not be taken`] : []),
    ...rejected.slice(0, SHOWN).map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...(many > SHOWN ? ['  …'] : []),
    ...(preview.unknown_fields.length > 0 ? [`Not read: ${preview.unknown_fields.join(', ')}`] : []),
  ];
}
