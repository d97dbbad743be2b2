import { Command, InvalidArgumentError } from 'commander';
import { type JoinOptions, joinedOptions, runJoin } from '../joined.ts';
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

export const registerScores: Register = (program) => {
  const scores = new Command('scores').description('work with the scores of judges');
  const command = joinedOptions(
    scores.command('import').description('take scores that judges gave to confessions, joined by id'),
  )
    .option('--judge <name>', 'who gave them, where the file does not say')
    .option(
      '--scale <min..max>',
      'the score that becomes 0 and the one that becomes 1; 0..1 without it',
      scale,
    )
    .action(runJoin);
  withCommonOptions(command, 'scores import study.shrive scores.csv --judge gpt-5 --scale 1..10');
  const inside = scores
    .command('from-metadata')
    .description('take scores of a judge from a field of the metadata, where transcripts have one confession')
    .argument('<dataset>', 'a .shrive file')
    .argument('<path>', 'where the score stands, as scores.honesty.value')
    .requiredOption('--judge <name>', 'who gave them')
    .option(
      '--scale <min..max>',
      'the score that becomes 0 and the one that becomes 1; 0..1 without it',
      scale,
    )
    .option('--skip-invalid', 'leave out transcripts of which the score cannot be taken')
    .action((dataset: string, path: string, options: JoinOptions & { judge: string }) =>
      runCommand(options, async ({ client }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const result = await client.scores.fromMetadata({
          path,
          judge: options.judge,
          skip_invalid: options.skipInvalid === true,
          ...(options.scale !== undefined && { scale: options.scale }),
        });
        const { judge_scores: given, rejected_count: left, rejected } = result;
        const lines = [
          `${count(given.added, 'judge score')} added, ${given.existing} there already`,
          `${count(result.without, 'transcript')} without a score there`,
          ...(left > 0 ? [`${count(left, 'transcript')} left out`] : []),
          ...rejected.slice(0, 10).map(({ transcript_id, reason }) => `  ${transcript_id}: ${reason}`),
        ];
        printResult(result, lines.join('\n'), options);
      }),
    );
  withCommonOptions(
    inside,
    'scores from-metadata study.shrive scores.judge --judge "inspect judge" --scale 1..10',
  );
  program.addCommand(scores);
};
