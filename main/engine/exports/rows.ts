import { ShriveError } from '../../../shared/contract/errors.ts';
import type { ExportOptions } from '../../../shared/contract/exports.ts';
import { findGold } from '../store/gold.ts';
import type { ReadableStore } from '../store/handles.ts';
import type { LabelledConfession } from '../store/labels.ts';
import { plantedHashes } from '../store/planted.ts';
import { matchingTranscripts } from '../store/transcript-table.ts';
import { type JudgedTwice, noteComparisons, noteLabels } from './agreement.ts';
import { keptByBalance } from './balance.ts';
import type { ExportRow, SettledOptions } from './form.ts';
import { getForm } from './forms.ts';
import { inOrderOfNumbers, type Naming, pseudonymsOf, withPseudonyms } from './pseudonyms.ts';
import { resolvedLabels } from './resolved.ts';
import {
  comparedEnough,
  countRemoved,
  pairOf,
  type Reach,
  type Removed,
  requireWholeShares,
  selectComparisons,
  selectLabels,
  withOverlap,
} from './select.ts';
import { requireOrderedThresholds } from './thresholds.ts';

export interface RowCounts {
  labels: number;
  comparisons: number;
  removed: Map<Removed['control'], number>;
  /** By their own names: all who judged something that could go out, with how much of it does. */
  graders: Map<string, number>;
  /** Rubric versions that were answered. */
  rubrics: Map<string, number>;
  /** Confessions among them whose right answer is known. */
  gold: Set<number>;
  /** What several graders said of one item; undefined where nobody asks. */
  agreement: JudgedTwice | undefined;
}

/** Who exports: what a grader may not see, and whose states the filter means. */
export interface Exporter {
  /** A blind grader's name: only own labels go out. */
  blind_grader: string | undefined;
  grader: string | undefined;
}

/** The transcript's metadata may tell of its other confessions, which a blind grader has perhaps not seen. */
function withoutMetadata(row: Record<string, unknown>): Record<string, unknown> {
  if ('sample_id' in row) return { ...row, sample_id: null, epoch: null, uuid: null };
  return 'metadata' in row && !('input' in row) ? { ...row, metadata: null } : row;
}

/** A blind grader learns of no gold item but those whose answer was released. */
function isKnownGold(store: ReadableStore, { revision }: LabelledConfession, isBlind: boolean): boolean {
  const gold = findGold(store, Buffer.from(revision.confession, 'hex'));
  return gold !== undefined && (!isBlind || (gold.feedback && revision.state === 'submitted'));
}

/** Whose states and outcomes the filter means. A blind grader learns of no others. */
function filterGrader({ filter, filter_grader }: ExportOptions, { blind_grader, grader }: Exporter): string {
  const name = blind_grader ?? filter_grader ?? grader ?? '';
  const asks = [...(filter?.states ?? []), ...(filter?.outcomes ?? [])];
  if (name === '' && asks.length > 0) {
    throw new ShriveError(
      'INPUT_INVALID',
      'States and outcomes of a filter are a grader’s, and no grader is named in the settings. Name one with `--filter-grader`.',
    );
  }
  return name;
}

/** How graders are named in this export. */
export function namingOf(store: ReadableStore, { pseudonyms, graders = [] }: ExportOptions): Naming {
  return pseudonyms ? pseudonymsOf(store, graders) : (grader) => grader;
}

/** The rows of an export in their order, transcript by transcript; `counts` fills as they are taken. */
export function* exportRows(
  store: ReadableStore,
  options: SettledOptions,
  exporter: Exporter,
  counts: RowCounts,
): Generator<ExportRow> {
  requireWholeShares(options);
  requireOrderedThresholds(options);
  const naming = namingOf(store, options);
  const isBlind = exporter.blind_grader !== undefined;
  const reach: Reach = {
    blindGrader: exporter.blind_grader,
    transcripts:
      options.filter && matchingTranscripts(store, filterGrader(options, exporter), options.filter),
    planted: isBlind || options.with_planted ? new Set() : plantedHashes(store),
  };
  const isKept = options.balance
    ? keptByBalance(candidateRows(store, options, reach, emptyCounts(), isBlind), options)
    : () => true;
  for (const each of candidateRows(store, options, reach, counts, isBlind)) {
    const removed = each.removed ?? (isKept(each) ? undefined : 'balance');
    if (removed !== undefined) {
      countRemoved(counts.removed, `rows/${removed}`);
      continue;
    }
    const made = () => (isBlind ? withoutMetadata(each.row()) : each.row());
    yield { ...each, row: options.pseudonyms ? () => withPseudonyms(made(), naming) : made };
  }
}

/** Every row that the labels make, those that a control takes out too. */
function* candidateRows(
  store: ReadableStore,
  options: SettledOptions,
  reach: Reach,
  counts: RowCounts,
  isBlind: boolean,
): Generator<ExportRow> {
  const form = getForm(options.form);
  const count = ({ grader, rubric }: { grader: string; rubric: string }) => {
    counts.graders.set(grader, (counts.graders.get(grader) ?? 0) + 1);
    counts.rubrics.set(rubric, (counts.rubrics.get(rubric) ?? 0) + 1);
  };
  const naming = namingOf(store, options);
  const ordered = <Each extends { revision: { grader: string } }>(
    said: Each[],
    itemOf: (each: Each) => unknown,
  ) => (options.pseudonyms ? inOrderOfNumbers(said, itemOf, naming) : said);
  const labels = selectLabels(store, form.states, options, reach, counts);
  for (const all of byTranscript(labels)) {
    const judged = withOverlap(
      ordered(all, ({ confession }) => confession),
      options,
      counts.removed,
    );
    if (counts.agreement !== undefined) noteLabels(store, judged, options, counts.agreement);
    const group = resolvedLabels(store, form, judged, options, counts.removed, reach);
    counts.labels += group.length;
    for (const labelled of group) {
      count(labelled.revision);
      if (isKnownGold(store, labelled, isBlind)) counts.gold.add(labelled.confession);
    }
    if (group.length > 0) yield* form.rows(store, group, options);
  }
  if (form.compared === undefined) return;
  for (const all of byTranscript(selectComparisons(store, options, reach, counts))) {
    const group = comparedEnough(ordered(all, pairOf), options, counts.removed);
    if (counts.agreement !== undefined) noteComparisons(group, counts.agreement);
    counts.comparisons += group.length;
    for (const { revision } of group) count(revision);
    if (group.length > 0) yield* form.compared(store, group, options);
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

export function emptyCounts(agreement?: JudgedTwice): RowCounts {
  return {
    labels: 0,
    comparisons: 0,
    removed: new Map(),
    graders: new Map(),
    rubrics: new Map(),
    gold: new Set(),
    agreement,
  };
}
