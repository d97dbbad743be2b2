import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { madeLabels } from '../interop/made-dataset.ts';
import { jsonRows, made } from './made-exports.ts';
import { writeJsonl } from './support.ts';

test('with pseudonyms no name of a grader, and nothing to find it by, is in any file', async () => {
  const { run } = await made();
  for (const form of ['labels', 'agreement', 'judge-eval', 'claims', 'evidence']) {
    const options = { form, format: 'jsonl' as const, pseudonyms: true, graders: ['Ben', 'Cho'] };
    const { out, files } = await run(options);
    for (const path of ['README.md', 'manifest.json', ...files.map((file) => file.path)]) {
      const text = readFileSync(join(out, path), 'utf8');
      expect(text, `${form} ${path}`).not.toMatch(/\b(Ben|Cho)\b/);
      expect(text, `${form} ${path}`).toMatch(/grader-1/);
    }
  }
  const [row] = jsonRows(await run({ form: 'labels', format: 'jsonl', pseudonyms: true }));
  expect(row).toMatchObject({ id: null, hash: null, previous_hash: null, device: null });
});

test('with pseudonyms neither the order of the rows nor the manifest says which name has which number', async () => {
  const { client, folder, run } = await made();
  for (const grader of ['Dan', 'Eve', 'Fay', 'Gil']) {
    const file = writeJsonl(folder, `${grader}.jsonl`, madeLabels('Cho'));
    await client.labels.import({ file, grader, skip_invalid: false });
  }
  const numbers = async (form: string, gradersOf: (row: Record<string, unknown>) => string[]) => {
    const exported = await run({ form, format: 'jsonl', pseudonyms: true, labels: 'all' });
    const manifest = readFileSync(join(exported.out, 'manifest.json'), 'utf8');
    // Who has the dataset's id and a list of names can number them as the export did.
    expect(JSON.parse(manifest)).toMatchObject({ dataset: null });
    return jsonRows(exported).reduce<Record<string, string[]>>((found, row) => {
      const item = String(row.item ?? row.id);
      return Object.assign(found, { [item]: [...(found[item] ?? []), ...gradersOf(row)] });
    }, {});
  };
  const rows = await numbers('agreement', ({ grader }) => [String(grader)]);
  const references = await numbers('judge-eval', ({ metadata }) =>
    (metadata as { labels: { grader: string }[] }).labels.map(({ grader }) => grader),
  );
  for (const found of [...Object.values(rows), ...Object.values(references)])
    expect(found).toEqual([...found].sort());
});
