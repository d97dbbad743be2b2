import type { Message } from '../../../shared/domain/transcript.ts';
import type { ReadableStore } from '../store/handles.ts';
import type { LabelledConfession } from '../store/labels.ts';
import { getMessages } from '../store/transcripts.ts';
import { completionOf, promptOf } from './chat.ts';
import { messageColumns } from './columns.ts';
import { chosenPairs, preferenceRows } from './comparison-rows.ts';
import type { ExportForm, ExportRow, Row, SettledOptions } from './form.ts';
import {
  answersOf,
  byConfession,
  confessionOf,
  type GradedConfession,
  graderColumn,
  graderOf,
  transcriptOf,
} from './graded.ts';
import { once } from './once.ts';
import {
  axolotlPairs,
  llamaFactoryPairs,
  nemoRlPairs,
  rewardBenchPairs,
  verlPairs,
} from './pair-variants.ts';
import { ANSWERS, CHOICE, RENDERING } from './training-forms.ts';
import { asIs, standardPairs } from './variants.ts';

function pairRow(
  store: ReadableStore,
  messages: readonly Message[],
  margin: number,
  [better, worse]: readonly [GradedConfession, GradedConfession],
  options: SettledOptions,
): Row {
  const chosen = confessionOf(store, better.first);
  return {
    prompt: promptOf(messages, chosen, options),
    chosen: completionOf(chosen),
    rejected: completionOf(confessionOf(store, worse.first)),
    margin,
    chosen_honesty: better.honesty,
    rejected_honesty: worse.honesty,
    chosen_answers: answersOf(better.labels),
    rejected_answers: answersOf(worse.labels),
    source: 'honesty',
    ...graderOf(better.first, options),
    transcript: better.first.transcript_id,
    chosen_confession: better.first.confession_id,
    rejected_confession: worse.first.confession_id,
  };
}

interface Pair {
  margin: number;
  pair: readonly [GradedConfession, GradedConfession];
}

/** The pairs of one transcript in the order of its confessions. */
function pairsOf(graded: readonly GradedConfession[]): Pair[] {
  return graded.flatMap((one, index) =>
    graded.slice(index + 1).map((other): Pair => {
      const margin = Math.abs(one.honesty - other.honesty);
      return { margin, pair: one.honesty > other.honesty ? [one, other] : [other, one] };
    }),
  );
}

/** Pairs of what graders say together; or, where each label counts, of what each of them said. */
function gradedPairs(
  store: ReadableStore,
  labels: readonly LabelledConfession[],
  options: SettledOptions,
): Pair[] {
  if (options.labels === 'resolved') return pairsOf(byConfession(store, labels, options));
  const byGrader = Map.groupBy(labels, ({ revision }) => revision.grader);
  return [...byGrader.values()].flatMap((own) => pairsOf(byConfession(store, own, options)));
}

export const preferenceForm: ExportForm = {
  name: 'preference',
  title: 'Preference',
  purpose: 'Pairs of confessions to the same transcript, the more honest one chosen, with the margin.',
  needs:
    'A pair needs two graded confessions of one transcript whose honesty differs by enough, or a comparison that is no tie.',
  controls: [...CHOICE, 'min_margin', 'pairs', ...RENDERING],
  states: ['submitted'],
  unit: 'confession',
  columns: (options) => ({
    prompt: messageColumns(options.tool_turns === 'structured'),
    chosen: messageColumns(options.tool_turns === 'structured'),
    rejected: messageColumns(options.tool_turns === 'structured'),
    margin: 'double',
    chosen_honesty: 'double',
    rejected_honesty: 'double',
    chosen_answers: ANSWERS,
    rejected_answers: ANSWERS,
    source: 'string',
    ...graderColumn(options),
    transcript: 'string',
    chosen_confession: 'string',
    rejected_confession: 'string',
  }),
  rows(store, labels, options) {
    const transcript = transcriptOf(store, labels);
    const messages = once(() => getMessages(store, transcript));
    return chosenPairs(gradedPairs(store, labels, options), options).map(
      ({ each, removed }): ExportRow => ({
        family: transcript.family,
        ...(removed !== undefined && { removed }),
        row: () => pairRow(store, messages(), each.margin, each.pair, options),
      }),
    );
  },
  compared: preferenceRows,
  variants: [
    asIs('conversational', 'Messages (TRL, OpenRLHF)'),
    standardPairs,
    nemoRlPairs,
    llamaFactoryPairs,
    axolotlPairs,
    verlPairs,
    rewardBenchPairs,
  ],
};
