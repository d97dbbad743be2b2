import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ERROR_CODES } from '../../shared/contract/errors.ts';
import { importRecords, startEngine, writeJsonl } from '../engine/support.ts';

const DOCS = resolve(import.meta.dirname, '../../docs');

test('every error code has a heading in docs/errors.md, and no other has', () => {
  const headings = [...readFileSync(join(DOCS, 'errors.md'), 'utf8').matchAll(/^## (\w+)$/gm)].map(
    ([, code]) => code,
  );
  expect(headings).toEqual(Object.keys(ERROR_CODES));
});

function sampleIn(page: string): Record<string, unknown> {
  const found = /```json\n([\s\S]*?)\n```/.exec(readFileSync(join(DOCS, page), 'utf8'));
  return JSON.parse(found?.[1] ?? '') as Record<string, unknown>;
}

test('the samples of the format pages are taken as they stand', async () => {
  const { client: connect, folder } = startEngine();
  const client = connect();
  await client.datasets.create({ path: join(folder, 'd.shrive') });
  const run = await importRecords(client, folder, [sampleIn('formats/shrive-jsonl.md')]);
  expect(run.confessions).toEqual({ added: 1, existing: 0 });
  await client.session.setView({ view: 'coordinator' });
  const file = writeJsonl(folder, 'labels.jsonl', [sampleIn('formats/labels-jsonl.md')]);
  const { labels } = await client.labels.import({ file, grader: 'Ada', skip_invalid: false });
  expect(labels).toEqual({ added: 1, existing: 0 });
});
