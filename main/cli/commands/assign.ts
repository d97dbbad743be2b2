import { wholeNumber } from '../numbers.ts';
import { count, type OutputOptions, printResult } from '../output.ts';
import { type Client, fromHere, runCommand } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';

interface AssignOptions extends OutputOptions {
  grader?: string;
  transcript?: string[];
  random?: number;
  seed?: number;
  list?: boolean;
}

async function listAssigned(client: Client, options: AssignOptions): Promise<void> {
  const graders = await client.assignments.list();
  const words = graders.map(
    ({ grader, assigned, submitted }) => `${grader}: ${submitted} of ${assigned} submitted`,
  );
  printResult({ graders }, words.join('\n') || 'Nothing is assigned yet.', options);
}

export const registerAssign: Register = (program) => {
  const command = program
    .command('assign')
    .description('give confessions to a grader, picked or drawn at random, and keep why')
    .argument('<dataset>', 'a .shrive file')
    .option('--grader <name>', 'who is to grade them, as the name stands in the settings there')
    .option('--transcript <id...>', 'all confessions of these transcripts')
    .option('--random <items>', 'so many drawn at random from what the grader was not given yet', wholeNumber)
    .option('--seed <number>', 'what the draw follows from; made, and told, where it is missing', wholeNumber)
    .option('--list', 'assign nothing; say how many each grader was given')
    .action((dataset: string, options: AssignOptions) => {
      if (options.list !== true && options.grader === undefined)
        command.error("error: required option '--grader <name>' not specified");
      if (options.list !== true && options.transcript === undefined && options.random === undefined)
        command.error('error: name transcripts with --transcript, or draw some with --random');
      return runCommand(options, async ({ client }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        if (options.list === true) return listAssigned(client, options);
        const { grader = '', transcript, random, seed } = options;
        const given = await client.assignments.add({
          grader,
          ...(transcript !== undefined && { transcript_ids: transcript }),
          ...(random !== undefined && { random: { items: random, ...(seed !== undefined && { seed }) } }),
        });
        const drawn = given.seed === null ? '' : `, drawn with seed ${given.seed}`;
        const words = `${count(given.added, 'item')} assigned to ${grader}${drawn}; ${given.existing} were already.`;
        printResult(given, words, options);
      });
    });
  withCommonOptions(command, 'assign study.shrive --grader "R. Okafor" --random 50 --seed 4711');
};
