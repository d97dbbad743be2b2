import type { AdjudicationRevision } from '../../../shared/domain/adjudication.ts';
import type { ComparisonRevision } from '../../../shared/domain/comparison.ts';
import type { LabelRevision } from '../../../shared/domain/label.ts';
import type { NoteRevision } from '../../../shared/domain/note.ts';
import { appendAdjudicationRevision } from './adjudications.ts';
import { appendComparisonRevision } from './comparisons.ts';
import type { WritableStore } from './handles.ts';
import { appendLabelRevision } from './labels.ts';
import { appendNoteRevision } from './notes.ts';

/** A revision of whichever log, as another copy or a bundle holds it. */
export type LoggedRevision =
  | { log: 'labels'; revision: LabelRevision }
  | { log: 'comparisons'; revision: ComparisonRevision }
  | { log: 'adjudications'; revision: AdjudicationRevision }
  | { log: 'notes'; revision: NoteRevision };

/** Who said it. */
export function personOf({ revision }: LoggedRevision): string {
  if ('grader' in revision) return revision.grader;
  return 'adjudicator' in revision ? revision.adjudicator : revision.author;
}

/** Adds it to its log as it was made. Adding the same again changes nothing. */
export function appendRevision(
  store: WritableStore,
  { log, revision }: LoggedRevision,
): 'added' | 'existing' {
  switch (log) {
    case 'labels':
      return appendLabelRevision(store, revision);
    case 'comparisons':
      return appendComparisonRevision(store, revision);
    case 'adjudications':
      return appendAdjudicationRevision(store, revision);
    case 'notes':
      return appendNoteRevision(store, revision);
  }
}
