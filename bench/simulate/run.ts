/** `npx node bench/simulate/run.ts [PART …] [--quick] [--record]`: the same as `npm run bench -- simulate`, and nothing is built. */
import { parseArgs } from 'node:util';
import { simulate } from './index.ts';

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, record: { type: 'boolean', default: false } },
  allowPositionals: true,
});
simulate({ parts: positionals, isQuick: values.quick, isRecorded: values.record });
