import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { compareInspectLogs } from './inspect-logs.ts';
import { type Forms, makeExports, type Settings } from './made-exports.ts';
import { environment, runScript } from './python.ts';

/**
 * Shrive beside the tools that people use it with: `npm run test:interop [-- FILE OR FOLDER…]`. Every variant of every
 * form, in Parquet and in JSON Lines, is loaded with datasets, pyarrow, DuckDB and Polars; judges run on `judge-eval` in
 * Inspect; and logs of Inspect, its own and those of the folders given, are read as inspect_ai reads them. The virtual
 * environment is made anew from PyPI, or kept in SHRIVE_INTEROP_VENV.
 */

/** What is exported: each variant in both formats, and settings that change the files or the columns. */
function settingsOf(forms: Forms): Settings[] {
  const both = (settings: Settings): Settings[] =>
    (['parquet', 'jsonl'] as const).map((format) => ({ ...settings, format }));
  return [
    ...forms.flatMap(({ name, variants }) =>
      variants.flatMap((variant) => both({ form: name, variant: variant.name })),
    ),
    ...both({ form: 'pointwise', tool_turns: 'structured', request_role: 'system' }),
    ...both({ form: 'preference', tool_turns: 'structured', pairs: 'one' }),
    ...both({ form: 'labels', history: true, pseudonyms: true }),
    ...both({ form: 'pointwise', balance: true, shard_mb: 1 }),
    ...both({ form: 'unpaired', compression: 'gzip' }),
    ...both({ form: 'unpaired', compression: 'none' }),
  ];
}

/** Real logs of the tests, and those given. */
function realLogs(given: readonly string[]): string[] {
  const files = resolve(import.meta.dirname, '../formats/files');
  const folders = ['inspect', 'inspect-eval', 'inspect-json'].map((name) => join(files, name));
  return [...folders, ...given.map((each) => resolve(each))].flatMap((path) => {
    if (!existsSync(path)) throw new Error(`${path} is not there.`);
    if (/\.(eval|json)$/.test(path)) return [path];
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(eval|json)$/.test(name))
      .map((name) => join(path, name))
      .sort();
  });
}

const folder = mkdtempSync(join(tmpdir(), 'shrive-interop-'));
try {
  const python = environment(folder, 'requirements.txt');
  await makeExports(folder, settingsOf);
  runScript(python, 'exports.py', [folder]);
  runScript(python, 'judge.py', [folder]);
  runScript(python, 'inspect_logs.py', [folder, ...realLogs(process.argv.slice(2))]);
  await compareInspectLogs(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
