import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { READERS } from '../../main/engine/formats/index.ts';
import { readFile, realFile } from './read-file.ts';

/** Rows of the table in `files/README.md`: file, format, and how many transcripts it holds. */
const FILES = readFileSync(realFile('README.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, file, format, , , count] = line.split('|').map((cell) => cell.trim());
    return file?.startsWith('`') === true && /^\d+$/.test(count ?? '')
      ? [{ file: file.replaceAll('`', ''), format: format ?? '', count: Number(count) }]
      : [];
  });

/** Whose key names carry a prefix: told by name. */
const BY_NAME = new Map([['preference/hh-harmless-base.jsonl', 'preference']]);

/** Formats of the table whose readers go by another name. */
const READER_OF: Record<string, string> = {
  'inspect-eval': 'inspect',
  'inspect-json': 'inspect',
  'openai-chat': 'chat-jsonl',
  'pi-session': 'session-trace',
  otel: 'otlp',
  parquet: 'chat-jsonl',
};

test('the table of real files is read', () => {
  expect(FILES.length).toBe(41);
});

for (const { file, format, count } of FILES) {
  const name = READER_OF[format] ?? format;
  // Until its reader is there; every format of the table has one in the end.
  if (!READERS.some((reader) => reader.name === name)) continue;
  test(`${file} gives ${count} transcripts`, async () => {
    if (count === 0) {
      const read = await readFile(realFile(file));
      expect(read.transcripts).toEqual([]);
      expect(read.rejected.length).toBeGreaterThan(0);
      for (const { reason } of read.rejected) expect(reason).toMatch(/\w/);
      return;
    }
    const read = await readFile(realFile(file), BY_NAME.get(file));
    expect(read.rejected).toEqual([]);
    expect(read.format).toBe(name);
    expect(read.transcripts).toHaveLength(count);
    for (const { messages } of read.transcripts) expect(messages.length).toBeGreaterThan(0);
  });
}
