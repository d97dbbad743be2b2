import { Command } from 'commander';
import { leftOutLines } from '../left-out.ts';
import { count, type OutputOptions, printResult } from '../output.ts';
import { fromHere, type Running, runCommand } from '../run-command.ts';
import { withStandardInput } from '../standard-input.ts';
import { type Register, withCommonOptions } from './command.ts';
import { registerGoldList } from './gold-list.ts';
import { registerGoldMark, registerGoldUnmark } from './gold-mark.ts';
import { registerGoldPlant } from './gold-plant.ts';

interface GoldImportOptions extends OutputOptions {
  silent?: boolean;
  source?: string;
  skipInvalid?: boolean;
}

type Imported = Awaited<ReturnType<Running['client']['gold']['import']>>;

function describe(imported: Imported, isSilent: boolean): string {
  const { gold } = imported;
  const shown = isSilent ? 'kept silent' : 'shown after the submit';
  return [
    `${count(gold.added, 'right answer')} added, ${gold.changed} changed, ${gold.existing} there already; ${shown}`,
    ...leftOutLines(imported),
  ].join('\n');
}

function registerImport(gold: Command): void {
  const command = gold
    .command('import')
    .description('take right answers from a file (labels as JSONL, each with a reason)')
    .argument('<dataset>', 'a .shrive file')
    .argument('<file>', 'a file of right answers; - is standard input')
    .option('--silent', 'keep them for measuring graders; nobody is shown them after a submit')
    .option('--source <name>', 'who says so; the name of the file without it')
    .option('--skip-invalid', 'leave out lines that cannot be read, and write them beside the file')
    .action((dataset: string, file: string, options: GoldImportOptions) =>
      runCommand(options, async ({ client, signal }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const isSilent = options.silent === true;
        const request = {
          feedback: !isSilent,
          skip_invalid: options.skipInvalid === true,
          ...(options.source !== undefined && { source: options.source }),
        };
        const result = await withStandardInput(
          [fromHere(file)],
          fromHere(dataset),
          signal,
          ([given = file]) => client.gold.import({ ...request, file: given }, { signal }),
        );
        printResult(result, describe(result, isSilent), options);
      }),
    );
  withCommonOptions(command, 'gold import study.shrive gold.jsonl --silent');
}

export const registerGold: Register = (program) => {
  const gold = new Command('gold').description('work with right answers');
  registerImport(gold);
  registerGoldMark(gold);
  registerGoldUnmark(gold);
  registerGoldPlant(gold);
  registerGoldList(gold);
  program.addCommand(gold);
};
