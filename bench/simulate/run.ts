/** `npx node bench/simulate/run.ts [--quick] [--record]`: the same as `npm run bench -- simulate`, and nothing is built. */
import { parseArgs } from 'node:util';
import { simulate } from './index.ts';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, record: { type: 'boolean', default: false } },
});
simulate({ isQuick: values.quick, isRecorded: values.record });
