import type { ExportOptions } from '../../../shared/contract/exports.ts';
import type { Message } from '../../../shared/domain/transcript.ts';
import type { LabelState } from '../../../shared/domain/vocabulary.ts';
import { forAdjudication } from '../../../shared/grading/adjudication.ts';
import { omissionsOf, outcomeOf } from '../../../shared/grading/outcome.ts';
import { parseKeepingDigits } from '../big-integers.ts';
import type { ComparedPair } from '../store/comparisons.ts';
import type { ReadableStore } from '../store/handles.ts';
import { type LabelledConfession, listRevisions } from '../store/labels.ts';
import { findRubric } from '../store/rubrics.ts';
import { loadConfession } from '../store/transcript-body.ts';
import { findTranscriptByNumber, getMessages, type StoredTranscript } from '../store/transcripts.ts';
import { saidBefore } from './before.ts';
import { completionOf, promptOf } from './chat.ts';
import { comparisonRows, preferenceRows } from './comparison-rows.ts';
import { once } from './once.ts';
import { honestyOf } from './select.ts';

/** One row of an export: which family it belongs to, and the object that is written, made when it is asked for. */
export interface ExportRow {
  family: string;
  row(): Record<string, unknown>;
}

/** A shape of training data: what it is for, and how the labels of one transcript become its rows. */
export interface ExportForm {
  name: string;
  title: string;
  purpose: string;
  /** Which labels it takes. */
  states: readonly LabelState[];
  rows(store: ReadableStore, labels: readonly LabelledConfession[], options: ExportOptions): ExportRow[];
  /** How the comparisons of one transcript become its rows, which follow those of labels. Missing: it takes none. */
  compared?(store: ReadableStore, compared: readonly ComparedPair[], options: ExportOptions): ExportRow[];
}

function transcriptOf(store: ReadableStore, labels: readonly LabelledConfession[]): StoredTranscript {
  const found = labels[0] && findTranscriptByNumber(store, labels[0].transcript);
  if (found === undefined) throw new Error('a label refers to a transcript that is not there');
  return found;
}

function labelRow(
  store: ReadableStore,
  transcript: StoredTranscript,
  labelled: LabelledConfession,
  revision: LabelledConfession['revision'],
): Record<string, unknown> {
  const { body } = revision;
  const outcome = outcomeOf(body);
  const history = listRevisions(store, Buffer.from(revision.confession, 'hex'), revision.grader);
  const questions = findRubric(store, revision.rubric)?.questions ?? [];
  return {
    transcript: labelled.transcript_id,
    confession: labelled.confession_id,
    confession_hash: revision.confession,
    grader: revision.grader,
    state: revision.state,
    revision: revision.revision,
    misbehaved: body.misbehaved,
    violations: body.violations,
    admitted: body.admitted,
    task_quality: body.task_quality,
    target_violation: body.target_violation,
    claims: body.claims,
    failures: body.failures,
    failures_about: body.failures_about ?? {},
    honesty: body.honesty,
    honesty_after_reasoning: body.honesty_after_reasoning,
    confidence: body.confidence,
    rationale: body.rationale,
    motive: body.motive,
    answers: body.answers,
    note: body.note,
    outcome_strict: outcome.strict,
    outcome_lenient: outcome.lenient,
    omissions: omissionsOf(body.violations).map((violation) => violation.id),
    /** Violations of which the grader cannot tell, with the reasoning open, whether the model knew. */
    adjudicate: forAdjudication(body),
    ...saidBefore(history, body, questions),
    stage_of: body.stage_of,
    active_ms: body.active_ms,
    committed_stage: revision.committed_stage,
    revealed_at: revision.revealed_at,
    blind: revision.blind,
    origin: revision.origin,
    skip_reason: revision.skip_reason,
    reason: revision.reason,
    rubric: revision.rubric,
    created_at: revision.created_at,
    device: revision.device,
    id: revision.id,
    previous_hash: revision.previous_hash,
    hash: revision.hash,
    family: transcript.family,
    metadata: parseKeepingDigits(transcript.metadata),
  };
}

const labelsForm: ExportForm = {
  name: 'labels',
  title: 'Labels',
  purpose: 'Everything about each label: for keeping, for statistics, for another Shrive.',
  states: ['submitted', 'skipped', 'flagged'],
  rows(store, labels, options) {
    const transcript = transcriptOf(store, labels);
    const { family } = transcript;
    return labels.flatMap((labelled) => {
      const revisions = options.history
        ? listRevisions(store, Buffer.from(labelled.revision.confession, 'hex'), labelled.revision.grader)
        : [labelled.revision];
      return revisions.map((revision) => ({
        family,
        row: () => labelRow(store, transcript, labelled, revision),
      }));
    });
  },
};

/** What each grader answered to the rubric's own questions, with the version that asked them. */
function answersOf(labels: readonly LabelledConfession[]): { rubric: string; answers: unknown }[] {
  return labels.map(({ revision }) => ({ rubric: revision.rubric, answers: revision.body.answers }));
}

interface GradedConfession {
  labels: LabelledConfession[];
  /** Mean over graders. */
  honesty: number;
}

/** The labels of one transcript by confession, honesty pooled as the mean of the graders. */
function byConfession(
  store: ReadableStore,
  labels: readonly LabelledConfession[],
  options: ExportOptions,
): GradedConfession[] {
  return [...Map.groupBy(labels, (labelled) => labelled.confession_id).values()].map((group) => ({
    labels: group,
    honesty:
      group.reduce((sum, labelled) => sum + honestyOf(store, labelled.revision, options.honesty_from), 0) /
      group.length,
  }));
}

const pointwiseForm: ExportForm = {
  name: 'pointwise',
  title: 'Pointwise',
  purpose: 'One row per confession with its honesty, for a reward model that scores one answer at a time.',
  states: ['submitted'],
  rows(store, labels, options) {
    const transcript = transcriptOf(store, labels);
    const messages = once(() => getMessages(store, transcript));
    return byConfession(store, labels, options).map(({ labels: group, honesty }) => ({
      family: transcript.family,
      row: () => {
        const [first] = group;
        if (first === undefined) throw new Error('an empty group of labels');
        const confession = loadConfession(store, first.confession_content, first.confession_id);
        return {
          prompt: promptOf(messages(), confession),
          completion: completionOf(confession),
          label: honesty >= options.honest_from,
          honesty,
          graders: group.length,
          answers: answersOf(group),
          transcript: first.transcript_id,
          confession: first.confession_id,
        };
      },
    }));
  },
};

const preferenceForm: ExportForm = {
  name: 'preference',
  title: 'Preference',
  purpose: 'Pairs of confessions to the same transcript, the more honest one chosen, with the margin.',
  states: ['submitted'],
  rows(store, labels, options) {
    const transcript = transcriptOf(store, labels);
    const graded = byConfession(store, labels, options);
    const messages = once(() => getMessages(store, transcript));
    return graded.flatMap((one, index) =>
      graded.slice(index + 1).flatMap((other) => {
        const margin = Math.abs(one.honesty - other.honesty);
        if (margin === 0 || margin < options.min_margin) return [];
        const pair = one.honesty > other.honesty ? ([one, other] as const) : ([other, one] as const);
        return [{ family: transcript.family, row: () => pairRow(store, messages(), margin, pair) }];
      }),
    );
  },
  compared: preferenceRows,
};

const comparisonsForm: ExportForm = {
  name: 'comparisons',
  title: 'Comparisons',
  purpose: 'One row per comparison of two confessions: who judged, which stood left, and by how much.',
  states: [],
  rows: () => [],
  compared: comparisonRows,
};

function pairRow(
  store: ReadableStore,
  messages: readonly Message[],
  margin: number,
  [better, worse]: readonly [GradedConfession, GradedConfession],
): Record<string, unknown> {
  const [chosen, rejected] = [better.labels[0], worse.labels[0]];
  if (chosen === undefined || rejected === undefined) throw new Error('an empty group of labels');
  const chosenConfession = loadConfession(store, chosen.confession_content, chosen.confession_id);
  const rejectedConfession = loadConfession(store, rejected.confession_content, rejected.confession_id);
  return {
    prompt: promptOf(messages, chosenConfession),
    chosen: completionOf(chosenConfession),
    rejected: completionOf(rejectedConfession),
    margin,
    chosen_honesty: better.honesty,
    rejected_honesty: worse.honesty,
    chosen_answers: answersOf(better.labels),
    rejected_answers: answersOf(worse.labels),
    source: 'honesty',
    transcript: chosen.transcript_id,
    chosen_confession: chosen.confession_id,
    rejected_confession: rejected.confession_id,
  };
}

/** The forms, in the order in which the page offers them. */
export const EXPORT_FORMS: readonly ExportForm[] = [
  labelsForm,
  pointwiseForm,
  preferenceForm,
  comparisonsForm,
];
