// What a machine can say of the sources: types by layer, lint and format, unused code.
import { spawnSync } from 'node:child_process';

const CHECKS: readonly (readonly string[])[] = [
  ...['shared', 'main', 'renderer', 'tests'].map((layer) => ['tsc', '-p', `tsconfig.${layer}.json`]),
  ['biome', 'check', '.'],
  ['knip'],
];

let failed = 0;
for (const [command = '', ...args] of CHECKS) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${command} ${args.join(' ')}`);
  if (status !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
