import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, runScript } from './python.ts';
import { statisticsCase } from './statistics-cases.ts';

/**
 * Holds our statistics against krippendorff, irrCAC, scikit-learn, statsmodels, SciPy, pingouin, crowd-kit and ppi_py on
 * random data with gaps, to 1e-9: `npm run test:statistics [-- FIRST SEED]`. The virtual environment is made anew from
 * PyPI, or kept in SHRIVE_INTEROP_VENV. It is not the one of the exports: these packages want another numpy, and the
 * list leaves out what they ask for and do not use here (gigabytes of models, and a coverage too old for numba).
 */

/** So many sets of data, each from a seed of its own. */
const CASES = 25;

const firstSeed = Number(process.argv[2] ?? 1);
const folder = mkdtempSync(join(tmpdir(), 'shrive-statistics-'));
try {
  const cases = Array.from({ length: CASES }, (_, index) => statisticsCase(firstSeed + index));
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(cases));
  const python = environment(folder, 'requirements-statistics.txt', { isWhole: true });
  runScript(python, 'compare-statistics.py', [folder]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
