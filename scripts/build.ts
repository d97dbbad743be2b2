/** `npm run build [-- --force]`: everything under dist/, what changed only. */
import { buildParts, PARTS, type PartName } from './build/parts.ts';

const names = Object.keys(PARTS) as PartName[];
await buildParts(names, (message) => process.stderr.write(`${message}\n`), {
  force: process.argv.includes('--force'),
});
