import { Option } from 'commander';
import {
  DISAGREEMENT_STATES,
  type DisagreementCounts,
  type DisagreementItem,
  type DisagreementState,
} from '../../../shared/contract/adjudications.ts';
import { count, type OutputOptions, printResult } from '../output.ts';
import { type Client, fromHere, runCommand } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';

interface ListOptions extends OutputOptions {
  state?: DisagreementState[];
}

const PAGE = 500;

async function readAll(client: Client, states: DisagreementState[] | undefined) {
  const items: DisagreementItem[] = [];
  let counts: DisagreementCounts = { open: 0, settled: 0, kept: 0, reopened: 0 };
  for (let total = 1; items.length < total; ) {
    const page = await client.adjudications.list({
      offset: items.length,
      limit: PAGE,
      ...(states !== undefined && { states }),
    });
    items.push(...page.items);
    ({ total, counts } = page);
  }
  return { counts, items };
}

function lineOf({ transcript_id, confession_id, state, why, decided, changed }: DisagreementItem): string {
  const by = decided === null ? '' : ` by ${decided.by}${changed ? ', labels changed since' : ''}`;
  return `  ${transcript_id} ${confession_id}  ${state}${by}${why === '' ? '' : `: ${why}`}`;
}

function describe(counts: DisagreementCounts, items: readonly DisagreementItem[]): string {
  const { open, settled, kept, reopened } = counts;
  if (open + settled + kept + reopened === 0) return 'No disagreements.';
  const done = `${settled} settled, ${kept} left as they are`;
  return [`${count(open + reopened, 'disagreement')} to settle, ${done}`, ...items.map(lineOf)].join('\n');
}

export const registerAdjudications: Register = (program) => {
  const adjudications = program
    .command('adjudications')
    .description('say what graders disagree about, and what was decided');
  const command = adjudications
    .command('list')
    .description('list the disagreements, those that cost most to leave first')
    .argument('<dataset>', 'a .shrive file')
    .addOption(new Option('--state <state...>', 'only those that stand so').choices([...DISAGREEMENT_STATES]))
    .action((dataset: string, options: ListOptions) =>
      runCommand(options, async ({ client }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const { counts, items } = await readAll(client, options.state);
        printResult({ counts, items }, describe(counts, items), options);
      }),
    );
  withCommonOptions(command, 'adjudications list study.shrive --state open --json');
};
