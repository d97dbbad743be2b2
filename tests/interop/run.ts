import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { shapeOf } from '../../main/engine/exports/forms.ts';
import { createEngine, router } from '../../main/engine/index.ts';
import { ExportOptions } from '../../shared/contract/exports.ts';
import { splitOfPath } from '../../shared/domain/splits.ts';
import { madeLabels, madeTranscripts } from './made-dataset.ts';

/**
 * Exports every variant of every form, in Parquet and in JSON Lines, and loads them with datasets, pyarrow, DuckDB and
 * Polars, and judges run on `judge-eval` in Inspect: `npx node tests/interop/run.ts`. The virtual environment is made in SHRIVE_INTEROP_VENV (or a temporary
 * folder) from PyPI, and used again where it is there.
 */

const PACKAGES = ['datasets>=5.2,<6', 'pyarrow>=26', 'duckdb>=2', 'polars>=2', 'inspect-ai>=0.3'];

function virtualEnvironment(): string {
  const folder = process.env.SHRIVE_INTEROP_VENV ?? join(tmpdir(), 'shrive-interop-venv');
  const python = join(folder, 'bin', 'python');
  const ready = join(folder, 'ready');
  if (!existsSync(ready)) {
    execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...PACKAGES], { stdio: 'inherit' });
    writeFileSync(ready, '');
  }
  return python;
}

async function resultOf<Result>(stream: AsyncIterator<unknown, Result, void>): Promise<Result> {
  for (;;) {
    const step = await stream.next();
    if (step.done === true) return step.value;
  }
}

type Settings = Partial<ExportOptions> & { form: string };

/** What is exported: each variant in both formats, and settings that change the files or the columns. */
function settingsOf(forms: readonly { name: string; variants: readonly { name: string }[] }[]): Settings[] {
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

async function main(folder: string): Promise<void> {
  const engine = createEngine({
    configFolder: join(folder, 'config'),
    homeFolder: folder,
    resourcesFolder: resolve(import.meta.dirname, '../../resources'),
    version: '0.0.0-test',
    inline: true,
  });
  const client = createRouterClient(router, { context: engine.openSession().context });
  const write = (name: string, records: readonly unknown[]): string => {
    const path = join(folder, name);
    writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    return path;
  };
  await client.session.setView({ view: 'coordinator' });
  await client.settings.update({ grader: 'Ada' });
  await client.datasets.create({ path: join(folder, 'd.shrive') });
  await resultOf(
    await client.imports.run({ files: [write('in.jsonl', madeTranscripts())], skip_invalid: false }),
  );
  for (const grader of ['Ben', 'Cho']) {
    const file = write(`${grader}.jsonl`, madeLabels(grader));
    await client.labels.import({ file, grader, skip_invalid: false });
  }
  const next = await client.comparisons.next({ direction: 'next' });
  if (next !== null) {
    const pair = { first: next.first, second: next.second };
    const { body, draft_version } = await client.comparisons.get({ pair });
    await client.comparisons.submit({ pair, body: { ...body, margin: 0 }, draft_version });
  }

  const expected = [];
  for (const [index, settings] of settingsOf(await client.exports.forms()).entries()) {
    const options = ExportOptions.parse(settings);
    const out = `out-${index}`;
    const { files }: { files: { path: string; rows: number }[] } = await resultOf(
      await client.exports.run({ ...options, out: join(folder, out) }),
    );
    const rows: Record<string, number> = {};
    for (const file of files) rows[splitOfPath(file.path)] = (rows[splitOfPath(file.path)] ?? 0) + file.rows;
    const { form: _form, format, ...rest } = settings;
    expected.push({
      name: [options.form, ...Object.values(rest)].join(' '),
      format: format ?? 'parquet',
      compression: options.compression,
      out,
      columns: shapeOf(options).columns,
      files: files.map(({ path }) => path),
      rows,
    });
  }
  engine.close();
  writeFileSync(join(folder, 'expected.json'), JSON.stringify(expected));
  const python = virtualEnvironment();
  for (const script of ['exports.py', 'judge.py'])
    execFileSync(python, [join(import.meta.dirname, script), folder], { stdio: 'inherit' });
}

const folder = mkdtempSync(join(tmpdir(), 'shrive-interop-'));
mkdirSync(join(folder, 'config'), { recursive: true });
try {
  await main(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
