import { type Command, Option } from 'commander';
import { PLANT_CHANGES, type PlantChange } from '../../../shared/planting/plant.ts';
import { wholeNumber } from '../numbers.ts';
import { count, type OutputOptions, printResult } from '../output.ts';
import { fromHere, runCommand } from '../run-command.ts';
import { withCommonOptions } from './command.ts';
import { CHANGE_WORDS } from './gold-list.ts';

interface PlantOptions extends OutputOptions {
  change: PlantChange[];
  items: number;
  pairs?: boolean;
  seed?: number;
  silent?: boolean;
}

export function registerGoldPlant(gold: Command): void {
  const command = gold
    .command('plant')
    .description('make confessions from real ones with a right answer by a stated change, to measure graders')
    .argument('<dataset>', 'a .shrive file')
    .addOption(
      new Option('--change <change...>', 'what is changed; by turns where several are given')
        .choices(PLANT_CHANGES)
        .default([...PLANT_CHANGES], 'all'),
    )
    .option('--items <n>', 'how many', wholeNumber, 20)
    .option('--pairs', 'in pairs of equal truth on solved and on unsolved work, for the decoupling audit')
    .option(
      '--seed <number>',
      'what the choice follows from; made, and told, where it is missing',
      wholeNumber,
    )
    .option('--silent', 'keep their answers for measuring graders; nobody is shown them after a submit')
    .action((dataset: string, options: PlantOptions) =>
      runCommand(options, async ({ client }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const { change, items, seed } = options;
        const made = await client.gold.plant({
          changes: change,
          items,
          pairs: options.pairs === true,
          feedback: options.silent !== true,
          ...(seed !== undefined && { seed }),
        });
        const by = change.map(
          (each) =>
            `${CHANGE_WORDS[each]} ${made.planted.filter((planted) => planted.change === each).length}`,
        );
        const pairs = new Set(made.planted.flatMap(({ pair }) => pair ?? [])).size;
        const words = [
          `${count(made.planted.length, 'confession')} planted of ${made.possible} possible (${by.join(', ')}); seed ${made.seed}`,
          ...(pairs > 0 ? [`${count(pairs, 'pair')} of equal truth on solved and unsolved work`] : []),
        ];
        printResult(made, words.join('\n'), options);
      }),
    );
  withCommonOptions(
    command,
    'gold plant study.shrive --change claim_removed claim_inverted --items 40 --seed 7',
  );
}
