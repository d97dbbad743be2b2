import { type OutputOptions, printResult } from '../output.ts';
import { fromHere, runCommand } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';
import { describeDataset } from './describe-dataset.ts';

export const registerPractice: Register = (program) => {
  const command = program
    .command('practice')
    .description('make a dataset of the worked cases, with their answers shown after each submit')
    .argument('<dataset>', 'the file to make, NAME.shrive; never overwritten')
    .action((dataset: string, options: OutputOptions) =>
      runCommand(options, async ({ client }) => {
        const info = await client.datasets.openPractice({ path: fromHere(dataset) });
        printResult(info, describeDataset(info), options);
      }),
    );
  withCommonOptions(command, 'practice practice.shrive');
};
