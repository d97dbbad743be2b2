import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, startShell } from './support.ts';

let started: Awaited<ReturnType<typeof startShell>>;
beforeAll(async () => {
  started = await startShell();
});
afterAll(() => started.close());

const call = { method: 'POST', body: '{}' };

describe('who is let in', () => {
  it('the key in the address becomes a strict cookie, and the address is clean afterwards', () => {
    const { entered } = started;
    expect(entered.status).toBe(303);
    expect(entered.headers.location).toBe('/');
    const [cookie] = entered.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect(new URL(started.shell.url).searchParams.get('key')).toMatch(/^[\w-]{43}$/);
    expect(cookie).not.toContain(new URL(started.shell.url).searchParams.get('key'));
  });

  it('a page without the cookie, and one with a wrong cookie, is refused in words', async () => {
    const wrong = started.cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    for (const headers of [{}, { Cookie: wrong }, { Cookie: 'shrive_1=x' }]) {
      for (const path of ['/', '/assets/index-a1b2c3d4.js', '/rpc/session/get', '/?key=', '/?key=wrong']) {
        const answer = await ask(started.shell.port, path, { headers });
        expect([path, answer.status]).toEqual([path, 403]);
        expect(answer.text).toContain('Open Shrive with the whole address');
        expect(answer.headers['set-cookie']).toBeUndefined();
      }
    }
  });

  it('with the cookie the page is there', async () => {
    const answer = await ask(started.shell.port, '/', { headers: { Cookie: started.cookie } });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('<title>Shrive</title>');
  });

  it('a link followed from another site also arrives at a clean address', async () => {
    const { pathname, search } = new URL(started.shell.url);
    const answer = await ask(started.shell.port, pathname + search, {
      headers: { 'Sec-Fetch-Site': 'cross-site' },
    });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('url=/"');
    expect(answer.text).not.toContain(search);
  });

  it.each(['evil.example', '127.0.0.1', 'localhost:1', '127.0.0.1.evil.example:80', '[::1]:80'])(
    'another host name (%s) is refused, key or not: DNS rebinding reads nothing',
    async (host) => {
      const { pathname, search } = new URL(started.shell.url);
      for (const path of ['/', pathname + search]) {
        const answer = await ask(started.shell.port, path, {
          headers: { Host: host, Cookie: started.cookie },
        });
        expect(answer.status).toBe(421);
        expect(answer.headers['set-cookie']).toBeUndefined();
      }
    },
  );

  it('both of its own names are right', async () => {
    for (const name of ['127.0.0.1', 'localhost']) {
      const headers = { Host: `${name}:${started.shell.port}`, Cookie: started.cookie };
      expect((await ask(started.shell.port, '/', { headers })).status).toBe(200);
    }
  });
});

describe('calls', () => {
  it('a call from the page is answered', async () => {
    const answer = await ask(started.shell.port, '/rpc/session/get', {
      ...call,
      headers: { ...started.page, 'Content-Type': 'application/json' },
    });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text).json).toMatchObject({ view: 'grader', version: '0.0.0' });
  });

  it.each([
    ['another origin', { Origin: 'http://evil.example' }],
    ['another port of this machine', { Origin: 'http://127.0.0.1:1' }],
    ['an opaque origin', { Origin: 'null' }],
    ['no origin', { Origin: undefined }],
    ['another site, says the browser', { 'Sec-Fetch-Site': 'cross-site' }],
    ['another port, says the browser', { 'Sec-Fetch-Site': 'same-site' }],
  ])('%s is refused, cookie or not', async (_, change) => {
    const headers = Object.fromEntries(
      Object.entries({ ...started.page, ...change }).filter(([, value]) => value !== undefined),
    );
    for (const path of ['/rpc/session/get', '/upload?name=a.jsonl']) {
      expect((await ask(started.shell.port, path, { ...call, headers })).status).toBe(403);
    }
  });

  it('a form or text/plain POST, which any page may send unasked, is refused', async () => {
    const { 'x-csrf-token': _, ...headers } = started.page;
    const answer = await ask(started.shell.port, '/rpc/session/get', {
      ...call,
      headers: { ...headers, 'Content-Type': 'text/plain' },
    });
    expect(answer.status).toBe(403);
  });

  it.each([undefined, '', 'short', '../../../../etc/passwd', 'a'.repeat(65)])(
    'a call with %s as its tab is refused',
    async (tab) => {
      const { 'x-shrive-session': _, ...others } = started.page;
      const headers = tab === undefined ? others : { ...others, 'x-shrive-session': tab };
      for (const path of ['/rpc/session/get', '/upload']) {
        expect((await ask(started.shell.port, path, { ...call, headers })).status).toBe(400);
      }
    },
  );

  it('GET calls nothing', async () => {
    const answer = await ask(started.shell.port, '/rpc/session/get', { headers: started.page });
    expect(answer.text).not.toContain('version');
  });

  it('a body beyond the limit is refused', async () => {
    const body = Buffer.alloc(33 * 1024 * 1024, 0x20);
    const headers = { ...started.page, 'Content-Type': 'application/json' };
    const answer = await ask(started.shell.port, '/rpc/session/get', { method: 'POST', headers, body }).catch(
      (error: Error) => error,
    );
    expect(answer).toSatisfy(
      (given) => given instanceof Error || (given as { status: number }).status === 413,
    );
    const after = await ask(started.shell.port, '/rpc/session/get', { ...call, headers });
    expect(after.status).toBe(200);
  });

  it.each(['PUT', 'DELETE', 'OPTIONS', 'PATCH'])(
    '%s is refused, and no other origin is ever allowed',
    async (method) => {
      const answer = await ask(started.shell.port, '/rpc/session/get', {
        method,
        headers: { ...started.page, Origin: 'http://evil.example' },
      });
      expect(answer.status).toBe(405);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    },
  );
});
