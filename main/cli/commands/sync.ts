import type { SyncRun } from '../../../shared/contract/syncing.ts';
import { count, type OutputOptions, printResult } from '../output.ts';
import { fromHere, runCommand } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';

function describe({ labels, other, bundles, refused }: SyncRun): string {
  return [
    `${count(labels.added, 'label revision')} came in, ${labels.sent} laid down`,
    ...(other.added + other.sent > 0
      ? [`${count(other.added, 'other revision')} came in, ${other.sent} laid down`]
      : []),
    ...(bundles.waiting > 0 ? [`${count(bundles.waiting, 'file')} not whole yet: run it again later`] : []),
    ...refused.map(({ file, reason }) => `Refused ${file}: ${reason}`),
  ].join('\n');
}

export const registerSync: Register = (program) => {
  const command = program
    .command('sync')
    .description(
      'exchange labels with everybody who uses the same folder: a drive, a synchronised folder, a stick',
    )
    .argument('<dataset>', 'a .shrive file')
    .argument('<folder>', 'the shared folder; files are only ever added there')
    .action((dataset: string, folder: string, options: OutputOptions) =>
      runCommand(options, async ({ client, signal, finish }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const run = await finish(await client.syncing.run({ folder: fromHere(folder) }, { signal }));
        if (run.refused.length > 0) process.exitCode = 1;
        printResult(run, describe(run), options);
      }),
    );
  withCommonOptions(command, 'sync study.shrive /media/team/labels');
};
