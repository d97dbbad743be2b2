import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node';
import { SimpleCsrfProtectionHandlerPlugin } from '@orpc/server/plugins';
import type { EngineContext } from '../engine/context.ts';
import { type Engine, router } from '../engine/index.ts';
import { SECURITY_HEADERS } from '../shell/content-security.ts';
import { findPageFile } from '../shell/page-files.ts';
import { Access } from './access.ts';
import { refusalPage } from './refusal-page.ts';
import { Sessions } from './sessions.ts';
import { Uploads } from './uploads.ts';

/** Names the tab that a call comes from; the page makes it, see Sessions.isId. */
const SESSION_HEADER = 'x-shrive-session';
/** The largest draft is far below. Files go to /upload. */
const MAX_CALL_BYTES = 32 * 1024 * 1024;

export interface BrowserShellOptions {
  engine: Engine;
  /** The folder of the built pages. */
  pages: string;
  /** Dataset that every new tab begins with. */
  dataset?: string;
  /** 0 or missing: a free one. */
  port?: number;
  log?: (message: string) => void;
}

export interface BrowserShell {
  /** With the key of this run: for the person's eyes only. */
  url: string;
  port: number;
  close(): Promise<void>;
}

class BrowserServer {
  readonly #options: BrowserShellOptions;
  readonly #access: Access;
  readonly #sessions: Sessions;
  readonly #uploads = new Uploads();
  readonly #rpc: RPCHandler<EngineContext>;

  constructor(options: BrowserShellOptions, port: number) {
    this.#options = options;
    this.#access = new Access(port);
    this.#sessions = new Sessions(options.engine, options.dataset);
    this.#rpc = new RPCHandler(router, {
      plugins: [
        new SimpleCsrfProtectionHandlerPlugin(),
        new BodyLimitPlugin({ maxBodySize: MAX_CALL_BYTES }),
      ],
    });
  }

  get url(): string {
    return this.#access.url;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    if (!this.#access.isRightHost(request)) {
      refuse(response, 421, 'Wrong address', 'Shrive answers under 127.0.0.1 and localhost only.');
      return;
    }
    // Not `new URL(url, base)`: `//name/path` would then name another host.
    if (!request.url?.startsWith('/') || !URL.canParse(`http://shrive${request.url}`)) {
      refuse(response, 400, 'Refused', 'This is no address of Shrive.');
      return;
    }
    const url = new URL(`http://shrive${request.url}`);
    if (this.#access.hasToken(url.searchParams.get('key')) && request.method === 'GET') {
      this.#letIn(request, response);
      return;
    }
    if (!this.#access.hasCookie(request)) {
      refuse(
        response,
        403,
        'This address needs its key',
        'Open Shrive with the whole address that it printed when it started. It ends in ?key= and changes with every start.',
      );
      return;
    }
    if (request.method === 'POST') {
      if (this.#access.isOwnOrigin(request)) await this.#take(url, request, response);
      else refuse(response, 403, 'Refused', 'This call did not come from a page of Shrive.');
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD, POST');
      refuse(response, 405, 'Refused', 'Shrive does not know this method.');
      return;
    }
    await this.#sendPage(url, request, response);
  }

  /** Puts the cookie and leads to the address without the key, so that it stays out of the address bar and history. */
  #letIn(request: IncomingMessage, response: ServerResponse): void {
    response.setHeader('Set-Cookie', this.#access.setCookie);
    response.setHeader('Cache-Control', 'no-store');
    if (request.headers['sec-fetch-site'] === 'cross-site') {
      // Followed from another page: a redirect would still count as that page's, and carry no strict cookie.
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end('<!doctype html><title>Shrive</title><meta http-equiv="refresh" content="0; url=/">');
      return;
    }
    response.writeHead(303, { Location: '/' });
    response.end();
  }

  async #take(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const tab = request.headers[SESSION_HEADER];
    response.setHeader('Cache-Control', 'no-store');
    if (url.pathname === '/upload') {
      // A header that only a page of this origin can set without being asked for permission first.
      if (!Sessions.isId(tab)) {
        refuse(response, 400, 'Refused', `This call lacks the ${SESSION_HEADER} header.`);
        return;
      }
      const path = await this.#uploads.take(url.searchParams.get('name') ?? 'upload', request);
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ path }));
      return;
    }
    if (!url.pathname.startsWith('/rpc/')) {
      refuse(response, 404, 'Not found', 'There is nothing at this address.');
      return;
    }
    if (!Sessions.isId(tab)) {
      refuse(response, 400, 'Refused', `This call lacks the ${SESSION_HEADER} header.`);
      return;
    }
    await this.#sessions.use(tab, async (session) => {
      const { matched } = await this.#rpc.handle(request, response, {
        prefix: '/rpc',
        context: session.context,
      });
      if (!matched) refuse(response, 404, 'Not found', 'The contract has no such procedure.');
    });
  }

  async #sendPage(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const file = await findPageFile(this.#options.pages, url.pathname);
    if (file === undefined) {
      refuse(response, 404, 'Not found', 'There is nothing at this address.');
      return;
    }
    response.writeHead(200, {
      'Content-Type': file.type,
      'Content-Length': file.bytes,
      'Cache-Control': file.cacheControl,
    });
    if (request.method === 'HEAD') response.end();
    else await pipeline(createReadStream(file.path), response);
  }

  async close(): Promise<void> {
    await this.#sessions.closeAll();
    this.#uploads.remove();
  }
}

/** The reader went away, before the answer or in the midst of it: nothing is wrong. */
const READER_GONE = new Set([
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_UNABLE_TO_PIPE',
  'ECONNRESET',
  'EPIPE',
]);

function refuse(response: ServerResponse, status: number, title: string, explanation: string): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(refusalPage(title, explanation));
}

/** The port is taken, or may not be used. */
export class PortError extends Error {}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        reject(new PortError(`Port ${port} is in use. Give another with --port, or none for a free one.`));
      } else if (error.code === 'EACCES') {
        reject(
          new PortError(
            `Port ${port} may not be used by this account. Give one above 1023, or none for a free one.`,
          ),
        );
      } else reject(error);
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
    });
  });
}

/** Serves the pages and the contract to browsers of this machine. Fails with PortError. The engine stays the caller's. */
export async function startBrowserShell(options: BrowserShellOptions): Promise<BrowserShell> {
  const server = createServer();
  // A file of many gigabytes may come slowly; who asks has the key.
  server.requestTimeout = 0;
  const port = await listen(server, options.port ?? 0);
  const shell = new BrowserServer(options, port);
  server.on('request', (request, response) => {
    shell.answer(request, response).catch((error: NodeJS.ErrnoException) => {
      if (!READER_GONE.has(error.code ?? '')) {
        options.log?.(error.stack ?? error.message);
      }
      if (response.headersSent) response.destroy();
      else if (error.code === 'ENOSPC') refuse(response, 507, 'The disk is full', 'The file was not taken.');
      else refuse(response, 500, 'Something went wrong', 'Shrive wrote what it was to its output.');
    });
  });
  return {
    url: shell.url,
    port,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await shell.close();
    },
  };
}
