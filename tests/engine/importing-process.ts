/** Imports a file into `d.shrive` of a folder, as a process of its own that a test may kill. Tells when rows are in. */
import { join } from 'node:path';
import { createEngine } from '../../main/engine/index.ts';
import { clientOf } from '../fixtures/answers.ts';

const [folder = '', file = ''] = process.argv.slice(2);
const engine = createEngine({
  configFolder: join(folder, 'config-import'),
  homeFolder: folder,
  resourcesFolder: folder,
  version: '0',
  inline: true,
});
const client = clientOf(engine.openSession().context);
await client.datasets.open({ path: join(folder, 'd.shrive') });
const stream = await client.imports.run({ files: [file], skip_invalid: false });
for await (const _progress of stream) process.send?.('under way');
process.send?.({ maxRssBytes: process.resourceUsage().maxRSS * 1024 });
await engine.close();
process.disconnect?.();
