import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { statisticsCase } from './statistics-cases.ts';

/**
 * Holds our statistics against krippendorff, irrCAC, scikit-learn, statsmodels, SciPy, pingouin, crowd-kit and ppi_py on
 * random data with gaps, to 1e-9: `npx node tests/interop/statistics.ts [FIRST SEED]`. The virtual environment is made
 * in SHRIVE_STATISTICS_VENV (or a temporary folder) from PyPI, and used again where it is there. It is not the one of
 * the exports: these packages want older versions of numpy.
 */

const PACKAGES = [
  'krippendorff>=0.8,<1',
  'scikit-learn>=1.5,<2',
  'statsmodels>=0.14,<1',
  'pingouin>=0.5,<1',
  'crowd-kit>=1.4,<2',
  'ppi-python>=0.2.3,<0.3',
];

/** By itself: it asks for a coverage so old that numba, which ppi-python needs, does not start beside it. */
const WITHOUT_DEPENDENCIES = ['irrCAC>=0.4,<0.5'];

/** So many sets of data, each from a seed of its own. */
const CASES = 25;

function virtualEnvironment(): string {
  const folder = process.env.SHRIVE_STATISTICS_VENV ?? join(tmpdir(), 'shrive-statistics-venv');
  const python = join(folder, 'bin', 'python');
  const ready = join(folder, 'ready');
  if (!existsSync(ready)) {
    execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...PACKAGES], { stdio: 'inherit' });
    const alone = ['-m', 'pip', 'install', '--quiet', '--no-deps', ...WITHOUT_DEPENDENCIES];
    execFileSync(python, alone, { stdio: 'inherit' });
    writeFileSync(ready, '');
  }
  return python;
}

const firstSeed = Number(process.argv[2] ?? 1);
const folder = mkdtempSync(join(tmpdir(), 'shrive-statistics-'));
try {
  const cases = Array.from({ length: CASES }, (_, index) => statisticsCase(firstSeed + index));
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(cases));
  execFileSync(virtualEnvironment(), [join(import.meta.dirname, 'compare-statistics.py'), folder], {
    stdio: 'inherit',
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
