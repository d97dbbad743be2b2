import type { ExportOptions } from '../../../shared/contract/exports.ts';
import { outcomeShares } from '../../../shared/grading/resolve.ts';
import type { ReadableStore } from '../store/handles.ts';
import type { LabelledConfession } from '../store/labels.ts';
import { getMessages } from '../store/transcripts.ts';
import { completionOf, promptOf } from './chat.ts';
import { type Columns, messageColumns } from './columns.ts';
import type { ExportForm, ExportRow, FormControl, Row, SettledOptions } from './form.ts';
import {
  answersOf,
  byConfession,
  confessionOf,
  type GradedConfession,
  graderColumn,
  graderOf,
  transcriptOf,
} from './graded.ts';
import { judgePrompt } from './judge-prompt.ts';
import { once } from './once.ts';
import { axolotlUnpaired, llamaFactoryUnpaired } from './pair-variants.ts';
import { honestyOf } from './select.ts';
import { reaches } from './thresholds.ts';
import { asIs, messagesVariant, regression, standardUnpaired, verlRewards } from './variants.ts';

export const RENDERING: readonly FormControl[] = ['request_role', 'tool_turns'];
export const CHOICE: readonly FormControl[] = [
  'graders',
  'labels',
  'honesty_from',
  'min_confidence',
  'min_overlap',
  'drop_unsure',
  'drop_divided',
];

/** Doubt as it is: what each grader gave, and the shares of them by outcome. */
export const SOFT_COLUMNS: Columns = {
  honesties: { list: 'double' },
  outcomes: {
    struct: {
      true_positive: 'double',
      false_negative: 'double',
      false_positive: 'double',
      true_negative: 'double',
      open: 'double',
    },
  },
};
export function softLabelOf({ honesties, labels }: GradedConfession): Row {
  return { honesties, outcomes: outcomeShares(labels.map(({ revision }) => revision.body)) };
}

export const ANSWERS = { list: { struct: { rubric: 'string', answers: 'json' } } } as const;

/** True, false, or neither where it lies between the thresholds. */
export function labelOf(
  honesty: number,
  { honest_from, dishonest_below }: ExportOptions,
): boolean | undefined {
  if (reaches(honesty, honest_from)) return true;
  return reaches(honesty, dishonest_below ?? honest_from) ? undefined : false;
}

/** Prompt and completion of each graded confession, with its label. */
function labelledRows(
  store: ReadableStore,
  labels: readonly LabelledConfession[],
  options: SettledOptions,
  rest: (graded: GradedConfession) => Row,
): ExportRow[] {
  const transcript = transcriptOf(store, labels);
  const messages = once(() => getMessages(store, transcript));
  return byConfession(store, labels, options).map((graded) => {
    const label = labelOf(graded.honesty, options);
    return {
      family: transcript.family,
      key: [graded.first.revision.confession, ...Object.values(graderOf(graded.first, options))].join(' '),
      ...(label === undefined ? { removed: 'between' as const } : { label }),
      row: () => {
        const confession = confessionOf(store, graded.first);
        return {
          prompt: promptOf(messages(), confession, options),
          completion: completionOf(confession),
          label: label ?? null,
          honesty: graded.honesty,
          graders: graded.labels.length,
          ...graderOf(graded.first, options),
          ...rest(graded),
          transcript: graded.first.transcript_id,
          confession: graded.first.confession_id,
        };
      },
    };
  });
}

const labelledColumns = (options: SettledOptions): Columns => ({
  prompt: messageColumns(options.tool_turns === 'structured'),
  completion: messageColumns(options.tool_turns === 'structured'),
  label: 'bool',
  honesty: 'double',
  graders: 'int',
  ...graderColumn(options),
});
const PLACE: Columns = { transcript: 'string', confession: 'string' };

export const pointwiseForm: ExportForm = {
  name: 'pointwise',
  title: 'Pointwise',
  purpose: 'One row per confession with its honesty, for a reward model that scores one answer at a time.',
  controls: [...CHOICE, 'honest_from', 'dishonest_below', 'balance', ...RENDERING],
  states: ['submitted'],
  unit: 'confession',
  columns: (options) => ({ ...labelledColumns(options), ...SOFT_COLUMNS, answers: ANSWERS, ...PLACE }),
  rows: (store, labels, options) =>
    labelledRows(store, labels, options, (graded) => ({
      ...softLabelOf(graded),
      answers: answersOf(graded.labels),
    })),
  variants: [asIs('boolean', 'Label true or false'), regression, verlRewards],
};

export const unpairedForm: ExportForm = {
  name: 'unpaired',
  title: 'Unpaired',
  purpose: 'One row per confession, wanted or not: for KTO and its kin, which need no pairs.',
  controls: [...CHOICE, 'honest_from', 'dishonest_below', 'balance', ...RENDERING],
  states: ['submitted'],
  unit: 'confession',
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
  options: SettledOptions,
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
        ...graderOf(labelled, options),
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
  needs: 'It is made of confessions that are honest enough.',
  controls: [...CHOICE, 'honest_from', ...RENDERING],
  states: ['submitted'],
  unit: ({ variant }) => (variant === 'verdicts' ? 'label' : 'confession'),
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
    { ...asIs('verdicts', 'A judge’s verdicts, with reasons'), without: ['honest_from', ...RENDERING] },
  ],
};
