import { type Command, Option } from 'commander';
import { count, type OutputOptions, printResult } from '../output.ts';
import { type Client, fromHere, runCommand } from '../run-command.ts';
import { withCommonOptions } from './command.ts';
import { allGold } from './gold-list.ts';

interface WhichOptions extends OutputOptions {
  transcript?: string[];
  confession?: string;
}

interface MarkOptions extends WhichOptions {
  from: 'adjudicated' | 'own';
  reason?: string;
  source?: string;
  silent?: boolean;
}

const withWhich = (command: Command): Command =>
  command
    .argument('<dataset>', 'a .shrive file')
    .option('--transcript <id...>', 'confessions of these transcripts')
    .option('--confession <id>', 'only the one of this name in each');

/** Confessions by the ids that people know; undefined where none were named. */
async function named(client: Client, { transcript, confession }: WhichOptions) {
  if (transcript === undefined) return undefined;
  const found = await Promise.all(
    transcript.map((transcript_id) => client.transcripts.get({ transcript_id })),
  );
  return found
    .flatMap(({ confessions }) => confessions)
    .filter(({ confession_id }) => confession === undefined || confession_id === confession)
    .map(({ confession: hash }) => hash);
}

export function registerGoldMark(gold: Command): void {
  const command = withWhich(gold.command('mark'))
    .description('mark right answers: what was settled in adjudication, or your own labels')
    .addOption(
      new Option('--from <whose>', 'where the answer comes from')
        .choices(['adjudicated', 'own'])
        .default('adjudicated'),
    )
    .option('--reason <words>', 'why; the reason of the adjudication, or the rationale, without it')
    .option('--source <name>', 'who says so; who settled or graded it without it')
    .option('--silent', 'keep them for measuring graders; nobody is shown them after a submit')
    .action((dataset: string, options: MarkOptions) => {
      if (options.from === 'own' && options.transcript === undefined)
        command.error('error: name transcripts with --transcript to mark your own labels of them');
      return runCommand(options, async ({ client }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const confessions = await named(client, options);
        const { from, reason, source } = options;
        const marked = await client.gold.mark({
          from,
          feedback: options.silent !== true,
          ...(confessions !== undefined && { confessions }),
          ...(reason !== undefined && { reason }),
          ...(source !== undefined && { source }),
        });
        const { added, changed, existing } = marked.gold;
        const without = marked.without.length;
        const words = [
          `${count(added, 'right answer')} added, ${changed} changed, ${existing} there already; ${options.silent === true ? 'kept silent' : 'shown after the submit'}`,
          ...(without === 0
            ? []
            : [`${count(without, 'confession')} without such an answer, or without a reason`]),
        ];
        printResult(marked, words.join('\n'), options);
      });
    });
  withCommonOptions(command, 'gold mark study.shrive --silent');
}

export function registerGoldUnmark(gold: Command): void {
  const command = withWhich(gold.command('unmark'))
    .description('take right answers away')
    .action((dataset: string, options: WhichOptions) => {
      const { transcript = [], confession } = options;
      if (transcript.length === 0) command.error('error: name transcripts with --transcript');
      return runCommand(options, async ({ client }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const confessions = (await allGold(client))
          .filter(
            (entry) =>
              transcript.includes(entry.transcript_id) &&
              (confession === undefined || entry.confession_id === confession),
          )
          .map((entry) => entry.confession);
        const { removed } =
          confessions.length === 0 ? { removed: 0 } : await client.gold.unmark({ confessions });
        printResult({ removed }, `${count(removed, 'right answer')} taken away`, options);
      });
    });
  withCommonOptions(command, 'gold unmark study.shrive --transcript t1 --confession a');
}
