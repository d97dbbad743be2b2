import { Command } from 'commander';
import { count, type OutputOptions, printResult } from '../output.ts';
import { fromHere, type Running, runCommand } from '../run-command.ts';
import { withStandardInput } from '../standard-input.ts';
import { type Register, withCommonOptions } from './command.ts';

interface LabelsImportOptions extends OutputOptions {
  grader: string;
  skipInvalid?: boolean;
}

type Imported = Awaited<ReturnType<Running['client']['labels']['import']>>;

function describe({ labels, rejected, rejects_file, unknown_fields }: Imported): string {
  const lines = [`${count(labels.added, 'label')} added, ${labels.existing} there already`];
  if (rejected.length > 0) {
    lines.push(`${count(rejected.length, 'line')} left out, kept with the reasons in ${rejects_file}`);
    for (const { line, reason } of rejected.slice(0, 10)) lines.push(`  line ${line}: ${reason}`);
    if (rejected.length > 10) lines.push('  …');
  }
  if (unknown_fields.length > 0) lines.push(`Fields that were not read: ${unknown_fields.join(', ')}`);
  return lines.join('\n');
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
