import { type OutputOptions, printFailure, printResult, toFailure } from '../output.ts';
import { fromHere, runCommand } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';

export const registerCheck: Register = (program) => {
  const command = program
    .command('check')
    .description('look through a dataset for damage; exit status 1 where there is some')
    .argument('<dataset>', 'a .shrive file')
    .action((dataset: string, options: OutputOptions) =>
      runCommand(options, async ({ client }) => {
        try {
          await client.datasets.open({ path: fromHere(dataset) });
        } catch (error) {
          const failure = toFailure(error);
          if (failure.code !== 'DATASET_DAMAGED') throw error;
          // So damaged that it does not open: that is an answer to this question too.
          process.exitCode = 1;
          printFailure(failure, options, { ok: false, problems: [failure.message] });
          return;
        }
        const result = await client.datasets.check();
        if (!result.ok) process.exitCode = 1;
        printResult(result, result.ok ? 'No problems found.' : result.problems.join('\n'), options);
      }),
    );
  withCommonOptions(command, 'check study.shrive');
};
