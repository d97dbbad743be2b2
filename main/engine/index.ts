import type { EngineContext } from './context.ts';
import { OpenDatasets } from './datasets/open-datasets.ts';
import { type EngineOptions, Session } from './session.ts';
import { SettingsFile } from './settings/settings-file.ts';

export type { EngineContext } from './context.ts';
export { router } from './router.ts';
export type { EngineOptions } from './session.ts';

/** One window, tab or command. */
export interface EngineSession {
  readonly context: EngineContext;
  close(): Promise<void>;
}

/** The dataset engine of one process: knows no shell, and gives each caller a session. */
export interface Engine {
  openSession(): EngineSession;
  close(): Promise<void>;
}

export function createEngine(options: EngineOptions): Engine {
  const settings = new SettingsFile(options.configFolder, (message) => options.log?.('warn', message));
  const datasets = new OpenDatasets();
  return {
    openSession() {
      const session = new Session(options, settings, datasets);
      return {
        context: { session },
        async close() {
          session.closeDataset();
        },
      };
    },
    async close() {
      datasets.closeAll();
    },
  };
}
