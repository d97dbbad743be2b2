import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { createEngine, type Engine } from '../../main/engine/index.ts';
import { temporaryFolder } from '../engine/support.ts';

/** A machine of its own: an engine with settings, a home, and files to work on. */
export interface World {
  engine: Engine;
  folder: string;
  /** Of a file in its folder. */
  path(name: string): string;
  write(name: string, records: readonly unknown[]): string;
}

export function newWorld(options: { inline: boolean } = { inline: false }): World {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'home'));
  const engine = createEngine({
    configFolder: join(folder, 'config'),
    homeFolder: join(folder, 'home'),
    resourcesFolder: resolve(import.meta.dirname, '../../resources'),
    version: '0.0.0-test',
    ...options,
  });
  onTestFinished(() => engine.close());
  const path = (name: string) => join(folder, name);
  return {
    engine,
    folder,
    path,
    write(name, records) {
      writeFileSync(
        path(name),
        records
          .map((record) => (typeof record === 'string' ? `${record}\n` : `${JSON.stringify(record)}\n`))
          .join(''),
      );
      return path(name);
    },
  };
}
