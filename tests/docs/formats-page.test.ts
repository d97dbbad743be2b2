import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { READERS } from '../../main/engine/formats/index.ts';
import { FORMATS_PAGE, formatsPage } from '../../scripts/formats-doc.ts';
import { madeFile, readFile } from '../formats/read-file.ts';

test('docs/formats.md is what the readers say (npx node scripts/formats-doc.ts)', () => {
  expect(readFileSync(FORMATS_PAGE, 'utf8')).toBe(formatsPage(READERS));
});

test.each(READERS.map((reader) => [reader.name, reader] as const))(
  'the sample of %s is recognised and read whole',
  async (name, { docs }) => {
    const read = await readFile(madeFile('sample', docs.sample));
    expect(read).toMatchObject({ format: name, rejected: [] });
    expect(read.transcripts.length).toBeGreaterThan(0);
  },
);
