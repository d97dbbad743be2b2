import { basename } from 'node:path';
import type { Progress } from '../../../shared/contract/base.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { Report, ReportOptions } from '../../../shared/contract/reports.ts';
import type { AdjudicationRevision } from '../../../shared/domain/adjudication.ts';
import type { LabelBody, LabelRevision } from '../../../shared/domain/label.ts';
import { outcomeOf } from '../../../shared/grading/outcome.ts';
import { Collected } from '../../../shared/reporting/collected.ts';
import { assembleReport, stepsOf } from '../../../shared/reporting/report.ts';
import type { ReportedBeside, ReportedItem, ReportedLabel } from '../../../shared/reporting/rows.ts';
import { openReadable, type ReadableStore } from '../store/handles.ts';
import {
  countSkips,
  countSubmitted,
  iterateReportRows,
  listRepeated,
  listReportLabels,
  listReportScores,
  type ReportLabelRow,
  type ReportRow,
} from '../store/report-rows.ts';
import { findRubric, listRubricIds } from '../store/rubrics.ts';
import { matchingTranscripts } from '../store/transcript-table.ts';

export interface ReportJob {
  dataset: string;
  options: ReportOptions;
  /** Whose states and outcomes the filter means. */
  grader: string;
}

const PROGRESS_EVERY_MS = 100;

/** Task success where it is a share or a yes: other scales cannot be told apart. */
function successOf(said: ReportRow['success']): number | null {
  if (typeof said === 'number') return said >= 0 && said <= 1 ? said : null;
  return said === 'true' || said === 'success' ? 1 : said === 'false' || said === 'failure' ? 0 : null;
}

function labelOf({ revision, reason, probability }: ReportLabelRow): ReportedLabel {
  return {
    grader: revision.grader,
    rubric: revision.rubric,
    body: revision.body,
    at: revision.created_at,
    isBlind: revision.blind || revision.origin === 'imported',
    assigned: reason === null ? null : { reason, probability },
  };
}

function itemOf(store: ReadableStore, row: ReportRow): ReportedItem {
  const settled = row.settled === null ? null : (JSON.parse(row.settled) as AdjudicationRevision).body;
  return {
    transcript_id: row.transcript_id,
    confession_id: row.confession_id,
    confession: row.hash.toString('hex'),
    family: row.family,
    model: row.model,
    environment: row.environment,
    success: successOf(row.success),
    gold: row.gold === null ? null : (JSON.parse(row.gold) as LabelBody),
    planted: row.planted,
    settled,
    labels: listReportLabels(store, row.hash).map(labelOf),
    scores: listReportScores(store, row.confession),
  };
}

/** What a grader says of an item, in a word: the outcome, and honesty. */
const judgementOf = ({ body }: LabelRevision) => `${outcomeOf(body).strict} ${body.honesty}`;

function besideOf(store: ReadableStore, dataset: string): ReportedBeside {
  return {
    dataset: basename(dataset, '.shrive'),
    rubrics: listRubricIds(store)
      .toReversed()
      .flatMap(({ id }) => findRubric(store, id) ?? []),
    skips: countSkips(store),
    repeats: listRepeated(store).map(({ grader, first, last }) => ({
      grader,
      first: judgementOf(first),
      second: judgementOf(last),
    })),
  };
}

/**
 * Reads current labels into columns, then measures. Only reads, so that it may be ended anywhere; says how far it is
 * after each part.
 */
export async function* runReport(
  job: ReportJob,
  signal: AbortSignal | undefined,
): AsyncGenerator<Progress, Report, void> {
  const started = performance.now();
  const store = openReadable(job.dataset);
  try {
    // One read transaction: labels that come in meanwhile belong to the next report.
    store.exec('BEGIN');
    const total = countSubmitted(store);
    const { filter, seed, draws } = job.options;
    const chosen = filter === undefined ? undefined : matchingTranscripts(store, job.grader, filter);
    const beside = besideOf(store, job.dataset);
    const collected = new Collected();
    collected.questions.addRubrics(beside.rubrics);
    let last = 0;
    for (const row of iterateReportRows(store)) {
      signal?.throwIfAborted();
      if (chosen !== undefined && !chosen.has(row.transcript)) continue;
      collected.take(itemOf(store, row));
      const elapsed = performance.now() - started;
      if (elapsed - last > PROGRESS_EVERY_MS) {
        last = elapsed;
        yield { phase: 'reading', done: collected.labelCount, total, unit: 'labels', elapsed_ms: elapsed };
      }
    }
    const steps = stepsOf(collected);
    const assembly = assembleReport(collected, beside, { seed, draws });
    for (let done = 0; ; done += 1) {
      const step = assembly.next();
      if (step.done === true) return { ...step.value, elapsed_ms: Math.round(performance.now() - started) };
      yield {
        phase: step.value,
        done: done + 1,
        total: steps,
        unit: 'parts',
        elapsed_ms: performance.now() - started,
      };
      signal?.throwIfAborted();
    }
  } catch (error) {
    if (signal?.aborted === true)
      throw new ShriveError('CANCELLED', 'The report was cancelled. Nothing was changed.', { cause: error });
    throw error;
  } finally {
    store.close();
  }
}
