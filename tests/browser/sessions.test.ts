import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startBrowserShell } from '../../main/browser/server.ts';
import { Sessions } from '../../main/browser/sessions.ts';
import { createEngine, type Engine } from '../../main/engine/index.ts';

let folder: string;
let engine: Engine;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shrive-sessions-'));
  const options = {
    configFolder: join(folder, 'config'),
    homeFolder: folder,
    resourcesFolder: folder,
    version: '0',
  };
  engine = createEngine(options);
  const session = engine.openSession();
  session.context.session.openDataset(join(folder, 'one.shrive'), 'create');
  session.context.session.openDataset(join(folder, 'two.shrive'), 'create');
  void session.close();
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const A = 'aaaaaaaaaaaaaaaa';
const B = 'bbbbbbbbbbbbbbbb';

it('a tab begins with the served dataset, and tabs do not share what they open', async () => {
  const sessions = new Sessions(engine, join(folder, 'one.shrive'));
  const pathOf = (id: string) => sessions.use(id, async ({ context }) => context.session.datasetPath);
  await sessions.use(A, async ({ context }) =>
    context.session.openDataset(join(folder, 'two.shrive'), 'open'),
  );
  expect(await pathOf(A)).toBe(join(folder, 'two.shrive'));
  expect(await pathOf(B)).toBe(join(folder, 'one.shrive'));
  await sessions.closeAll();
});

it('a tab that comes back after a long time finds the dataset and view it had', async () => {
  let now = 0;
  const sessions = new Sessions(engine, join(folder, 'one.shrive'), () => now);
  await sessions.use(A, async ({ context }) => {
    context.session.openDataset(join(folder, 'two.shrive'), 'open');
    context.session.view = 'coordinator';
  });
  now = 13 * 60 * 60_000;
  await sessions.closeIdle();
  expect(sessions.size).toBe(0);
  await sessions.use(A, async ({ context }) => {
    expect(context.session.datasetPath).toBe(join(folder, 'two.shrive'));
    expect(context.session.view).toBe('coordinator');
  });
  await sessions.closeAll();
});

it('a tab that is being answered does not go idle', async () => {
  let now = 0;
  const sessions = new Sessions(engine, undefined, () => now);
  await sessions.use(A, async () => {
    now = 13 * 60 * 60_000;
    await sessions.closeIdle();
    expect(sessions.size).toBe(1);
  });
  await sessions.closeAll();
});

it('a port that is taken is said by name', async () => {
  const first = await startBrowserShell({ engine, pages: folder });
  await expect(startBrowserShell({ engine, pages: folder, port: first.port })).rejects.toThrow(
    `Port ${first.port} is in use. Give another with --port, or none for a free one.`,
  );
  await first.close();
});
