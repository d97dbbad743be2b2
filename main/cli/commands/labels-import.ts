import { Command } from 'commander';
import { count, type OutputOptions, printResult } from '../output.ts';
import { fromHere, runCommand } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';

interface LabelsImportOptions extends OutputOptions {
  grader: string;
  skipInvalid?: boolean;
}

export const registerLabels: Register = (program) => {
  const labels = new Command('labels').description('work with labels made elsewhere');
  const command = labels
    .command('import')
    .description('take labels from a file (JSONL, one label a line) in the name of one grader')
    .argument('<dataset>', 'a .shrive file')
    .argument('<file>', 'a file of labels')
    .requiredOption('--grader <name>', 'who made them')
    .option('--skip-invalid', 'leave out lines that cannot be read')
    .action((dataset: string, file: string, options: LabelsImportOptions) =>
      runCommand(options, async ({ client, signal }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const request = {
          file: fromHere(file),
          grader: options.grader,
          skip_invalid: options.skipInvalid === true,
        };
        const result = await client.labels.import(request, { signal });
        const words = [
          `${count(result.labels.added, 'label')} added, ${result.labels.existing} there already`,
        ];
        if (result.rejected.length > 0) words.push(`${count(result.rejected.length, 'line')} left out:`);
        for (const { line, path, reason } of result.rejected.slice(0, 10))
          words.push(`  line ${line} ${path}: ${reason}`);
        printResult(result, words.join('\n'), options);
      }),
    );
  withCommonOptions(command, 'labels import study.shrive labels.jsonl --grader "R. Okafor"');
  program.addCommand(labels);
};
