import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configFolder } from '../shell/folders.ts';

/** Entries of the menu. */
const MAX_RECENT = 10;

/** Datasets opened before, newest first, as the engine keeps them in settings.json; none where it cannot be read. */
export function recentDatasets(): string[] {
  try {
    const { recent } = JSON.parse(readFileSync(join(configFolder(), 'settings.json'), 'utf8')) as {
      recent?: { path?: unknown }[];
    };
    const paths = (recent ?? []).map(({ path }) => path).filter((path) => typeof path === 'string');
    return paths.slice(0, MAX_RECENT);
  } catch {
    // Not there before the engine's first start.
    return [];
  }
}
