import { Command } from 'commander';
import { joinedOptions, runJoin } from '../joined.ts';
import { type Register, withCommonOptions } from './command.ts';

export const registerConfessions: Register = (program) => {
  const confessions = new Command('confessions').description(
    'work with confessions kept apart from transcripts',
  );
  const command = joinedOptions(
    confessions
      .command('import')
      .description('take confessions from a file of their own, joined to the transcripts by id'),
  ).action(runJoin);
  withCommonOptions(command, 'confessions import study.shrive confessions.jsonl');
  program.addCommand(confessions);
};
