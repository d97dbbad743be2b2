import { type OutputOptions, printResult } from '../output.ts';
import { fromHere, runCommand } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';
import { describeDataset } from './describe-dataset.ts';

export const registerCreate: Register = (program) => {
  const command = program
    .command('create')
    .description('make a new, empty dataset; never overwrites one')
    .argument('<dataset>', 'the file to make, NAME.shrive')
    .action((dataset: string, options: OutputOptions) =>
      runCommand(options, async ({ client }) => {
        const info = await client.datasets.create({ path: fromHere(dataset) });
        printResult(info, describeDataset(info), options);
      }),
    );
  withCommonOptions(command, 'create study.shrive');
};
