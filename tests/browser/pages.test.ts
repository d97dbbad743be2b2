import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask, startShell } from './support.ts';

let started: Awaited<ReturnType<typeof startShell>>;
beforeAll(async () => {
  started = await startShell();
});
afterAll(() => started.close());

const get = (path: string) => ask(started.shell.port, path, { headers: { Cookie: started.cookie } });

it.each([
  '/../secret.html',
  '/..%2fsecret.html',
  '/%2e%2e/secret.html',
  '/%2e%2e%2fsecret.html',
  '/..%5csecret.html',
  '/assets/../../secret.html',
  '//secret.html',
  '/....//secret.html',
  '/linked.html',
  '/secret.html%00.js',
  '/%',
  '/index.html/../../secret.html',
])('%s leads to nothing outside of the pages', async (path) => {
  const answer = await get(path);
  expect(answer.text).not.toContain('not for pages');
  expect(answer.status).toBe(404);
});

it('every answer carries the policy: no foreign script, frame or type', async () => {
  for (const answer of [await get('/'), await get('/nothing.js'), await ask(started.shell.port, '/')]) {
    const policy = answer.headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    expect(answer.headers['cross-origin-opener-policy']).toBe('same-origin');
  }
});

it('files come with their types; what is named by its content is kept, the page is not', async () => {
  const script = await get('/assets/index-a1b2c3d4.js');
  expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(script.headers['cache-control']).toContain('immutable');
  const page = await get('/');
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.headers['cache-control']).toBe('no-store');
});

it('a place inside the page is the page; a file that is not there is not', async () => {
  expect((await get('/grade')).text).toContain('<title>Shrive</title>');
  expect((await get('/assets/gone-a1b2c3d4.js')).status).toBe(404);
});
