import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { ended, json, shrive, start, temporaryFolder } from './support.ts';

const arePagesBuilt = existsSync(resolve(import.meta.dirname, '../../dist/renderer/index.html'));

describe.runIf(arePagesBuilt)('serve', () => {
  it('says its address in one JSON object once it listens, answers there, and ends cleanly', async () => {
    const folder = temporaryFolder();
    await shrive(folder, ['create', 'd.shrive']);
    const child = start(folder, ['serve', 'd.shrive', '--json']);
    const over = ended(child);
    const line = await new Promise<string>((done) => {
      if (child.stdout !== null) createInterface(child.stdout).once('line', done);
    });
    const { url } = JSON.parse(line);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?key=/);
    const entered = await fetch(url, { redirect: 'manual' });
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const { origin } = new URL(url);
    const current = await fetch(`${origin}/rpc/datasets/current`, {
      method: 'POST',
      headers: {
        cookie,
        origin,
        'x-shrive-session': 'a-tab-of-a-test-0',
        'x-csrf-token': 'orpc',
        'content-type': 'application/json',
      },
      body: '{}',
    });
    expect((await current.json()).json).toMatchObject({ name: 'd' });
    child.kill('SIGTERM');
    expect((await over).status).toBe(0);
  });

  it('a dataset that is not there, or a port that is taken, is said and ends with 1', async () => {
    const folder = temporaryFolder();
    expect(await json(folder, ['serve', 'missing.shrive'])).toMatchObject({
      status: 1,
      error: { code: 'DATASET_NOT_FOUND' },
    });
    const child = start(folder, ['serve', '--json']);
    const over = ended(child);
    const line = await new Promise<string>((done) => {
      if (child.stdout !== null) createInterface(child.stdout).once('line', done);
    });
    const { port } = new URL(JSON.parse(line).url);
    const second = await json(folder, ['serve', '--port', port]);
    expect(second.status).toBe(1);
    expect(second.error.message).toContain(`Port ${port} is in use`);
    child.kill('SIGTERM');
    await over;
  });
});
