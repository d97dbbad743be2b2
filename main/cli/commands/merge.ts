import { basename } from 'node:path';
import type { MergedCopy, MergeRun } from '../../../shared/contract/merging.ts';
import { count, type OutputOptions, printResult } from '../output.ts';
import { givenPassphrase, PASSPHRASE_HELP, type PassphraseOptions } from '../passphrase.ts';
import { fromHere, runCommand } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';

const KEY_WORDS = {
  known: 'a key known here',
  new: 'a key not seen before',
  another: 'ANOTHER KEY than before: ask them whether they have a new machine',
} as const;

/** What came of one copy, a line for each thing worth knowing. */
function describeCopy(copy: MergedCopy): string[] {
  const { labels, comparisons, adjudications, notes, transcripts } = copy;
  const added = [
    count(labels.added, 'label revision'),
    ...(comparisons.added > 0 ? [count(comparisons.added, 'comparison')] : []),
    ...(adjudications.added > 0 ? [count(adjudications.added, 'adjudication')] : []),
    ...(notes.added > 0 ? [count(notes.added, 'note')] : []),
    ...(transcripts.added > 0 ? [count(transcripts.added, 'transcript')] : []),
  ];
  return [
    `${basename(copy.file)}: ${added.join(', ')} added; ${labels.existing} were here`,
    ...copy.signed.map(
      ({ person, fingerprint, key, revisions }) =>
        `  ${count(revisions, 'revision')} signed by ${person} with ${KEY_WORDS[key]} (${fingerprint.slice(0, 16)})`,
    ),
    ...(copy.unsigned > 0 ? [`  ${count(copy.unsigned, 'revision')} signed by nobody`] : []),
    ...copy.diverged.map(
      ({ grader, transcript_id, confession_id }) =>
        `  ${grader} went on with ${transcript_id ?? 'an item that is not here'} ${confession_id ?? ''} in both copies: both histories are kept, the newer is current`,
    ),
    ...(copy.about_unknown > 0
      ? [`  ${count(copy.about_unknown, 'revision')} about confessions that are not here yet`]
      : []),
  ];
}

function describe({ labels, copies }: MergeRun): string {
  const conflicts =
    labels.conflicts > 0 ? `, ${count(labels.conflicts, 'label')} of one grader on two machines` : '';
  return [
    ...copies.flatMap(describeCopy),
    `In all: ${count(labels.added, 'label revision')} added, ${labels.existing} were here${conflicts}`,
  ].join('\n');
}

export const registerMerge: Register = (program) => {
  const command = program
    .command('merge')
    .description(
      'bring copies and packages of a dataset together: the union of all that was said, in any order',
    )
    .argument('<dataset>', 'the .shrive file that takes them')
    .argument('<copies...>', 'other .shrive files of the same dataset')
    .option('--passphrase-file <file>', `of encrypted copies: ${PASSPHRASE_HELP}`)
    .action((dataset: string, copies: string[], options: OutputOptions & PassphraseOptions) =>
      runCommand(options, async ({ client, signal, finish }) => {
        const passphrase = givenPassphrase(options);
        await client.datasets.open({ path: fromHere(dataset) });
        const request = { files: copies.map(fromHere), ...(passphrase !== undefined && { passphrase }) };
        const run = await finish(await client.merging.run(request, { signal }));
        printResult(run, describe(run), options);
      }),
    );
  withCommonOptions(command, 'merge study.shrive ada.shrive ben.shrive');
};
