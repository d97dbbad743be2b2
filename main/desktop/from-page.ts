import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { log } from './log.ts';
import { isOwnFrame } from './security.ts';
import type { AppWindow, AppWindows } from './windows.ts';

/*
 * The only door for messages from pages: they must come from the main frame of one of our windows, and their
 * arguments are checked before anything is done with them.
 */

function senderOf(
  event: IpcMainEvent | IpcMainInvokeEvent,
  windows: AppWindows,
  channel: string,
): AppWindow | undefined {
  const window = isOwnFrame(event.senderFrame) ? windows.of(event.sender) : undefined;
  if (window === undefined) log.warn(`A message on ${channel} came from elsewhere and was refused.`);
  return window;
}

/** Answers a page's question. */
export function answerPage(
  windows: AppWindows,
  channel: string,
  answer: (window: AppWindow, argument: unknown) => unknown,
): void {
  ipcMain.handle(channel, (event, argument: unknown) => {
    const window = senderOf(event, windows, channel);
    if (window === undefined) throw new Error('Refused.');
    return answer(window, argument);
  });
}

/** Takes what a page says. */
export function hearPage(
  windows: AppWindows,
  channel: string,
  hear: (window: AppWindow, argument: unknown, event: IpcMainEvent) => void,
): void {
  ipcMain.on(channel, (event, argument: unknown) => {
    const window = senderOf(event, windows, channel);
    if (window !== undefined) hear(window, argument, event);
  });
}
