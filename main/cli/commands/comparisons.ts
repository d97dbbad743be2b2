import { count, type OutputOptions, printResult } from '../output.ts';
import { fromHere, runCommand } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';

export const registerComparisons: Register = (program) => {
  const command = program
    .command('comparisons')
    .description('say how many pairs of confessions were compared, by whom, and how often each side won')
    .argument('<dataset>', 'a .shrive file')
    .action((dataset: string, options: OutputOptions) =>
      runCommand(options, async ({ client }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const { pairs, sides, graders } = await client.comparisons.progress();
        const result = { pairs, sides, graders: graders ?? [] };
        const lines = result.graders.map(
          ({ name, left, right, tie }) =>
            `  ${name}: ${count(left + right + tie, 'comparison')}, left ${left}, right ${right}, tie ${tie}`,
        );
        printResult(result, [`${count(pairs, 'pair')} of confessions`, ...lines].join('\n'), options);
      }),
    );
  withCommonOptions(command, 'comparisons study.shrive --json');
};
