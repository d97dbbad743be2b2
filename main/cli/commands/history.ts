import type { DoneDay, DoneItem } from '../../../shared/contract/history.ts';
import { count, type OutputOptions, printResult } from '../output.ts';
import { type Client, fromHere, runCommand } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';

interface HistoryOptions extends OutputOptions {
  day?: string;
}

interface History {
  today: DoneDay;
  days: DoneDay[];
  items: DoneItem[];
}

const PAGE = 500;

async function readHistory(client: Client, day: string | undefined): Promise<History> {
  const { today } = await client.history.pace();
  const items: DoneItem[] = [];
  const days = new Map<string, DoneDay>();
  for (let after: { at: string; confession: string } | null | undefined; after !== null; ) {
    const page = await client.history.list({
      limit: PAGE,
      ...(after !== undefined && { after }),
      ...(day !== undefined && { day }),
    });
    items.push(...page.items);
    for (const each of page.days) days.set(each.day, each);
    after = page.after;
  }
  return { today, days: [...days.values()], items };
}

function minutes(ms: number): string {
  return count(Math.round(ms / 60_000), 'minute');
}

function describe({ days, items }: History): string {
  if (items.length === 0) return 'Nothing was done.';
  return days
    .flatMap((day) => [
      `${day.day}: ${day.submitted} submitted, ${day.skipped} skipped, ${day.flagged} flagged, ${minutes(day.active_ms)} active`,
      ...items
        .filter((item) => item.day === day.day)
        .map(({ transcript_id, confession_id, state }) => `  ${transcript_id} ${confession_id}  ${state}`),
    ])
    .join('\n');
}

export const registerHistory: Register = (program) => {
  const command = program
    .command('history')
    .description('say what you did in a dataset, by day')
    .argument('<dataset>', 'a .shrive file')
    .option('--day <day>', 'one day alone, as 2026-03-31')
    .action((dataset: string, options: HistoryOptions) =>
      runCommand(options, async ({ client }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const history = await readHistory(client, options.day);
        printResult(history, describe(history), options);
      }),
    );
  withCommonOptions(command, 'history study.shrive --day 2026-03-31 --json');
};
