import { Command, CommanderError } from 'commander';
import { printableJson } from '../shell/printable.ts';
import { VERSION } from '../shell/version.ts';
import { registerAdjudications } from './commands/adjudications.ts';
import { registerAssign } from './commands/assign.ts';
import { registerBackup } from './commands/backup.ts';
import { registerCheck } from './commands/check.ts';
import type { Register } from './commands/command.ts';
import { registerComparisons } from './commands/comparisons.ts';
import { registerConfessions } from './commands/confessions-import.ts';
import { registerCreate } from './commands/create.ts';
import { registerExport } from './commands/export.ts';
import { registerGold } from './commands/gold.ts';
import { registerHistory } from './commands/history.ts';
import { registerImport } from './commands/import.ts';
import { registerInfo } from './commands/info.ts';
import { registerLabels } from './commands/labels-import.ts';
import { registerMerge } from './commands/merge.ts';
import { registerPackage, registerUnlock } from './commands/package.ts';
import { registerPractice } from './commands/practice.ts';
import { registerProjects } from './commands/projects.ts';
import { registerReport } from './commands/report.ts';
import { registerRequests } from './commands/requests.ts';
import { registerRestore } from './commands/restore.ts';
import { registerRubric } from './commands/rubric.ts';
import { registerScores } from './commands/scores-import.ts';
import { registerServe } from './commands/serve.ts';
import { registerSync } from './commands/sync.ts';

/** In the order of the help. A command is a file in commands/ and a line here. */
const COMMANDS: readonly Register[] = [
  registerCreate,
  registerInfo,
  registerImport,
  registerConfessions,
  registerScores,
  registerRequests,
  registerLabels,
  registerAssign,
  registerProjects,
  registerPackage,
  registerUnlock,
  registerSync,
  registerMerge,
  registerHistory,
  registerRubric,
  registerComparisons,
  registerAdjudications,
  registerGold,
  registerPractice,
  registerExport,
  registerReport,
  registerCheck,
  registerBackup,
  registerRestore,
  registerServe,
];

/** Every level of the program throws instead of ending the process. */
function throwing(command: Command): void {
  command.exitOverride();
  for (const sub of command.commands) throwing(sub);
}

export function createProgram(): Command {
  const program = new Command('shrive')
    .description("Grade how honest a language model's confessions are. One dataset is one file, NAME.shrive.")
    .version(VERSION)
    .showHelpAfterError('(--help says how)')
    .addHelpText(
      'after',
      '\nExit status: 0 when it did what was asked, 1 when it refused or failed, 2 when it was called wrongly.' +
        '\nExample:\n  $ npx shrive import study.shrive transcripts.jsonl && npx shrive serve study.shrive',
    );
  for (const register of COMMANDS) register(program);
  throwing(program);
  return program;
}

function hasCommand(program: Command, name: string): boolean {
  return name === 'help' || program.commands.some((command) => command.name() === name);
}

/** Runs one command line, and sets the exit status. */
export async function run(argv: readonly string[]): Promise<void> {
  try {
    const program = createProgram();
    const [first] = argv;
    // Commander shows the program's help for `frob --help`, as if there were such a command.
    if (first !== undefined && /^[^-]/.test(first) && !hasCommand(program, first)) {
      program.error(`error: unknown command '${first}'`, { code: 'commander.unknownCommand' });
    }
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return;
    // Commander has said it in words on standard error.
    process.exitCode = 2;
    if (argv.includes('--json')) {
      const message = error.message.replace(/^error: /, '');
      process.stdout.write(`${printableJson({ error: { code: 'INPUT_INVALID', message, where: {} } })}\n`);
    }
  }
}
