import { type OutputOptions, printResult } from '../output.ts';
import { fromHere, runCommand } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';

export const registerBackup: Register = (program) => {
  const command = program
    .command('backup')
    .description('copy a dataset whole, also while it is in use')
    .argument('<dataset>', 'a .shrive file')
    .argument('[file]', 'where to; beside it with the date where none is given')
    .action((dataset: string, file: string | undefined, options: OutputOptions) =>
      runCommand(options, async ({ client, signal }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const request = file === undefined ? {} : { path: fromHere(file) };
        const result = await client.datasets.backup(request, { signal });
        printResult(result, `${result.path}\nSHA-256 ${result.sha256}`, options);
      }),
    );
  withCommonOptions(command, 'backup study.shrive /media/stick/study.shrive');
};
