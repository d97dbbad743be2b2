import { Command } from 'commander';
import { runJoin } from '../joined.ts';
import { type Register, withCommonOptions } from './command.ts';

export const registerConfessions: Register = (program) => {
  const confessions = new Command('confessions').description(
    'work with confessions kept apart from transcripts',
  );
  const command = confessions
    .command('import')
    .description('take confessions from a file of their own, joined to the transcripts by id')
    .argument('<dataset>', 'a .shrive file')
    .argument('<file>', 'JSONL, JSON, CSV or Parquet, a record per confession; - is standard input')
    .option('--skip-invalid', 'leave out lines that cannot be read or joined, and write them beside the file')
    .action(runJoin);
  withCommonOptions(command, 'confessions import study.shrive confessions.jsonl');
  program.addCommand(confessions);
};
