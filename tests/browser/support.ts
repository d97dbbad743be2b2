import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { startBrowserShell } from '../../main/browser/server.ts';
import { createEngine } from '../../main/engine/index.ts';

export const TAB = 'tab-0123456789abcdef';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

interface Asked {
  method?: string;
  headers?: OutgoingHttpHeaders;
  body?: string | Buffer | Readable;
}

/** One request, exactly as written: Host, cookies and the path go out as they are given. */
export function ask(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: Asked = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response: IncomingMessage) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
      response.on('error', reject);
    });
    asked.on('error', reject);
    if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) asked.end(body);
    else body.pipe(asked);
  });
}

/** A loopback shell over a new folder, with two small files as its pages. */
export async function startShell() {
  const folder = mkdtempSync(join(tmpdir(), 'shrive-browser-'));
  const pages = join(folder, 'pages');
  mkdirSync(join(pages, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.html'), 'not for pages');
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>Shrive</title>');
  writeFileSync(join(pages, 'assets', 'index-a1b2c3d4.js'), 'export {};');
  symlinkSync(join(folder, 'secret.html'), join(pages, 'linked.html'));
  const engine = createEngine({
    configFolder: join(folder, 'config'),
    homeFolder: folder,
    resourcesFolder: join(folder, 'resources'),
    version: '0.0.0',
    inline: true,
  });
  const shell = await startBrowserShell({ engine, pages });
  const entered = await ask(shell.port, new URL(shell.url).pathname + new URL(shell.url).search);
  const cookie = entered.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const origin = `http://127.0.0.1:${shell.port}`;
  return {
    shell,
    folder,
    origin,
    cookie,
    entered,
    /** As the page calls: with cookie, origin and tab. */
    page: { Cookie: cookie, Origin: origin, 'x-shrive-session': TAB, 'x-csrf-token': 'orpc' },
    close: async () => {
      await shell.close();
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
