import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { shapeOf } from '../../main/engine/exports/forms.ts';
import { createEngine, router } from '../../main/engine/index.ts';
import { ExportOptions } from '../../shared/contract/exports.ts';
import { splitOfPath } from '../../shared/domain/splits.ts';
import { madeLabels, madeTranscripts } from './made-dataset.ts';

async function resultOf<Result>(stream: AsyncIterator<unknown, Result, void>): Promise<Result> {
  for (;;) {
    const step = await stream.next();
    if (step.done === true) return step.value;
  }
}

export type Settings = Partial<ExportOptions> & { form: string };

/** Forms and their variants, as the contract lists them. */
export type Forms = readonly { name: string; variants: readonly { name: string }[] }[];

/** Makes a dataset in the folder, exports it in each of these ways, and says in `expected.json` what must be there. */
export async function makeExports(folder: string, settingsOf: (forms: Forms) => Settings[]): Promise<void> {
  mkdirSync(join(folder, 'config'), { recursive: true });
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
}
