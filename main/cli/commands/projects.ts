import { Command, Option } from 'commander';
import { PLAN_BALANCES, type ProjectPlan, type ProjectRule } from '../../../shared/contract/projects.ts';
import { unitInterval, wholeNumber } from '../numbers.ts';
import { count, type OutputOptions, printResult } from '../output.ts';
import { fromHere, runCommand } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';

interface RuleOptions extends OutputOptions {
  grader: string[];
  model?: string[];
  environment?: string[];
  search?: string;
  items?: number;
  overlap: number;
  share: number;
  balance: ProjectRule['balance'];
  gold: number;
  seed?: number;
}

function withRule(command: Command): Command {
  return command
    .requiredOption('--grader <name...>', 'who grades, as the names stand in their settings')
    .option('--model <name...>', 'only transcripts of these models')
    .option('--environment <name...>', 'only transcripts of these environments')
    .option('--search <words>', 'only transcripts in which these words stand')
    .option('--items <n>', 'so many items, drawn at random; all without it', wholeNumber)
    .option('--overlap <k>', 'by how many graders an item of the overlap is graded', wholeNumber, 2)
    .option('--share <s>', 'share of items in the overlap; the others go to one grader', unitInterval, 1)
    .addOption(
      new Option('--balance <over>', 'what each grader gets in the same proportion')
        .choices(PLAN_BALANCES)
        .default('model_and_environment'),
    )
    .option('--gold <s>', "share of each grader's items that are right answers, 0 to 0.5", unitInterval, 0)
    .option(
      '--seed <number>',
      'what the draw follows from; made, and told, where it is missing',
      wholeNumber,
    );
}

function ruleOf(options: RuleOptions) {
  const { grader, model, environment, search, items, overlap, balance, gold, seed } = options;
  return {
    graders: grader,
    filter: {
      ...(model !== undefined && { models: model }),
      ...(environment !== undefined && { environments: environment }),
      ...(search !== undefined && { search }),
    },
    overlap,
    overlap_share: options.share,
    balance,
    gold_share: gold,
    ...(items !== undefined && { items }),
    ...(seed !== undefined && { seed }),
  };
}

function describe({ seed, pool, drawn, overlapped, loads, pairs }: ProjectPlan): string {
  return [
    `${drawn} of ${count(pool, 'item')}, ${overlapped} of them in the overlap; seed ${seed}`,
    ...loads.map(({ grader, items, overlap, gold, transcripts, hours }) => {
      const time = hours === null ? '' : `, about ${hours.toFixed(1)} h`;
      return `  ${grader}: ${count(items, 'item')} of ${count(transcripts, 'transcript')}, ${overlap} shared, ${gold} gold${time}`;
    }),
    ...pairs.map(({ one, other, items }) => `  ${one} and ${other} share ${items}`),
  ].join('\n');
}

function registerPreview(projects: Command): void {
  const command = withRule(projects.command('preview'))
    .description('say what a rule would give to whom; nothing is changed')
    .argument('<dataset>', 'a .shrive file')
    .action((dataset: string, options: RuleOptions) =>
      runCommand(options, async ({ client }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const plan = await client.projects.preview(ruleOf(options));
        printResult(plan, describe(plan), options);
      }),
    );
  withCommonOptions(command, 'projects preview study.shrive --grader Ada Ben Cho --overlap 2 --share 0.25');
}

function registerCreate(projects: Command): void {
  const command = withRule(projects.command('create'))
    .description('give the work out')
    .argument('<dataset>', 'a .shrive file')
    .requiredOption('--name <name>', 'what the project is called')
    .action((dataset: string, options: RuleOptions & { name: string }) =>
      runCommand(options, async ({ client }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const made = await client.projects.create({ ...ruleOf(options), name: options.name });
        printResult(made, `${describe(made)}\n${count(made.added, 'assignment')} made`, options);
      }),
    );
  withCommonOptions(
    command,
    'projects create study.shrive --name "Round 1" --grader Ada Ben Cho --items 300',
  );
}

function registerList(projects: Command): void {
  const command = projects
    .command('list')
    .description('what was given out, and how far everybody is')
    .argument('<dataset>', 'a .shrive file')
    .action((dataset: string, options: OutputOptions) =>
      runCommand(options, async ({ client }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const list = await client.projects.list();
        const words = list.flatMap(({ name, seed, graders }) => [
          `${name} (seed ${seed})`,
          ...graders.map(({ grader, assigned, submitted, withdrawn }) => {
            const back = withdrawn > 0 ? `, ${withdrawn} taken back` : '';
            return `  ${grader}: ${submitted} of ${assigned} submitted${back}`;
          }),
        ]);
        printResult(
          { projects: list },
          words.join('\n') || 'No work was given out as a project yet.',
          options,
        );
      }),
    );
  withCommonOptions(command, 'projects list study.shrive');
}

interface ReassignOptions extends OutputOptions {
  from: string;
  to?: string[];
  project?: string;
  seed?: number;
}

function registerReassign(projects: Command): void {
  const command = projects
    .command('reassign')
    .description('take back what a grader has not submitted, and give it to others')
    .argument('<dataset>', 'a .shrive file')
    .requiredOption('--from <name>', 'whose open items')
    .option('--to <name...>', 'who gets them; without it they are only taken back')
    .option('--project <id>', 'only those of this project')
    .option('--seed <number>', 'what the order follows from', wholeNumber)
    .action((dataset: string, options: ReassignOptions) =>
      runCommand(options, async ({ client }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const { from, to = [], project, seed } = options;
        const request = {
          from,
          to,
          ...(project !== undefined && { project }),
          ...(seed !== undefined && { seed }),
        };
        const moved = await client.projects.reassign(request);
        const words = [
          `${count(moved.withdrawn, 'item')} taken back from ${from}, ${moved.given} given to others`,
          ...moved.loads.map(({ grader, items }) => `  ${grader}: ${items}`),
        ];
        printResult(moved, words.join('\n'), options);
      }),
    );
  withCommonOptions(command, 'projects reassign study.shrive --from Ada --to Ben Cho');
}

export const registerProjects: Register = (program) => {
  const projects = new Command('projects').description('give work out as a whole: who grades what, and why');
  for (const register of [registerPreview, registerCreate, registerList, registerReassign])
    register(projects);
  program.addCommand(projects);
};
