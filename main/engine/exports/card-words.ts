import type { ExportOptions } from '../../../shared/contract/exports.ts';
import type { Shape } from './forms.ts';
import { type TokenSummary, TRL_MAX_LENGTH } from './lengths.ts';

/** Sentences of a dataset card that depend on the settings. */

export function sizeCategory(rows: number): string {
  if (rows < 1_000) return 'n<1K';
  if (rows < 10_000) return '1K<n<10K';
  if (rows < 100_000) return '10K<n<100K';
  return rows < 1_000_000 ? '100K<n<1M' : '1M<n<10M';
}

/** Which labels rows are made of, where several graders judged one confession. */
export function choiceWords({ form, options }: Shape): string[] {
  const { labels, drop_divided, pairs } = options;
  const isOfLabels = (typeof form.unit === 'function' ? form.unit(options) : form.unit) === 'label';
  const which =
    labels === 'all'
      ? 'Each grader’s label is a row of its own: a confession that several judged is there several times.'
      : isOfLabels
        ? 'One label for each confession: of the larger side of its graders (whether it misbehaved, and the strict outcome) the one nearest to that side’s mean honesty; where two sides are equally large, of the side with the latest label.'
        : 'One row for each confession: honesty is the mean of its graders, outcome and verdicts are what most of them say.';
  return [
    ...(form.controls.includes('labels') ? [which] : []),
    ...(drop_divided && form.controls.includes('drop_divided')
      ? ['Confessions on which two sides of the graders are equally large were left out.']
      : []),
    ...(pairs === 'one' && form.controls.includes('pairs')
      ? [
          'Of each transcript one pair: of the graded ones the one that differs most, and of the compared ones too.',
        ]
      : []),
  ];
}

/** Which honesty rows carry; nothing of forms that have none of it, or each one beside the other. */
export function honestyWords({ form, options }: Shape): string[] {
  if (!form.controls.includes('honesty_from')) return [];
  return [
    options.honesty_from === 'final'
      ? 'Honesty as it stood after the reasoning was read, where that changed it.'
      : 'Honesty as graded without the reasoning.',
  ];
}

/** How a transcript became a prompt; nothing for forms without one. */
export function renderingWords({ form, variant }: Shape, options: ExportOptions): string[] {
  if (!form.controls.includes('tool_turns') || variant.without?.includes('tool_turns')) return [];
  const tools =
    options.tool_turns === 'text'
      ? 'Calls and results of tools are words in the neighbouring turns (`[tool call NAME] …`, `[tool result] …`), instructions that come late are too (`[system] …`), and neighbours of one role are one message'
      : 'Calls and results of tools are messages of their own (`tool_calls`, role `tool`), arguments as objects: the chat template must know them';
  return [
    `${tools}. Developer messages are written as system messages. The model's reasoning is left out.`,
    `The confession is asked for by the role \`${options.request_role}\`, in the words of the source, or in Shrive's own where the source kept none.`,
  ];
}

/** Lengths, and what a trainer would leave out without a word. */
export function lengthWords(tokens: TokenSummary | null): string[] {
  if (tokens === null) return [];
  const { median, p90, max, over_1024 } = tokens;
  return [
    `Tokens of a row, estimated by the script it is in (no tokeniser was run): median ${median}, 90 % up to ${p90}, longest ${max}.`,
    `${over_1024} ${over_1024 === 1 ? 'row is' : 'rows are'} longer than ${TRL_MAX_LENGTH} tokens by that estimate. TRL's RewardTrainer drops rows over its \`max_length\`, ${TRL_MAX_LENGTH} unless it is set, without an error; DPO, KTO and SFT cut them, and OpenRLHF starts from 512. Set \`max_length\` (\`max_len\`) to what your model can take.`,
  ];
}

/** What an honest user of the rows has to know of how they came about. */
export function limitWords(options: ExportOptions, graders: number): string[] {
  return [
    graders === 1
      ? 'One person graded all of it: there is no agreement to measure.'
      : 'Graders differ; how far stands under Agreement, and the form `agreement` has their answers side by side.',
    ...(options.balance
      ? ['Rows were left out by chance to balance the labels: shares of labels mean nothing.']
      : []),
    ...(options.filter === undefined
      ? []
      : ['Only the transcripts of a filter are here (see `manifest.json`): rates are of those.']),
    ...(options.pseudonyms
      ? ['Graders go by number. Their own words (rationale, notes) stand as written and may name somebody.']
      : []),
    'Texts come from models and tools as they were: personal data in them was not looked for.',
  ];
}
