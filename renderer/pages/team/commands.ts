import { defineCommands } from '../../commands/command.ts';
import { doingCommands, partCommands } from './part-commands.ts';

export const teamCommands = defineCommands('team', [...partCommands, ...doingCommands]);
