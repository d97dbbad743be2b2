import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { ExportOptions } from '../../shared/contract/exports.ts';
import { madeLabels, madeTranscripts } from '../interop/made-dataset.ts';
import { importRecords, resultOf, startEngine, writeJsonl } from './support.ts';

interface Run {
  out: string;
  rows: number;
  files: { path: string; rows: number; sha256: string }[];
}

const WHOLE = { train: 1, validation: 0, test: 0 };

/** The made dataset, graded by two. */
export async function made() {
  const { client: connect, folder } = startEngine();
  const client = connect();
  await client.session.setView({ view: 'coordinator' });
  await client.settings.update({ grader: 'Ada' });
  await client.datasets.create({ path: join(folder, 'd.shrive') });
  await importRecords(client, folder, madeTranscripts());
  for (const grader of ['Ben', 'Cho']) {
    const file = writeJsonl(folder, `${grader}.jsonl`, madeLabels(grader));
    await client.labels.import({ file, grader, skip_invalid: false });
  }
  let count = 0;
  const run = async (options: Partial<ExportOptions> & { form: string }): Promise<Run> => {
    count += 1;
    const out = join(folder, `out-${count}`);
    return resultOf(await client.exports.run({ splits: WHOLE, ...options, out }));
  };
  return { client, folder, run };
}

export async function parquetRows({ out, files }: Run): Promise<unknown[]> {
  const rows = [];
  for (const { path } of files) {
    const file = await asyncBufferFromFile(join(out, path));
    rows.push(...(await parquetReadObjects({ file, compressors })));
  }
  return rows;
}

export function jsonRows({ out, files }: Run): Record<string, unknown>[] {
  return files.flatMap(({ path }) =>
    readFileSync(join(out, path), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  );
}
