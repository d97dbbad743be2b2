import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { SECURITY_HEADERS } from '../shell/content-security.ts';
import { findPageFile } from '../shell/page-files.ts';

const SCHEME = 'app';
/** Where the pages live: an origin of its own, which no other page can have. */
export const ORIGIN = `${SCHEME}://shrive`;

/** Before the app is ready: an origin like any secure one, so that the page has storage, workers and modules. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built pages, and nothing else, under ORIGIN. */
export function servePages(folder: string): void {
  protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url);
    const file =
      url.host === 'shrive' && request.method === 'GET'
        ? await findPageFile(folder, url.pathname)
        : undefined;
    if (file === undefined) return new Response('Not found', { status: 404, headers: SECURITY_HEADERS });
    const headers = { ...SECURITY_HEADERS, 'Content-Type': file.type, 'Cache-Control': file.cacheControl };
    return new Response(new Uint8Array(await readFile(file.path)), { headers });
  });
}
