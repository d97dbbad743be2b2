/** Exports `d.shrive` of a folder to `out`, as a process of its own that a test may kill: it stops half-way and waits. */
import { join } from 'node:path';
import { createEngine } from '../../main/engine/index.ts';
import { clientOf } from '../fixtures/answers.ts';

const [folder = ''] = process.argv.slice(2);
const engine = createEngine({
  configFolder: join(folder, 'config-export'),
  homeFolder: folder,
  resourcesFolder: folder,
  version: '0',
  inline: true,
});
const client = clientOf(engine.openSession().context);
await client.session.setView({ view: 'coordinator' });
await client.datasets.open({ path: join(folder, 'd.shrive') });
const options = { form: 'pointwise', format: 'jsonl', compression: 'gzip' } as const;
const stream = await client.exports.run({ ...options, out: join(folder, 'out') });
const step = await stream.next();
process.send?.(step.done === true ? 'done' : 'under way');
// Nothing more is asked for: the export stands where it is until this process ends.
setInterval(() => {}, 1_000_000);
