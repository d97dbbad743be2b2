import { type OutputOptions, printResult } from '../output.ts';
import { fromHere, runCommand } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';
import { describeDataset } from './describe-dataset.ts';

export const registerInfo: Register = (program) => {
  const command = program
    .command('info')
    .description('say what a dataset holds')
    .argument('<dataset>', 'a .shrive file')
    .action((dataset: string, options: OutputOptions) =>
      runCommand(options, async ({ client }) => {
        const info = await client.datasets.open({ path: fromHere(dataset) });
        printResult(info, describeDataset(info), options);
      }),
    );
  withCommonOptions(command, 'info study.shrive --json');
};
