import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerQuestions, expect, questions, test } from './support.ts';

test('the page runs sandboxed and isolated, without Node, and sees the bridge alone', async ({ desktop }) => {
  const preferences = await desktop.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('There is no window.');
    // Not in Electron's types.
    const contents = window.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
  expect(preferences.nodeIntegrationInWorker ?? false).toBe(false);
  const seen = await desktop.page.evaluate(() => ({
    node: ['require', 'process', 'Buffer', 'module', 'global', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
    bridge: Object.keys((window as unknown as { shriveDesktop: object }).shriveDesktop).sort(),
    origin: window.location.origin,
    isSecure: window.isSecureContext,
  }));
  expect(seen).toEqual({
    node: [],
    bridge: [
      'chooseCopies',
      'chooseFiles',
      'chooseFolder',
      'chooseOpenDataset',
      'chooseSaveDataset',
      'chooseSharedFolder',
      'focusWindowOf',
      'initialDataset',
      'onBeforeClose',
      'onCommand',
      'onEngineExit',
      'openDatasetWindow',
      'pathOfFile',
      'platform',
      'setPlaceMenu',
      'setUnsaved',
      'showInFolder',
    ],
    origin: 'app://shrive',
    isSecure: true,
  });
});

test('code in strings, inline scripts, frames and objects are refused by the policy', async ({
  desktop: { page },
}) => {
  const refused = await page.evaluateHandle(() => {
    const directives = new Set<string>();
    document.addEventListener('securitypolicyviolation', (event) => directives.add(event.effectiveDirective));
    return directives;
  });
  await page.evaluate(() => {
    const add = (name: string, attributes: Record<string, string>, text = '') => {
      const element = document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.textContent = text;
      document.body.append(element);
      return element;
    };
    add('script', {}, 'window.ran = true');
    add('button', { onclick: 'window.ran = true' }).click();
    add('iframe', { src: 'app://shrive/' });
    add('iframe', { srcdoc: '<script>top.ran = true</script>' });
    add('object', { data: 'data:text/html,hello' });
    setTimeout('window.ran = true', 0);
  });
  await expect
    .poll(async () => (await refused.evaluate((directives) => [...directives])).sort())
    .toEqual(['frame-src', 'object-src', 'script-src', 'script-src-attr', 'script-src-elem']);
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
});

test('the page cannot be led elsewhere, and what opens outside is asked for with its whole address', async ({
  desktop: { app, page },
}) => {
  await answerQuestions(app, 0);
  for (const url of [
    'https://example.com/?leak=1',
    'file:///etc/passwd',
    'app://other/',
    'data:text/html,hello',
    'javascript:window.ran=1',
  ]) {
    await page.evaluate((address) => {
      const link = document.createElement('a');
      link.href = address;
      document.body.append(link);
      link.click();
      link.remove();
    }, url);
  }
  await expect.poll(async () => (await questions(app)).asked).toEqual(['https://example.com/?leak=1']);
  expect((await questions(app)).opened).toEqual([]);
  expect(new URL(page.url()).host).toBe('shrive');
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
});

test('no page opens a window; a yes hands web addresses to the browser, and nothing else', async ({
  desktop: { app, page },
}) => {
  await answerQuestions(app, 1);
  for (const url of [
    'https://example.com/a',
    'file:///etc/passwd',
    'smb://host/share',
    'ms-settings:',
    'about:blank',
    'app://shrive/',
  ]) {
    expect(await page.evaluate((address) => window.open(address) === null, url)).toBe(true);
  }
  await expect.poll(async () => (await questions(app)).opened).toEqual(['https://example.com/a']);
  expect(app.windows()).toHaveLength(1);
});

test('no permission is given, but for copying', async ({ desktop: { page } }) => {
  const given = await page.evaluate(async () => {
    const tried = async (act: () => Promise<unknown>) => act().then(String, () => 'refused');
    return {
      camera: await tried(() => navigator.mediaDevices.getUserMedia({ video: true })),
      microphone: await tried(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      notifications: await tried(() => Notification.requestPermission()),
      clipboard: await tried(() => navigator.clipboard.readText()),
      place: await tried(
        () => new Promise((done, refused) => navigator.geolocation.getCurrentPosition(done, refused)),
      ),
    };
  });
  expect(given).toEqual({
    camera: 'refused',
    microphone: 'refused',
    notifications: 'denied',
    clipboard: 'refused',
    place: 'refused',
  });
});

test('no request leaves: neither the page nor the session reaches a server', async ({
  desktop: { app, page },
}) => {
  let hits = 0;
  const server = createServer((_request, response) => {
    hits += 1;
    response.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const fromPage = await page.evaluate(async (address) => {
    const image = new Image();
    const images = new Promise((done) => {
      image.onload = () => done('loaded');
      image.onerror = () => done('refused');
    });
    image.src = `${address}image`;
    const fetched = await fetch(`${address}fetch`, { mode: 'no-cors' }).then(String, () => 'refused');
    return [fetched, await images, navigator.sendBeacon(`${address}beacon`)];
  }, url);
  expect(fromPage.slice(0, 2)).toEqual(['refused', 'refused']);
  // Past the page's policy: the session itself refuses.
  const fromSession = await app.evaluate(
    ({ session }, address) => session.defaultSession.fetch(address).then(String, () => 'refused'),
    url,
  );
  expect(fromSession).toBe('refused');
  expect(await app.evaluate(() => globalThis.shriveShell.countBlockedRequests())).toBeGreaterThan(0);
  expect(hits).toBe(0);
  await new Promise((closed) => server.close(closed));
});

test('opening the app and grading asks for nothing outside', async ({ desktop: { app, page } }) => {
  await page.getByRole('link', { name: 'Transcripts' }).click();
  await page.getByRole('link', { name: 'Settings' }).click();
  expect(await app.evaluate(() => globalThis.shriveShell.countBlockedRequests())).toBe(0);
});

test('the app protocol serves the built pages and nothing beside them', async ({ desktop: { page } }) => {
  const answers = await page.evaluate(async () => {
    const paths = [
      '/../../package.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/package.json',
      '/..%5c..%5cpackage.json',
      '/package.json',
      '//etc/passwd',
      '/assets/../../desktop/main.cjs',
    ];
    return Promise.all(
      paths.map(async (path) => {
        const answer = await fetch(`app://shrive${path}`);
        return [path, answer.status, (await answer.text()).includes('shrive"')];
      }),
    );
  });
  for (const [path, status, isManifest] of answers) {
    expect([path, status, isManifest]).toEqual([path, path === '//etc/passwd' ? 200 : 404, false]);
  }
  const policy = await page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'));
  expect(policy).toContain("default-src 'none'");
});
