import type { ImportRun } from '../../shared/contract/imports.ts';
import { leftOutLines } from './left-out.ts';
import { count, type OutputOptions, printResult } from './output.ts';
import { fromHere, runCommand } from './run-command.ts';
import { withStandardInput } from './standard-input.ts';

/** What `confessions import` and `scores import` have in common: a file whose lines are about transcripts that are there. */

export interface JoinOptions extends OutputOptions {
  skipInvalid?: boolean;
  judge?: string;
  scale?: { zero: number; one: number };
}

const SHOWN = 5;

export function describeJoin(run: ImportRun): string {
  const { confessions, judge_scores: scores, not_named: rest } = run;
  const lines = [
    `${count(confessions.added, 'confession')} added, ${confessions.existing} there already`,
    `${count(scores?.added ?? 0, 'judge score')} added, ${scores?.existing ?? 0} there already`,
    ...leftOutLines({ ...run, unknown_fields: [] }),
  ];
  if (rest !== undefined && rest.count > 0) {
    const named = rest.transcript_ids.slice(0, SHOWN).join(', ');
    lines.push(
      `The file says nothing of ${count(rest.count, 'transcript')}: ${named}${rest.count > SHOWN ? ', …' : ''}`,
    );
  }
  return lines.join('\n');
}

export function runJoin(dataset: string, file: string, options: JoinOptions): Promise<void> {
  return runCommand(options, async ({ client, signal, finish }) => {
    const path = fromHere(dataset);
    await client.datasets.open({ path });
    const request = {
      format: 'joined-by-id',
      skip_invalid: options.skipInvalid === true,
      ...(options.judge !== undefined && { judge: options.judge }),
      ...(options.scale !== undefined && { scale: options.scale }),
    };
    const run = await withStandardInput([fromHere(file)], path, signal, async (files) =>
      finish(await client.imports.run({ ...request, files }, { signal })),
    );
    printResult(run, describeJoin(run), options);
  });
}
