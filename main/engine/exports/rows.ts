import { ShriveError } from '../../../shared/contract/errors.ts';
import type { ExportOptions } from '../../../shared/contract/exports.ts';
import { findGold } from '../store/gold.ts';
import type { ReadableStore } from '../store/handles.ts';
import type { LabelledConfession } from '../store/labels.ts';
import { EXPORT_FORMS, type ExportForm, type ExportRow } from './forms.ts';
import { type Removed, requireWholeShares, selectComparisons, selectLabels } from './select.ts';

export function getForm(name: string): ExportForm {
  const found = EXPORT_FORMS.find((form) => form.name === name);
  if (found === undefined) {
    throw new ShriveError(
      'FORM_UNKNOWN',
      `There is no export form ${JSON.stringify(name)}. Forms: ${EXPORT_FORMS.map((form) => form.name).join(', ')}.`,
    );
  }
  return found;
}

export interface RowCounts {
  labels: number;
  comparisons: number;
  removed: Map<Removed['control'], number>;
  graders: Map<string, number>;
  /** Rubric versions that were answered. */
  rubrics: Map<string, number>;
  /** Confessions among them whose right answer is known. */
  gold: Set<number>;
}

/** The transcript's metadata may tell of its other confessions, which a blind grader has perhaps not seen. */
function withoutMetadata(row: Record<string, unknown>): Record<string, unknown> {
  return 'metadata' in row ? { ...row, metadata: null } : row;
}

/** A blind grader learns of no gold item but those whose answer was released. */
function isKnownGold(store: ReadableStore, { revision }: LabelledConfession, isBlind: boolean): boolean {
  const gold = findGold(store, Buffer.from(revision.confession, 'hex'));
  return gold !== undefined && (!isBlind || (gold.feedback && revision.state === 'submitted'));
}

/** The rows of an export in their order, transcript by transcript; `counts` fills as they are taken. */
export function* exportRows(
  store: ReadableStore,
  options: ExportOptions,
  blindGrader: string | undefined,
  counts: RowCounts,
): Generator<ExportRow> {
  requireWholeShares(options);
  const form = getForm(options.form);
  const count = ({ grader, rubric }: { grader: string; rubric: string }) => {
    counts.graders.set(grader, (counts.graders.get(grader) ?? 0) + 1);
    counts.rubrics.set(rubric, (counts.rubrics.get(rubric) ?? 0) + 1);
  };
  const labels = selectLabels(store, form.states, options, blindGrader, counts.removed);
  for (const group of byTranscript(labels)) {
    counts.labels += group.length;
    for (const labelled of group) {
      count(labelled.revision);
      if (isKnownGold(store, labelled, blindGrader !== undefined)) counts.gold.add(labelled.confession);
    }
    for (const { family, row } of form.rows(store, group, options))
      yield { family, row: blindGrader === undefined ? row : () => withoutMetadata(row()) };
  }
  if (form.compared === undefined) return;
  for (const group of byTranscript(selectComparisons(store, options, blindGrader, counts.removed))) {
    counts.comparisons += group.length;
    for (const { revision } of group) count(revision);
    yield* form.compared(store, group, options);
  }
}

/** What follows each other of one transcript, together. */
function* byTranscript<Each extends { transcript: number }>(each: Iterable<Each>): Generator<Each[]> {
  let group: Each[] = [];
  for (const one of each) {
    if (group[0] !== undefined && group[0].transcript !== one.transcript) {
      yield group;
      group = [];
    }
    group.push(one);
  }
  if (group.length > 0) yield group;
}

export function emptyCounts(): RowCounts {
  return {
    labels: 0,
    comparisons: 0,
    removed: new Map(),
    graders: new Map(),
    rubrics: new Map(),
    gold: new Set(),
  };
}
