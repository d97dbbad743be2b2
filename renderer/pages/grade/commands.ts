import { defineCommands } from '../../commands/command.ts';
import { answerCommands } from './answer-commands.ts';
import { movingCommands } from './moving-commands.ts';

/** Everything that can be done while grading. */
export const gradeCommands = defineCommands('grade', [...answerCommands, ...movingCommands]);
