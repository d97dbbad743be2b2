import { defineCommands } from '../../commands/command.ts';
import { answerCommands } from './answer-commands.ts';
import { breakCommands } from './break-commands.ts';
import { conflictCommands } from './conflict-commands.ts';
import { movingCommands } from './moving-commands.ts';
import { queueCommands } from './queue-commands.ts';

/** Everything that can be done while grading. */
export const gradeCommands = defineCommands('grade', [
  ...answerCommands,
  ...movingCommands,
  ...queueCommands,
  ...breakCommands,
  ...conflictCommands,
]);
