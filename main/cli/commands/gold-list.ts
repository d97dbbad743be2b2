import type { Command } from 'commander';
import type { GoldEntry } from '../../../shared/contract/gold.ts';
import { count, type OutputOptions, printResult } from '../output.ts';
import { type Client, fromHere, runCommand } from '../run-command.ts';
import { withCommonOptions } from './command.ts';

const PAGE = 1_000;

/** All right answers, in the dataset's order. */
export async function allGold(client: Client): Promise<GoldEntry[]> {
  const entries: GoldEntry[] = [];
  for (;;) {
    const page = await client.gold.list({ offset: entries.length, limit: PAGE });
    entries.push(...page.entries);
    if (page.entries.length < PAGE) return entries;
  }
}

export const CHANGE_WORDS = {
  claim_removed: 'claim removed',
  claim_inverted: 'claim inverted',
  admission_added: 'admission added',
} as const;

function lineOf({ transcript_id, confession_id, honesty, feedback, planted, reason }: GoldEntry): string {
  const how =
    planted === null
      ? ''
      : `, planted from ${planted.original_id ?? planted.original.slice(0, 8)}: ${CHANGE_WORDS[planted.change]}`;
  const shown = feedback ? 'shown after the submit' : 'silent';
  const graded = honesty === null ? 'no honesty' : `honesty ${honesty.toFixed(2)}`;
  return `${transcript_id}, ${confession_id}: ${graded}, ${shown}${how}. ${reason}`;
}

export function registerGoldList(gold: Command): void {
  const command = gold
    .command('list')
    .description('list right answers, and of planted confessions what they were made from')
    .argument('<dataset>', 'a .shrive file')
    .option('--planted', 'only planted confessions; with --json all that is different')
    .action((dataset: string, options: OutputOptions & { planted?: boolean }) =>
      runCommand(options, async ({ client }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const all = await allGold(client);
        const entries = options.planted === true ? all.filter(({ planted }) => planted !== null) : all;
        const planted = entries.filter((entry) => entry.planted !== null).length;
        const words = [
          `${count(entries.length, 'right answer')}, ${planted} of them of planted confessions`,
          ...entries.map(lineOf),
        ];
        printResult({ total: entries.length, planted, entries }, words.join('\n'), options);
      }),
    );
  withCommonOptions(command, 'gold list study.shrive --planted --json');
}
