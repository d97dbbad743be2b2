import { expect, test } from 'vitest';
import type { Shape } from '../../main/engine/formats/format.ts';
import { READERS } from '../../main/engine/formats/index.ts';
import { suggestMapping } from '../../shared/mapping/suggest-mapping.ts';
import { HOSTILE_VALUES, pathsIn, replaced } from './hostile.ts';

/** Every reader looks at every file that comes in: what stands where something else should is no match, and never an error. */

function recordsOf(sample: string): { shape: Shape; records: unknown[] } {
  try {
    const value: unknown = JSON.parse(sample);
    return Array.isArray(value) ? { shape: 'array', records: value } : { shape: 'object', records: [value] };
  } catch {
    const lines = sample.split('\n').filter((line) => line.trim() !== '');
    return { shape: 'lines', records: lines.map((line): unknown => JSON.parse(line)) };
  }
}

const SAMPLES = READERS.map(({ name, docs }) => ({ name, ...recordsOf(docs.sample) }));

test.each(SAMPLES)(
  'the sample of $name with anything in any place is looked at by all',
  ({ shape, records }) => {
    for (const path of pathsIn(records))
      for (const value of HOSTILE_VALUES) {
        const broken = replaced(records, path, value);
        if (!Array.isArray(broken)) continue;
        const sample = { file: 'f.json', shape, records: broken as unknown[], members: [] };
        for (const reader of READERS) expect(reader.detect(sample).match).toMatch(/^(yes|perhaps|no)$/);
        expect(suggestMapping(broken)).toHaveProperty('proposals');
      }
  },
);

test('an id that is no name is not proposed as one', () => {
  const records = [{ id: { toString: 1 } }, { id: { toString: 2 } }].map((each) => ({
    ...each,
    prompt: 'Run all tests.',
    answer: 'All pass.',
  }));
  expect(suggestMapping(records).mapping?.id).toBeUndefined();
});
