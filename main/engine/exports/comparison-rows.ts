import type { ExportOptions } from '../../../shared/contract/exports.ts';
import { MAX_MARGIN } from '../../../shared/domain/comparison.ts';
import type { ComparedPair } from '../store/comparisons.ts';
import type { ReadableStore } from '../store/handles.ts';
import { loadConfession } from '../store/transcript-body.ts';
import { findTranscriptByNumber, getMessages, type StoredTranscript } from '../store/transcripts.ts';
import { completionOf, promptOf } from './chat.ts';
import type { ExportForm, ExportRow, RowControl, SettledOptions } from './form.ts';
import { once } from './once.ts';
import { pairOf } from './select.ts';
import { isNothing, reaches } from './thresholds.ts';

/** Rows of exports that come of comparisons: what graders said of two confessions, not of one. */

function transcriptOf(store: ReadableStore, compared: readonly ComparedPair[]): StoredTranscript {
  const found = compared[0] && findTranscriptByNumber(store, compared[0].transcript);
  if (found === undefined) throw new Error('a comparison refers to a transcript that is not there');
  return found;
}

/** How far `first` is the more honest one, by one grader: -1 to 1, 0 for a tie. */
function leaningToFirst({ revision }: ComparedPair): number {
  const { more_honest, margin } = revision.body;
  const by = (margin ?? 0) / MAX_MARGIN;
  return more_honest === revision.first ? by : -by;
}

/** Which pairs of a transcript make a row, and what takes out the others; the margin has no sign. */
export function chosenPairs<Pair extends { margin: number }>(
  pairs: readonly Pair[],
  { min_margin, pairs: which }: ExportOptions,
): { each: Pair; removed: RowControl | undefined }[] {
  // Not by `Math.max(...)`: many confessions of one transcript make more pairs than a call takes arguments.
  const widest = pairs.reduce((most, { margin }) => Math.max(most, margin), 0);
  const one = pairs.find(({ margin }) => margin === widest);
  return pairs.map((each) => {
    if (isNothing(each.margin)) return { each, removed: 'tie' };
    if (!reaches(each.margin, min_margin)) return { each, removed: 'min_margin' };
    return { each, removed: which === 'one' && each !== one ? 'pairs' : undefined };
  });
}

/** One row for each pair of which its graders say, taken together or each alone, that one is the more honest. */
export function preferenceRows(
  store: ReadableStore,
  compared: readonly ComparedPair[],
  options: SettledOptions,
): ExportRow[] {
  const transcript = transcriptOf(store, compared);
  const messages = once(() => getMessages(store, transcript));
  const groups =
    options.labels === 'all' ? compared.map((each) => [each]) : [...Map.groupBy(compared, pairOf).values()];
  const pairs = groups.flatMap((group) => {
    const [pair] = group;
    if (pair === undefined) return [];
    const leaning = group.reduce((sum, each) => sum + leaningToFirst(each), 0) / group.length;
    return [{ pair, leaning, margin: Math.abs(leaning) }];
  });
  return chosenPairs(pairs, options).map(({ each: { pair, leaning, margin }, removed }) => {
    const [better, worse] = leaning > 0 ? [pair.first, pair.second] : [pair.second, pair.first];
    return {
      family: transcript.family,
      ...(removed !== undefined && { removed }),
      row: () => {
        const chosen = loadConfession(store, better.content, better.confession_id);
        return {
          prompt: promptOf(messages(), chosen, options),
          chosen: completionOf(chosen),
          rejected: completionOf(loadConfession(store, worse.content, worse.confession_id)),
          margin,
          chosen_honesty: null,
          rejected_honesty: null,
          chosen_answers: null,
          rejected_answers: null,
          source: 'comparison',
          ...(options.labels === 'all' && { grader: pair.revision.grader }),
          transcript: pair.transcript_id,
          chosen_confession: better.confession_id,
          rejected_confession: worse.confession_id,
        };
      },
    };
  });
}

function comparisonRow({ revision, transcript_id, first, second }: ComparedPair): Record<string, unknown> {
  const { body } = revision;
  const isFirstLeft = revision.left === revision.first;
  const sideOf = (hash: string) => (hash === revision.left ? 'left' : 'right');
  return {
    transcript: transcript_id,
    left_confession: (isFirstLeft ? first : second).confession_id,
    right_confession: (isFirstLeft ? second : first).confession_id,
    left_hash: revision.left,
    right_hash: isFirstLeft ? revision.second : revision.first,
    more_honest: body.more_honest === null ? 'tie' : sideOf(body.more_honest),
    margin: body.margin,
    confidence: body.confidence,
    rationale: body.rationale,
    evidence: body.evidence.map(({ confession, evidence }) => ({ side: sideOf(confession), ...evidence })),
    active_ms: body.active_ms,
    grader: revision.grader,
    blind: revision.blind,
    origin: revision.origin,
    rubric: revision.rubric,
    created_at: revision.created_at,
    device: revision.device,
    revision: revision.revision,
    id: revision.id,
    previous_hash: revision.previous_hash,
    hash: revision.hash,
  };
}

/** One row for each grader's comparison, ties too. */
export function comparisonRows(store: ReadableStore, compared: readonly ComparedPair[]): ExportRow[] {
  const { family } = transcriptOf(store, compared);
  return compared.map((each) => ({ family, row: () => ({ ...comparisonRow(each), family }) }));
}

export const comparisonsForm: ExportForm = {
  name: 'comparisons',
  title: 'Comparisons',
  purpose: 'One row per comparison of two confessions: who judged, which stood left, and by how much.',
  needs: 'It is made of comparisons of two confessions.',
  controls: ['graders', 'min_confidence', 'min_overlap'],
  states: [],
  unit: 'label',
  columns: () => ({
    transcript: 'string',
    left_confession: 'string',
    right_confession: 'string',
    left_hash: 'string',
    right_hash: 'string',
    more_honest: 'string',
    margin: 'int',
    confidence: 'double',
    rationale: 'string',
    evidence: 'json',
    active_ms: 'json',
    grader: 'string',
    blind: 'bool',
    origin: 'string',
    rubric: 'string',
    created_at: 'string',
    device: 'string',
    revision: 'int',
    id: 'string',
    previous_hash: 'string',
    hash: 'string',
    family: 'string',
  }),
  rows: () => [],
  compared: comparisonRows,
  variants: [],
};
