import { type OutputOptions, printResult } from '../output.ts';
import { fromHere, runCommand } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';

export const registerRestore: Register = (program) => {
  const command = program
    .command('restore')
    .description('put a backup in the place of a dataset; what is there now is kept beside it')
    .argument('<dataset>', 'the .shrive file to put back')
    .argument('<backup>', 'a backup of it')
    .action((dataset: string, backup: string, options: OutputOptions) =>
      runCommand(options, async ({ client, signal }) => {
        const request = { path: fromHere(dataset), backup: fromHere(backup) };
        const result = await client.datasets.restore(request, { signal });
        const kept = result.kept === null ? '' : `\nWhat was there before is kept as ${result.kept}`;
        printResult(result, `${result.path}\nSHA-256 ${result.sha256}${kept}`, options);
      }),
    );
  withCommonOptions(command, 'restore study.shrive study.backup-2026-03-01-120000000.shrive');
};
