import { Command } from 'commander';
import { leftOutLines } from '../left-out.ts';
import { count, type OutputOptions, printResult } from '../output.ts';
import { fromHere, type Running, runCommand } from '../run-command.ts';
import { withStandardInput } from '../standard-input.ts';
import { type Register, withCommonOptions } from './command.ts';

interface LabelsImportOptions extends OutputOptions {
  grader: string;
  skipInvalid?: boolean;
}

type Imported = Awaited<ReturnType<Running['client']['labels']['import']>>;

function describe(imported: Imported): string {
  const { labels } = imported;
  return [
    `${count(labels.added, 'label')} added, ${labels.existing} there already`,
    ...leftOutLines(imported),
  ].join('\n');
}

export const registerLabels: Register = (program) => {
  const labels = new Command('labels').description('work with labels made elsewhere');
  const command = labels
    .command('import')
    .description('take labels from a file (JSONL, one label a line) in the name of one grader')
    .argument('<dataset>', 'a .shrive file')
    .argument('<file>', 'a file of labels; - is standard input')
    .requiredOption('--grader <name>', 'who made them')
    .option('--skip-invalid', 'leave out lines that cannot be read, and write them beside the file')
    .action((dataset: string, file: string, options: LabelsImportOptions) =>
      runCommand(options, async ({ client, signal }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const request = { grader: options.grader, skip_invalid: options.skipInvalid === true };
        const result = await withStandardInput(
          [fromHere(file)],
          fromHere(dataset),
          signal,
          ([given = file]) => client.labels.import({ ...request, file: given }, { signal }),
        );
        printResult(result, describe(result), options);
      }),
    );
  withCommonOptions(command, 'labels import study.shrive labels.jsonl --grader "R. Okafor"');
  program.addCommand(labels);
};
