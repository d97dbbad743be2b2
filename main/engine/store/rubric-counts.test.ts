import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { emptyLabelBody, type LabelRevision } from '../../../shared/domain/label.ts';
import { openWritable, type ReadableStore } from './handles.ts';
import { appendLabelRevision } from './labels.ts';
import { createDataset } from './open.ts';
import { countLabelsByRubric } from './rubric-counts.ts';

const made = fc.record({
  confession: fc.nat(2),
  grader: fc.constantFrom('Ada', 'Ben'),
  // Another window or a merge may bring an older revision after a newer one.
  revision: fc.integer({ min: 1, max: 4 }),
  state: fc.constantFrom('submitted' as const, 'draft' as const, 'skipped' as const),
  rubric: fc.constantFrom('core@1', 'core@2', 'other@1'),
});

function revisionOf({ confession, ...given }: typeof made extends fc.Arbitrary<infer Made> ? Made : never) {
  const id = createHash('sha256').update(`${nextId++}`).digest('hex');
  return {
    ...given,
    id,
    confession: `${confession}`.repeat(64),
    committed_stage: 2,
    body: emptyLabelBody(),
    skip_reason: null,
    reason: '',
    revealed_at: { confession: null, reasoning: null },
    blind: true,
    origin: 'graded',
    created_at: '2026-01-01T00:00:00.000Z',
    device: id,
    previous_hash: null,
    hash: id,
  } satisfies LabelRevision;
}
let nextId = 0;

/** From the labels as they stand, all records read. */
function countedAnew(store: ReadableStore): Record<string, number> {
  const rows = store
    .prepare(
      `SELECT json_extract(r.record, '$.rubric') AS rubric, count(*) AS labels
       FROM current_labels c JOIN label_revisions r ON r.number = c.revision_number
       WHERE c.state = 'submitted' GROUP BY 1`,
    )
    .all() as { rubric: string; labels: number }[];
  return Object.fromEntries(rows.map(({ rubric, labels }) => [rubric, labels]));
}

test('labels counted by rubric as they come are those counted anew, in whatever order revisions come', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shrive-counts-'));
  const opened: ReadableStore[] = [];
  onTestFinished(() => {
    for (const store of opened) store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  let file = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(made, { maxLength: 6 }), { maxLength: 5 }), async (steps) => {
      const path = join(folder, `${file++}.shrive`);
      createDataset(path).store.close();
      const store = openWritable(path, { mustExist: true });
      opened.push(store);
      for (const step of steps) {
        for (const each of step) appendLabelRevision(store, revisionOf(each));
        const counts = [...(await countLabelsByRubric(store))].filter(([, labels]) => labels > 0);
        expect(Object.fromEntries(counts)).toEqual(countedAnew(store));
      }
    }),
    { numRuns: 30 },
  );
});
