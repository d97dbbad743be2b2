import type { Command } from 'commander';

/** Puts one command, with its options and help, on the program. */
export type Register = (program: Command) => void;

/** `--json` and `--quiet`, and an example in the help: every command has them. */
export function withCommonOptions(command: Command, example: string): Command {
  return command
    .option('--json', 'answer with one JSON object on standard output')
    .option('-q, --quiet', 'no progress, and no words where it worked')
    .addHelpText('after', `\nExample:\n  $ npx shrive ${example}`);
}
