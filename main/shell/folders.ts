import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import envPaths from 'env-paths';

/** Names of the environment variables by which tests, and the desktop for its engine, choose other folders. */
export const CONFIG_FOLDER_VARIABLE = 'SHRIVE_CONFIG_FOLDER';
export const HOME_FOLDER_VARIABLE = 'SHRIVE_HOME_FOLDER';

/** Where settings are kept: `~/.config/shrive` and its like. */
export function configFolder(): string {
  return process.env[CONFIG_FOLDER_VARIABLE] || envPaths('shrive', { suffix: '' }).config;
}

/** Where logs are kept: `~/.local/state/shrive` and its like; inside the configuration folder where that was chosen. */
export function logFolder(): string {
  const chosen = process.env[CONFIG_FOLDER_VARIABLE];
  return chosen ? join(chosen, 'logs') : envPaths('shrive', { suffix: '' }).log;
}

/** Where new datasets and exports go unless the person says otherwise: the documents folder, else the home folder. */
export function homeFolder(): string {
  const chosen = process.env[HOME_FOLDER_VARIABLE];
  if (chosen) return chosen;
  const documents = join(homedir(), 'Documents');
  return existsSync(documents) ? documents : homedir();
}
