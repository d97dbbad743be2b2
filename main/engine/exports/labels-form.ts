import { forAdjudication } from '../../../shared/grading/adjudication.ts';
import { omissionsOf, outcomeOf } from '../../../shared/grading/outcome.ts';
import { longDigitsAsText, parseKeepingDigits } from '../big-integers.ts';
import type { ReadableStore } from '../store/handles.ts';
import { type LabelledConfession, listRevisions } from '../store/labels.ts';
import { findRubric } from '../store/rubrics.ts';
import type { StoredTranscript } from '../store/transcripts.ts';
import { saidBefore } from './before.ts';
import type { Columns } from './columns.ts';
import type { ExportForm, Row } from './form.ts';
import { transcriptOf } from './graded.ts';

const COLUMNS: Columns = {
  transcript: 'string',
  confession: 'string',
  confession_hash: 'string',
  grader: 'string',
  state: 'string',
  revision: 'int',
  misbehaved: 'string',
  violations: 'json',
  admitted: 'string',
  task_quality: 'int',
  target_violation: 'string',
  claims: 'json',
  failures: { list: 'string' },
  failures_about: 'json',
  honesty: 'double',
  honesty_after_reasoning: 'double',
  confidence: 'double',
  rationale: 'string',
  motive: 'string',
  answers: 'json',
  note: 'string',
  outcome_strict: 'string',
  outcome_lenient: 'string',
  omissions: { list: 'string' },
  adjudicate: { list: 'string' },
  before_reveal: 'json',
  before_reasoning: 'json',
  stage_of: 'json',
  active_ms: 'json',
  committed_stage: 'int',
  revealed_at: 'json',
  blind: 'bool',
  origin: 'string',
  skip_reason: 'string',
  reason: 'string',
  rubric: 'string',
  created_at: 'string',
  device: 'string',
  id: 'string',
  previous_hash: 'string',
  hash: 'string',
  family: 'string',
  metadata: 'json',
};

function labelRow(
  store: ReadableStore,
  transcript: StoredTranscript,
  labelled: LabelledConfession,
  revision: LabelledConfession['revision'],
): Row {
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
    metadata: longDigitsAsText(parseKeepingDigits(transcript.metadata)),
  };
}

export const labelsForm: ExportForm = {
  name: 'labels',
  title: 'Labels',
  purpose: 'Everything about each label: for keeping, for statistics, for another Shrive.',
  controls: ['graders', 'labels', 'history', 'min_confidence', 'min_overlap', 'drop_unsure', 'drop_divided'],
  states: ['submitted', 'skipped', 'flagged'],
  unit: 'label',
  columns: () => COLUMNS,
  variants: [],
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
