import {
  app,
  type BrowserWindow,
  dialog,
  session,
  shell,
  type WebContents,
  type WebFrameMain,
} from 'electron';
import { printable } from '../shell/printable.ts';
import { log } from './log.ts';
import { ORIGIN } from './protocol.ts';

/** Longer addresses could not be shown whole before they are opened. */
const MAX_ADDRESS = 500;
/** Copying by a key or button; reading the clipboard stays refused. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

let blocked = 0;

/** How many requests the pages have made to anywhere but themselves. All were refused. */
export function countBlockedRequests(): number {
  return blocked;
}

function isOwnUrl(url: string): boolean {
  return url === ORIGIN || url.startsWith(`${ORIGIN}/`);
}

/** Whether a message comes from the main frame of one of our pages, and not from a frame or a page gone elsewhere. */
export function isOwnFrame(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isOwnUrl(frame.url);
}

/** The address where it is one of the web. (URL.canParse is newer than the Node of Electron 25.) */
function webAddress(address: string): URL | undefined {
  try {
    const url = new URL(address);
    return ['http:', 'https:'].includes(url.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}

/** Asks, showing the whole address, and then hands it to the system's browser. Addresses may come from transcripts. */
async function openOutside(window: BrowserWindow | undefined, address: string): Promise<void> {
  const url = webAddress(address);
  if (url === undefined || url.href.length > MAX_ADDRESS) return;
  const question = {
    type: 'question' as const,
    message: 'Open this address in your browser?',
    detail: printable(url.href, { oneLine: true }),
    buttons: ['Cancel', 'Open'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const { response } = await (window === undefined
    ? dialog.showMessageBox(question)
    : dialog.showMessageBox(window, question));
  if (response === 1) await shell.openExternal(url.href);
}

function guardContents(
  contents: WebContents,
  windowOf: (contents: WebContents) => BrowserWindow | undefined,
): void {
  contents.on('will-navigate', (event) => {
    if (isOwnUrl(event.url)) return;
    event.preventDefault();
    void openOutside(windowOf(contents), event.url);
  });
  contents.on('will-redirect', (event) => {
    if (!isOwnUrl(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    void openOutside(windowOf(contents), url);
    return { action: 'deny' };
  });
}

/** Call once the app is ready, before the first window. */
export function secureSession(windowOf: (contents: WebContents) => BrowserWindow | undefined): void {
  const { defaultSession } = session;
  app.on('web-contents-created', (_event, contents) => guardContents(contents, windowOf));
  defaultSession.setPermissionRequestHandler((contents, permission, answer) => {
    answer(ALLOWED_PERMISSIONS.has(permission) && isOwnUrl(contents.getURL()));
  });
  defaultSession.setPermissionCheckHandler(
    (_contents, permission, origin) => ALLOWED_PERMISSIONS.has(permission) && isOwnUrl(origin),
  );
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest((details, answer) => {
    const isOwn = isOwnUrl(details.url) || /^(blob|data|devtools|chrome-extension):/.test(details.url);
    if (!isOwn) {
      blocked += 1;
      // The address may hold what somebody wants out: it is not logged.
      log.warn(`A request was refused (${details.resourceType}).`);
    }
    answer({ cancel: !isOwn });
  });
  // What a page made itself (a rubric to be exported) is saved where the person says; nothing else is downloaded.
  defaultSession.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${ORIGIN}/`)) event.preventDefault();
  });
}

/** Before the app is ready: sandboxes everywhere, and a resolver that knows no host. */
export function secureApp(): void {
  // It would take --no-sandbox back, without which Chromium does not run as root. Windows ask for theirs anyway.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.commandLine.appendSwitch('no-pings');
}
