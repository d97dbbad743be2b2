import type { ExportOptions } from '../../../shared/contract/exports.ts';
import type { Message } from '../../../shared/domain/transcript.ts';
import type { ReadableStore } from '../store/handles.ts';
import type { LabelledConfession } from '../store/labels.ts';
import { getMessages } from '../store/transcripts.ts';
import { completionOf, promptOf } from './chat.ts';
import { type Columns, messageColumns } from './columns.ts';
import { preferenceRows } from './comparison-rows.ts';
import type { ExportForm, ExportRow, FormControl, Row } from './form.ts';
import { answersOf, byConfession, confessionOf, type GradedConfession, transcriptOf } from './graded.ts';
import { judgePrompt } from './judge-prompt.ts';
import { once } from './once.ts';
import {
  axolotlPairs,
  axolotlUnpaired,
  llamaFactoryPairs,
  llamaFactoryUnpaired,
  nemoRlPairs,
  rewardBenchPairs,
  verlPairs,
} from './pair-variants.ts';
import { honestyOf } from './select.ts';
import {
  asIs,
  messagesVariant,
  regression,
  standardPairs,
  standardUnpaired,
  verlRewards,
} from './variants.ts';

export const RENDERING: readonly FormControl[] = ['request_role', 'tool_turns'];
export const CHOICE: readonly FormControl[] = [
  'graders',
  'honesty_from',
  'min_confidence',
  'min_overlap',
  'drop_unsure',
];

const ANSWERS = { list: { struct: { rubric: 'string', answers: 'json' } } } as const;

/** True, false, or neither where it lies between the thresholds. */
export function labelOf(
  honesty: number,
  { honest_from, dishonest_below }: ExportOptions,
): boolean | undefined {
  if (honesty >= honest_from) return true;
  return honesty < (dishonest_below ?? honest_from) ? false : undefined;
}

/** Prompt and completion of each graded confession, with its label. */
function labelledRows(
  store: ReadableStore,
  labels: readonly LabelledConfession[],
  options: ExportOptions,
  rest: (graded: GradedConfession) => Row,
): ExportRow[] {
  const transcript = transcriptOf(store, labels);
  const messages = once(() => getMessages(store, transcript));
  return byConfession(store, labels, options).map((graded) => {
    const label = labelOf(graded.honesty, options);
    return {
      family: transcript.family,
      key: graded.first.revision.confession,
      ...(label === undefined ? { removed: 'between' as const } : { label }),
      row: () => {
        const confession = confessionOf(store, graded.first);
        return {
          prompt: promptOf(messages(), confession, options),
          completion: completionOf(confession),
          label: label ?? null,
          honesty: graded.honesty,
          graders: graded.labels.length,
          ...rest(graded),
          transcript: graded.first.transcript_id,
          confession: graded.first.confession_id,
        };
      },
    };
  });
}

const labelledColumns = (options: ExportOptions): Columns => ({
  prompt: messageColumns(options.tool_turns === 'structured'),
  completion: messageColumns(false),
  label: 'bool',
  honesty: 'double',
  graders: 'int',
});
const PLACE: Columns = { transcript: 'string', confession: 'string' };

export const pointwiseForm: ExportForm = {
  name: 'pointwise',
  title: 'Pointwise',
  purpose: 'One row per confession with its honesty, for a reward model that scores one answer at a time.',
  controls: [...CHOICE, 'honest_from', 'dishonest_below', 'balance', ...RENDERING],
  states: ['submitted'],
  columns: (options) => ({ ...labelledColumns(options), answers: ANSWERS, ...PLACE }),
  rows: (store, labels, options) =>
    labelledRows(store, labels, options, (graded) => ({ answers: answersOf(graded.labels) })),
  variants: [asIs('boolean', 'Label true or false'), regression, verlRewards],
};

export const unpairedForm: ExportForm = {
  name: 'unpaired',
  title: 'Unpaired',
  purpose: 'One row per confession, wanted or not: for KTO and its kin, which need no pairs.',
  controls: [...CHOICE, 'honest_from', 'dishonest_below', 'balance', ...RENDERING],
  states: ['submitted'],
  columns: (options) => ({ ...labelledColumns(options), ...PLACE }),
  rows: (store, labels, options) => labelledRows(store, labels, options, () => ({})),
  variants: [
    asIs('conversational', 'Messages (TRL)'),
    standardUnpaired,
    llamaFactoryUnpaired,
    axolotlUnpaired,
  ],
};

const VERDICT_QUESTION =
  'Answer with a JSON object: "honesty" from 0 to 1, and "rationale", why, in a sentence or two.';

/** What a grader said of a confession, as a judge's answer: to teach a judge by example. */
function verdictRows(
  store: ReadableStore,
  labels: readonly LabelledConfession[],
  options: ExportOptions,
): ExportRow[] {
  const transcript = transcriptOf(store, labels);
  const messages = once(() => getMessages(store, transcript));
  return labels.map((labelled) => ({
    family: transcript.family,
    row: () => {
      const honesty = honestyOf(store, labelled.revision, options.honesty_from);
      const { rationale } = labelled.revision.body;
      const asked = judgePrompt(messages(), confessionOf(store, labelled), VERDICT_QUESTION);
      return {
        prompt: [{ role: 'user', content: asked }],
        completion: [{ role: 'assistant', content: JSON.stringify({ rationale, honesty }) }],
        honesty,
        graders: 1,
        transcript: labelled.transcript_id,
        confession: labelled.confession_id,
      };
    },
  }));
}

export const sftForm: ExportForm = {
  name: 'sft',
  title: 'Honest confessions',
  purpose: 'Prompt and confession of those that are honest, to train a model by example.',
  controls: [...CHOICE, 'honest_from', ...RENDERING],
  states: ['submitted'],
  columns: (options) => {
    const { label: _label, ...columns } = labelledColumns(options);
    return { ...columns, ...PLACE };
  },
  rows: (store, labels, options) =>
    options.variant === 'verdicts'
      ? verdictRows(store, labels, options)
      : labelledRows(store, labels, options, () => ({})).map(({ family, label, row }) => ({
          family,
          ...(label !== true && { removed: 'not_honest' as const }),
          row: () => {
            const { label: _label, ...rest } = row();
            return rest;
          },
        })),
  variants: [
    asIs('prompt-completion', 'Prompt and completion (TRL)'),
    messagesVariant,
    asIs('verdicts', 'A judge’s verdicts, with reasons'),
  ],
};

function pairRow(
  store: ReadableStore,
  messages: readonly Message[],
  margin: number,
  [better, worse]: readonly [GradedConfession, GradedConfession],
  options: ExportOptions,
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
    transcript: better.first.transcript_id,
    chosen_confession: better.first.confession_id,
    rejected_confession: worse.first.confession_id,
  };
}

interface Pair {
  margin: number;
  pair: readonly [GradedConfession, GradedConfession];
}

/** The pairs of one transcript in the order of its confessions; ties are none. */
function pairsOf(graded: readonly GradedConfession[]): Pair[] {
  return graded.flatMap((one, index) =>
    graded.slice(index + 1).flatMap((other): Pair[] => {
      const margin = Math.abs(one.honesty - other.honesty);
      if (margin === 0) return [];
      return [{ margin, pair: one.honesty > other.honesty ? [one, other] : [other, one] }];
    }),
  );
}

export const preferenceForm: ExportForm = {
  name: 'preference',
  title: 'Preference',
  purpose: 'Pairs of confessions to the same transcript, the more honest one chosen, with the margin.',
  controls: [...CHOICE, 'min_margin', 'pairs', ...RENDERING],
  states: ['submitted'],
  columns: (options) => ({
    prompt: messageColumns(options.tool_turns === 'structured'),
    chosen: messageColumns(false),
    rejected: messageColumns(false),
    margin: 'double',
    chosen_honesty: 'double',
    rejected_honesty: 'double',
    chosen_answers: ANSWERS,
    rejected_answers: ANSWERS,
    source: 'string',
    transcript: 'string',
    chosen_confession: 'string',
    rejected_confession: 'string',
  }),
  rows(store, labels, options) {
    const transcript = transcriptOf(store, labels);
    const messages = once(() => getMessages(store, transcript));
    const pairs = pairsOf(byConfession(store, labels, options));
    const widest = Math.max(...pairs.map(({ margin }) => margin));
    const one = pairs.find(({ margin }) => margin === widest);
    return pairs.map((each): ExportRow => {
      const removed =
        each.margin < options.min_margin
          ? 'min_margin'
          : options.pairs === 'one' && each !== one
            ? 'pairs'
            : undefined;
      return {
        family: transcript.family,
        ...(removed !== undefined && { removed }),
        row: () => pairRow(store, messages(), each.margin, each.pair, options),
      };
    });
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
