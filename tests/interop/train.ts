import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeExports, type Settings } from './made-exports.ts';
import { environment, install, runScript } from './python.ts';

/**
 * Trains each trainer of TRL on our exports: `npm run test:trl`. Apart from run.ts, for the packages are 3 GB. The virtual
 * environment is made anew from PyPI, or kept in SHRIVE_INTEROP_VENV.
 */

/** The last release with a trainer of process reward models. */
const WITH_PRM = 'trl==1.13.0';

const EXPORTS: Settings[] = [
  { form: 'preference', variant: 'conversational' },
  { form: 'preference', variant: 'standard' },
  { form: 'preference', tool_turns: 'structured' },
  { form: 'pointwise', variant: 'boolean' },
  { form: 'pointwise', variant: 'regression' },
  { form: 'unpaired', variant: 'conversational' },
  { form: 'unpaired', variant: 'standard' },
  { form: 'sft', variant: 'prompt-completion' },
  { form: 'sft', variant: 'messages' },
  { form: 'sft', variant: 'verdicts' },
  { form: 'stepwise', variant: 'standard' },
];

const folder = mkdtempSync(join(tmpdir(), 'shrive-training-'));
try {
  const python = environment(folder, 'requirements-training.txt');
  const withPrm = join(folder, 'with-prm');
  install(python, ['--no-deps', '--target', withPrm, WITH_PRM]);
  await makeExports(folder, () => EXPORTS);
  const quiet = { PYTHONWARNINGS: 'ignore::FutureWarning' };
  runScript(python, 'training.py', [folder], quiet);
  runScript(python, 'training.py', [folder, '--prm'], { ...quiet, PYTHONPATH: withPrm });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
