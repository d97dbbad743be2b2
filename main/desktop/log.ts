import { join } from 'node:path';
import { app } from 'electron';
import log from 'electron-log/main';
import { logFolder } from '../shell/folders.ts';

/** Writes to `main.log` in the log folder: what happened and to which file, never what stands in a transcript. */
export function startLog(): void {
  log.transports.file.resolvePathFn = () => join(logFolder(), 'main.log');
  log.transports.file.level = 'info';
  log.transports.console.level = app.isPackaged ? false : 'warn';
  log.errorHandler.startCatching({ showDialog: false });
}

export { log };
