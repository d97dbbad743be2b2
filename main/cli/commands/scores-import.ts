import { Command, InvalidArgumentError } from 'commander';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { type JoinOptions, runJoin } from '../joined.ts';
import { count, printResult } from '../output.ts';
import { fromHere, runCommand } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';

/** `1..10`: which score becomes 0 and which 1. */
function scale(text: string): JoinOptions['scale'] {
  const [zero, one, ...more] = text.split('..').map((end) => (end.trim() === '' ? Number.NaN : Number(end)));
  if (
    zero === undefined ||
    one === undefined ||
    more.length > 0 ||
    !Number.isFinite(zero) ||
    !Number.isFinite(one)
  )
    throw new InvalidArgumentError('Give two numbers, as 1..10.');
  if (zero === one) throw new InvalidArgumentError('The two ends are the same.');
  return { zero, one };
}

interface ScoresOptions extends JoinOptions {
  fromMetadata?: string;
}

async function takeFromMetadata(dataset: string, path: string, options: ScoresOptions): Promise<void> {
  const { judge, scale: given, skipInvalid } = options;
  await runCommand(options, async ({ client }) => {
    if (judge === undefined)
      throw new ShriveError('INPUT_INVALID', 'Say who gave the scores in the metadata: --judge NAME.');
    await client.datasets.open({ path: fromHere(dataset) });
    const result = await client.scores.fromMetadata({
      path,
      judge,
      skip_invalid: skipInvalid === true,
      ...(given !== undefined && { scale: given }),
    });
    const { judge_scores: scores, rejected_count: left, rejected, without } = result;
    const lines = [
      `${count(scores.added, 'judge score')} added, ${scores.existing} there already`,
      `${count(without, 'transcript')} without a score there`,
      ...(left > 0 ? [`${count(left, 'transcript')} left out`] : []),
      ...rejected.slice(0, 10).map(({ transcript_id, reason }) => `  ${transcript_id}: ${reason}`),
    ];
    printResult(result, lines.join('\n'), options);
  });
}

export const registerScores: Register = (program) => {
  const scores = new Command('scores').description('work with the scores of judges');
  const command = scores
    .command('import')
    .description(
      'take scores that judges gave to confessions: from a file, joined by id, or from the metadata',
    )
    .argument('<dataset>', 'a .shrive file')
    .argument('[file]', 'JSONL, JSON, CSV or Parquet, a record per score; - is standard input')
    .option('--from-metadata <path>', 'instead of a file: where the score stands, as scores.honesty')
    .option('--judge <name>', 'who gave them, where the file does not say')
    .option(
      '--scale <min..max>',
      'the score that becomes 0 and the one that becomes 1; 0..1 without it',
      scale,
    )
    .option('--skip-invalid', 'leave out what cannot be read or joined; lines are written beside the file')
    .action((dataset: string, file: string | undefined, options: ScoresOptions) => {
      if ((file === undefined) === (options.fromMetadata === undefined))
        command.error('error: give a file of scores, or --from-metadata PATH');
      if (options.fromMetadata !== undefined) return takeFromMetadata(dataset, options.fromMetadata, options);
      return runJoin(dataset, file ?? '', options);
    });
  withCommonOptions(command, 'scores import study.shrive scores.csv --judge gpt-5 --scale 1..10');
  program.addCommand(scores);
};
