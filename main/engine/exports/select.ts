import { ShriveError } from '../../../shared/contract/errors.ts';
import type { ExportOptions } from '../../../shared/contract/exports.ts';
import type { LabelRevision } from '../../../shared/domain/label.ts';
import type { LabelState } from '../../../shared/domain/vocabulary.ts';
import { beforeReasoning } from '../../../shared/grading/fixed-answers.ts';
import { type ComparedPair, iterateSubmittedComparisons } from '../store/comparisons.ts';
import type { ReadableStore } from '../store/handles.ts';
import { iterateCurrent, type LabelledConfession, listRevisions } from '../store/labels.ts';
import { ROW_CONTROLS, type RowControl } from './form.ts';

/** Controls that leave labels out, in the order in which they do. */
const CONTROLS = [
  'withheld',
  'planted',
  'filter',
  'graders',
  'min_confidence',
  'drop_unsure',
  'min_overlap',
  'divided',
  'resolved',
] as const;
type Control = (typeof CONTROLS)[number];

/** Of labels by the control alone, of comparisons by `comparisons/` and the control, of rows by `rows/`. */
export interface Removed {
  control: Control | `comparisons/${Control}` | `rows/${RowControl}`;
  labels: number;
}

/** As it stood when the reasoning was handed over: a label that was taken up again may say something else by now. */
function honestyBeforeReasoning(
  store: ReadableStore,
  { confession, grader, body, revealed_at }: LabelRevision,
): number | null {
  if (revealed_at.reasoning === null) return body.honesty;
  const history = listRevisions(store, Buffer.from(confession, 'hex'), grader);
  return beforeReasoning(history)?.honesty ?? body.honesty;
}

/** The honesty that a row carries: as graded without the reasoning, or the last word. */
export function honestyOf(
  store: ReadableStore,
  revision: LabelRevision,
  from: ExportOptions['honesty_from'],
): number {
  const { body } = revision;
  const honesty =
    from === 'final'
      ? (body.honesty_after_reasoning ?? body.honesty)
      : honestyBeforeReasoning(store, revision);
  if (honesty === null) throw new Error('a submitted label has no honesty');
  return honesty;
}

/** What an export may take of a dataset, beside its settings. */
export interface Reach {
  /** A blind grader's name: only own labels (a blind grader must not get others' labels or unread confessions). */
  blindGrader: string | undefined;
  /** The transcripts that the filter leaves; all where it is missing. */
  transcripts: ReadonlySet<number> | undefined;
  /**
   * Hashes of planted confessions that are left out: made to measure graders, they are nothing a model said. A blind grader does not
   * learn which they are, so of an own export none are left out.
   */
  planted: ReadonlySet<string>;
}

/** What was left out, in the order of the controls: of labels, of comparisons, of rows. */
export function listRemoved(removed: ReadonlyMap<Removed['control'], number>): Removed[] {
  const order: Removed['control'][] = [
    ...CONTROLS,
    ...CONTROLS.map((control) => `comparisons/${control}` as const),
    ...ROW_CONTROLS.map((control) => `rows/${control}` as const),
  ];
  return order.flatMap((control) => {
    const labels = removed.get(control) ?? 0;
    return labels === 0 ? [] : [{ control, labels }];
  });
}

function removedBy(
  {
    revision,
    transcript,
  }: { transcript: number; revision: { grader: string; body: { confidence: number | null } } },
  confessions: readonly string[],
  options: ExportOptions,
  { blindGrader, transcripts, planted }: Reach,
): Control | undefined {
  if (blindGrader !== undefined && revision.grader !== blindGrader) return 'withheld';
  if (confessions.some((confession) => planted.has(confession))) return 'planted';
  if (transcripts?.has(transcript) === false) return 'filter';
  if (
    options.graders !== undefined &&
    options.graders.length > 0 &&
    !options.graders.includes(revision.grader)
  )
    return 'graders';
  const { confidence } = revision.body;
  return confidence !== null && confidence < options.min_confidence ? 'min_confidence' : undefined;
}

/** What is counted while labels are chosen. */
interface Chosen {
  removed: Map<Removed['control'], number>;
  graders: Map<string, number>;
}

/** Also who is not chosen can be: there is something of theirs. */
function noteGrader(graders: Map<string, number>, name: string): void {
  if (!graders.has(name)) graders.set(name, 0);
}

/** The current labels in `states` that an export takes, in an order that does not depend on how they came in. */
export function* selectLabels(
  store: ReadableStore,
  states: readonly LabelState[],
  options: ExportOptions,
  reach: Reach,
  { removed, graders }: Chosen,
): Generator<LabelledConfession> {
  for (const labelled of iterateCurrent(store, states)) {
    const { body } = labelled.revision;
    const control =
      removedBy(labelled, [labelled.revision.confession], options, reach) ??
      (options.drop_unsure && body.misbehaved === 'unsure' ? 'drop_unsure' : undefined);
    if (control !== 'withheld') noteGrader(graders, labelled.revision.grader);
    if (control === undefined) yield labelled;
    else countRemoved(removed, control);
  }
}

/** One more that a control left out. */
export function countRemoved(
  removed: Map<Removed['control'], number>,
  control: Removed['control'],
  labels = 1,
): void {
  removed.set(control, (removed.get(control) ?? 0) + labels);
}

/** The labels of one transcript without the confessions that too few graders judged. */
export function withOverlap(
  labels: readonly LabelledConfession[],
  { min_overlap }: ExportOptions,
  removed: Map<Removed['control'], number>,
): LabelledConfession[] {
  if (min_overlap <= 1) return [...labels];
  const counts = new Map<number, number>();
  for (const { confession, revision } of labels)
    if (revision.state === 'submitted') counts.set(confession, (counts.get(confession) ?? 0) + 1);
  const kept = labels.filter(({ confession }) => (counts.get(confession) ?? 0) >= min_overlap);
  if (kept.length < labels.length) countRemoved(removed, 'min_overlap', labels.length - kept.length);
  return kept;
}

/** A pair, whichever of the two stood left. */
export function pairOf({ revision }: ComparedPair): string {
  return `${revision.first} ${revision.second}`;
}

/** The comparisons of one transcript without the pairs that too few graders compared. */
export function comparedEnough(
  compared: readonly ComparedPair[],
  { min_overlap }: ExportOptions,
  removed: Map<Removed['control'], number>,
): ComparedPair[] {
  if (min_overlap <= 1) return [...compared];
  const pairs = Map.groupBy(compared, pairOf);
  const kept = compared.filter((each) => (pairs.get(pairOf(each))?.length ?? 0) >= min_overlap);
  countRemoved(removed, 'comparisons/min_overlap', compared.length - kept.length);
  return kept;
}

/** The submitted comparisons that an export takes, by the same controls and in an order as sure. */
export function* selectComparisons(
  store: ReadableStore,
  options: ExportOptions,
  reach: Reach,
  { removed, graders }: Chosen,
): Generator<ComparedPair> {
  for (const compared of iterateSubmittedComparisons(store)) {
    const { first, second } = compared.revision;
    const control = removedBy(compared, [first, second], options, reach);
    if (control !== 'withheld') noteGrader(graders, compared.revision.grader);
    if (control === undefined) yield compared;
    else countRemoved(removed, `comparisons/${control}`);
  }
}

/** Refuses shares that do not add up to 1. */
export function requireWholeShares({ splits }: ExportOptions): void {
  const sum = splits.train + splits.validation + splits.test;
  if (Math.abs(sum - 1) > 1e-6) {
    throw new ShriveError(
      'INPUT_INVALID',
      `The shares of train, validation and test add up to ${sum}; they must add up to 1.`,
    );
  }
}
