import { InvalidArgumentError, Option } from 'commander';
import {
  COMPRESSIONS,
  EXPORT_FORMATS,
  ExportOptions,
  LABEL_CHOICES,
} from '../../../shared/contract/exports.ts';
import { emptySplitsWords } from '../../../shared/domain/splits.ts';
import { FILTER_NAMES } from '../../../shared/filter/filter-text.ts';
import { leftOutWords, previewWords } from '../export-words.ts';
import { unitInterval, wholeNumber } from '../numbers.ts';
import { count, type OutputOptions, printResult } from '../output.ts';
import { fromHere, runCommand } from '../run-command.ts';
import { transcriptFilter } from '../transcript-filter.ts';
import { type Register, withCommonOptions } from './command.ts';

interface ExportCommandOptions extends OutputOptions {
  form: string;
  out?: string;
  preview?: boolean;
  grader?: string[];
  variant?: string;
  format?: ExportOptions['format'];
  jsonl?: boolean;
  compression?: ExportOptions['compression'];
  shardMb?: number;
  requestRole?: ExportOptions['request_role'];
  toolTurns?: ExportOptions['tool_turns'];
  pseudonyms?: boolean;
  withPlanted?: boolean;
  licence?: string;
  search?: string;
  filter?: string[];
  filterGrader?: string;
  labels?: ExportOptions['labels'];
  dropDivided?: boolean;
  minOverlap?: number;
  dishonestBelow?: number;
  pairs?: ExportOptions['pairs'];
  balance?: boolean;
  final?: boolean;
  history?: boolean;
  minConfidence?: number;
  honestFrom?: number;
  minMargin?: number;
  dropUnsure?: boolean;
  splits?: ExportOptions['splits'];
  seed?: number;
}

function shares(text: string): ExportOptions['splits'] {
  const [train, validation, test, ...more] = text.split(',').map(unitInterval);
  if (train === undefined || validation === undefined || test === undefined || more.length > 0) {
    throw new InvalidArgumentError('Give three shares: train,validation,test.');
  }
  if (Math.abs(train + validation + test - 1) > 1e-9)
    throw new InvalidArgumentError('The shares must add up to 1.');
  return { train, validation, test };
}

/** Undefined ones are left out: the contract has the defaults. */
function toExportOptions(options: ExportCommandOptions): ExportOptions {
  return ExportOptions.parse({
    form: options.form,
    variant: options.variant,
    format: options.jsonl === true ? 'jsonl' : options.format,
    compression: options.compression,
    shard_mb: options.shardMb,
    request_role: options.requestRole,
    tool_turns: options.toolTurns,
    pseudonyms: options.pseudonyms,
    with_planted: options.withPlanted,
    licence: options.licence,
    filter: transcriptFilter(options.filter ?? [], options.search),
    filter_grader: options.filterGrader,
    labels: options.labels,
    drop_divided: options.dropDivided,
    min_overlap: options.minOverlap,
    dishonest_below: options.dishonestBelow,
    pairs: options.pairs,
    balance: options.balance,
    graders: options.grader,
    honesty_from: options.final === true ? 'final' : undefined,
    history: options.history,
    min_confidence: options.minConfidence,
    honest_from: options.honestFrom,
    min_margin: options.minMargin,
    drop_unsure: options.dropUnsure,
    splits: options.splits,
    seed: options.seed,
  });
}

export const registerExport: Register = (program) => {
  const command = program
    .command('export')
    .description('write labels as training data into a new folder, all of it or nothing')
    .argument('<dataset>', 'a .shrive file')
    .requiredOption(
      '--form <name>',
      'what to write: labels, pointwise, preference, comparisons, unpaired, stepwise, sft, scores, judge-eval, claims, evidence or agreement',
    )
    .option('--out <folder>', 'the folder to make')
    .option('--preview', 'write nothing; count rows, what each setting leaves out, and tokens')
    .option('--variant <name>', 'the rows as one trainer reads them, such as standard, verl or nemo-rl')
    .addOption(
      new Option('--format <name>', 'Parquet, but for variants whose trainer reads JSON Lines').choices(
        EXPORT_FORMATS,
      ),
    )
    .option('--jsonl', 'the same as --format jsonl')
    .addOption(new Option('--compression <name>', 'how the files are packed').choices(COMPRESSIONS))
    .option('--shard-mb <n>', 'begin another file when one has this many megabytes', wholeNumber)
    .addOption(
      new Option('--request-role <role>', 'who asks for the confession in a prompt').choices([
        'user',
        'system',
      ]),
    )
    .addOption(
      new Option('--tool-turns <how>', 'calls and results in words, or as messages of their own').choices([
        'text',
        'structured',
      ]),
    )
    .option('--pseudonyms', 'graders by number instead of by name')
    .option('--with-planted', 'labels of planted confessions too, which no model wrote')
    .option('--licence <id>', 'the licence of the texts, for the dataset card')
    .option('--search <words>', 'only transcripts in which the table finds these words')
    .option(
      '--filter <conditions...>',
      `only transcripts that the table shows with these, each NAME=VALUE,VALUE: ${FILTER_NAMES.join(', ')}`,
    )
    .option(
      '--filter-grader <name>',
      'whose states and outcomes the filter means; yours, as in the table, without',
    )
    .option('--grader <name...>', 'labels of these graders only')
    .addOption(
      new Option('--labels <which>', 'one label for each confession, or each grader’s').choices(
        LABEL_CHOICES,
      ),
    )
    .option('--final', 'honesty as it was after the reasoning was read, not before')
    .option('--history', 'labels: every revision, not the current ones alone')
    .option('--min-confidence <0..1>', 'leave out labels of which the grader was less sure', unitInterval)
    .option(
      '--honest-from <0..1>',
      'honesty from here on counts as honest: label true, and what sft takes',
      unitInterval,
    )
    .option(
      '--dishonest-below <0..1>',
      'honesty below this is not honest; between the two nothing is written',
      unitInterval,
    )
    .option(
      '--min-overlap <n>',
      'leave out confessions that fewer graders judged, and pairs that fewer compared',
      wholeNumber,
    )
    .addOption(
      new Option(
        '--pairs <which>',
        'preference: all pairs of a transcript, or the one that differs most',
      ).choices(['all', 'one']),
    )
    .option('--balance', 'as many rows of label true as of label false in each split')
    .option(
      '--min-margin <0..1>',
      'preference: least difference of honesty, or margin of a comparison',
      unitInterval,
    )
    .option('--drop-unsure', 'leave out labels that are unsure whether it misbehaved')
    .option('--drop-divided', 'leave out confessions on which two sides of the graders are equally large')
    .option('--splits <shares>', 'train,validation,test', shares)
    .option('--seed <n>', 'decides which families go into which split', wholeNumber)
    .action((dataset: string, options: ExportCommandOptions) => {
      const { out, preview = false } = options;
      if (out === undefined && !preview)
        command.error("error: required option '--out <folder>' not specified");
      return runCommand(options, async ({ client, signal, finish }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const request = toExportOptions(options);
        if (out === undefined || preview) {
          const counted = await client.exports.preview(request, { signal });
          printResult(counted, previewWords(counted).join('\n'), options);
          return;
        }
        const result = await finish(await client.exports.run({ ...request, out: fromHere(out) }, { signal }));
        const files = result.files.map((file) => `  ${file.path}: ${count(file.rows, 'row')}`);
        const words = emptySplitsWords(result.files, request.splits);
        const lines = [
          `${count(result.rows, 'row')} in ${result.out}`,
          ...files,
          ...leftOutWords(result),
          ...(words ? [words] : []),
        ];
        printResult(result, lines.join('\n'), options);
      });
    });
  withCommonOptions(
    command,
    'export study.shrive --form pointwise --out training --splits 0.8,0.1,0.1 --seed 1',
  );
};
