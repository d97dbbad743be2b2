import { Command } from 'commander';
import { LabelMapping } from '../../../shared/mapping/label-mapping.ts';
import { countLines, describePreview } from '../label-counts.ts';
import { leftOutLines } from '../left-out.ts';
import { readMappingFile } from '../mapping-file.ts';
import { count, type OutputOptions, printResult } from '../output.ts';
import { fromHere, type Running, runCommand } from '../run-command.ts';
import { withStandardInput } from '../standard-input.ts';
import { type Register, withCommonOptions } from './command.ts';
import { registerLabelsMap } from './labels-map.ts';

interface LabelsImportOptions extends OutputOptions {
  grader?: string;
  byGrader?: boolean;
  map?: string;
  dryRun?: boolean;
  skipInvalid?: boolean;
}

type Imported = Awaited<ReturnType<Running['client']['labels']['import']>>;

function describe(imported: Imported): string {
  const { labels } = imported;
  return [
    `${count(labels.added, 'label')} added, ${labels.existing} there already`,
    ...countLines(imported),
    ...leftOutLines(imported),
  ].join('\n');
}

export const registerLabels: Register = (program) => {
  const labels = new Command('labels').description('work with labels made elsewhere');
  const command = labels
    .command('import')
    .description(
      'take labels from a file (JSONL, JSON, CSV or Parquet): Shrive’s own, or those of another tool',
    )
    .argument('<dataset>', 'a .shrive file')
    .argument('<file>', 'a file of labels, or a folder of them (an export); - is standard input')
    .option('--grader <name>', 'who made them')
    .option('--by-grader', 'each in the name of the grader that the file says')
    .option(
      '--map <file>',
      'how labels of Label Studio, Argilla or a table are read: a mapping (see labels map)',
    )
    .option('--dry-run', 'say what would be taken, and write nothing')
    .option('--skip-invalid', 'leave out lines that cannot be read, and write them beside the file')
    .action((dataset: string, file: string, options: LabelsImportOptions) => {
      const { grader, byGrader, map } = options;
      if (grader === undefined && byGrader !== true && map === undefined)
        command.error('error: say who made them: --grader NAME, or --by-grader as the file says');
      if (grader !== undefined && byGrader === true) command.error('error: give --grader or --by-grader');
      return runCommand(options, async ({ client, signal }) => {
        const mapping = map === undefined ? undefined : readMappingFile(fromHere(map), LabelMapping);
        await client.datasets.open({ path: fromHere(dataset) });
        const request = {
          ...(grader !== undefined && { grader }),
          ...(mapping !== undefined && { mapping }),
        };
        const from = <Result extends object>(act: (given: string) => Promise<Result>) =>
          withStandardInput([fromHere(file)], fromHere(dataset), signal, ([given = file]) => act(given));
        if (options.dryRun === true) {
          const result = await from((given) =>
            client.labelFiles.preview({ ...request, file: given }, { signal }),
          );
          printResult(result, describePreview(result).join('\n'), options);
          return;
        }
        const skip_invalid = options.skipInvalid === true;
        const result = await from((given) =>
          client.labels.import({ ...request, skip_invalid, file: given }, { signal }),
        );
        printResult(result, describe(result), options);
      });
    });
  withCommonOptions(command, 'labels import study.shrive labels.jsonl --grader "R. Okafor"');
  registerLabelsMap(labels);
  program.addCommand(labels);
};
