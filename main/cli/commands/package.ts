import { count, type OutputOptions, printResult } from '../output.ts';
import { givenPassphrase, PASSPHRASE_HELP, type PassphraseOptions } from '../passphrase.ts';
import { fromHere, runCommand } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';

interface PackageOptions extends OutputOptions, PassphraseOptions {
  grader: string;
  out: string;
}

export const registerPackage: Register = (program) => {
  const command = program
    .command('package')
    .description(
      "write a dataset for one grader: their items and the rubric, nobody else's labels, no judge scores",
    )
    .argument('<dataset>', 'a .shrive file')
    .requiredOption('--grader <name>', 'whose work it is, as the name stands in the settings there')
    .requiredOption('--out <file>', 'where to write it; never over a file that is there')
    .option('--passphrase-file <file>', `encrypt it (age): ${PASSPHRASE_HELP}`)
    .action((dataset: string, options: PackageOptions) =>
      runCommand(options, async ({ client, signal, finish }) => {
        const passphrase = givenPassphrase(options);
        await client.datasets.open({ path: fromHere(dataset) });
        const { grader, out } = options;
        const request = { grader, out: fromHere(out), ...(passphrase !== undefined && { passphrase }) };
        const written = await finish(await client.packages.write(request, { signal }));
        const sealed = written.encrypted ? ', encrypted' : '';
        const words = `${count(written.items, 'item')} of ${count(written.transcripts, 'transcript')} for ${grader} in ${written.path}${sealed}`;
        printResult(written, words, options);
      }),
    );
  withCommonOptions(command, 'package study.shrive --grader Ada --out ada.shrive');
};

export const registerUnlock: Register = (program) => {
  const command = program
    .command('unlock')
    .description('open an encrypted package: write the dataset beside it')
    .argument('<file>', 'a .shrive.age file')
    .option('--passphrase-file <file>', PASSPHRASE_HELP)
    .action((file: string, options: OutputOptions & PassphraseOptions) =>
      runCommand(options, async ({ client }) => {
        const passphrase = givenPassphrase(options);
        if (passphrase === undefined) command.error('error: give the passphrase with --passphrase-file');
        const unlocked = await client.packages.unlock({ file: fromHere(file), passphrase: passphrase ?? '' });
        const words = unlocked.existed ? 'was there already, and was left as it is' : 'was written';
        printResult(unlocked, `${unlocked.path} ${words}`, options);
      }),
    );
  withCommonOptions(command, 'unlock ada.shrive.age --passphrase-file words.txt');
};
