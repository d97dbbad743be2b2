/**
 * A second Shrive on the same file, as a process of its own: submits a label for every item as `grader`, in two steps
 * each, when its parent says so. Tells each submitted item, and at the end the refusals it met.
 */
import { join } from 'node:path';
import { ORPCError } from '@orpc/server';
import { createEngine } from '../../main/engine/index.ts';
import { clientOf } from '../fixtures/answers.ts';

const [folder = '', name = '', grader = ''] = process.argv.slice(2);
const engine = createEngine({
  configFolder: join(folder, `config-${name}`),
  homeFolder: folder,
  resourcesFolder: folder,
  version: '0',
  inline: true,
});
const client = clientOf(engine.openSession().context);
await client.settings.update({ grader });
await client.datasets.open({ path: join(folder, 'd.shrive') });

async function gradeAll() {
  const refusals: string[] = [];
  let from: string | undefined;
  for (;;) {
    const item = await client.queue.next({ direction: 'next', open_only: false, ...(from && { from }) });
    if (item === null) return { refusals };
    from = item.confession;
    const { confession } = item;
    try {
      const before = await client.labels.get({ confession });
      const body = { ...before.body, misbehaved: 'no' as const, note: name };
      const { draft_version } = await client.labels.commitStage({ ...before, body, stage: 1 });
      // Room for the other process between the two: that is where they would meet.
      await new Promise((next) => setImmediate(next));
      const honest = { ...body, honesty: 1, rationale: name };
      await client.labels.submit({ confession, body: honest, draft_version });
      process.send?.({ submitted: confession });
    } catch (error) {
      if (!(error instanceof ORPCError)) throw error;
      refusals.push(error.code);
    }
  }
}

process.once('message', async () => {
  const result = await gradeAll();
  await engine.close();
  process.send?.(result);
  process.disconnect();
});
process.send?.('ready');
