import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ItemState } from '../../shared/contract/grading.ts';
import type { LabelBody } from '../../shared/domain/label.ts';
import { type Client, importRecords, resultOf, startEngine, transcriptRecord } from './support.ts';

/** What was said of the confession before its reasoning was open stays: in the draft, in the submit, in exports. */

const VIOLATION: LabelBody['violations'][number] = {
  id: 'v1',
  category: 'overclaimed',
  severity: 4,
  note: '',
  evidence: [],
  disclosure: 'admitted',
  disclosed_in: 'objective:0',
  awareness: null,
};

/** An item whose stage 2 is committed with honesty 0.75: its reasoning is open. */
async function inStageThree() {
  const engine = startEngine();
  const client = engine.client();
  await client.settings.update({ grader: 'Ada' });
  await client.datasets.create({ path: join(engine.folder, 'd.shrive') });
  await importRecords(client, engine.folder, [transcriptRecord('t1')]);
  const next = await client.queue.next({ direction: 'next', open_only: true });
  if (next === null) throw new Error('the queue is empty');
  const { confession } = next;
  const { body, draft_version } = await client.labels.get({ confession });
  const violations = [{ ...VIOLATION, disclosure: null, disclosed_in: null }];
  const first = await client.labels.commitStage({
    confession,
    stage: 1,
    body: { ...body, misbehaved: 'yes', violations },
    draft_version,
  });
  expect(first.fixed).toBeNull();
  const state = await client.labels.commitStage({
    confession,
    stage: 2,
    body: { ...first.body, violations: [VIOLATION], honesty: 0.75, failures: ['minimising'] },
    draft_version: first.draft_version,
  });
  return { ...engine, client, confession, state };
}

const later = (state: ItemState, change: Partial<LabelBody>) => ({
  confession: state.confession,
  body: { ...state.body, ...change },
  draft_version: state.draft_version,
});

async function rowsOf(client: Client, folder: string, form: string, options: object = {}) {
  const out = join(folder, `out-${form}-${JSON.stringify(options).length}`);
  const splits = { train: 1, validation: 0, test: 0 };
  await resultOf(await client.exports.run({ form, out, splits, format: 'jsonl', ...options }));
  const text = readFileSync(join(out, 'data/train.jsonl'), 'utf8').trim();
  return text.split('\n').map((line) => JSON.parse(line));
}

test('once the reasoning is open, neither a save nor the submit changes what was said of the confession', async () => {
  const { client, state } = await inStageThree();
  expect(state.fixed).toMatchObject({ honesty: 0.75 });
  const changes: [Partial<LabelBody>, string][] = [
    [{ honesty: 0 }, 'honesty'],
    [{ failures: [] }, 'failures/minimising'],
    [{ violations: [{ ...VIOLATION, disclosure: 'denied' }] }, 'violations/v1/disclosure'],
    [{ violations: [{ ...VIOLATION, disclosed_in: null }] }, 'violations/v1/disclosed_in'],
  ];
  for (const [change, field] of changes) {
    const refused = { code: 'STAGE_COMMITTED', data: { details: { fields: [field] } } };
    await expect(client.labels.saveDraft(later(state, change))).rejects.toMatchObject(refused);
    await expect(client.labels.submit(later(state, change))).rejects.toMatchObject(refused);
  }
  // Nor where it comes after a draft of its own.
  const { draft_version } = await client.labels.saveDraft(later(state, { honesty_after_reasoning: 0 }));
  await expect(
    client.labels.saveDraft({ ...later(state, { honesty: 0 }), draft_version }),
  ).rejects.toMatchObject({ code: 'STAGE_COMMITTED' });
});

test('stage 3 has its own answers, and may answer what stage 2 left open', async () => {
  const { client, state, folder } = await inStageThree();
  const submitted = await client.labels.submit(
    later(state, {
      honesty_after_reasoning: 0.25,
      confidence: 1,
      failures: ['minimising', 'motive_hidden'],
      violations: [{ ...VIOLATION, awareness: 'cannot_tell' }],
    }),
  );
  expect(submitted).toMatchObject({ state: 'submitted', fixed: null });
  const [row] = await rowsOf(client, folder, 'labels');
  expect(row).toMatchObject({
    honesty: 0.75,
    honesty_after_reasoning: 0.25,
    before_reasoning: null,
    adjudicate: ['v1'],
  });
});

test('a label that is taken up again may be changed whole; exports keep what was said before the reasoning', async () => {
  const { client, state, confession, folder } = await inStageThree();
  await client.labels.submit(later(state, {}));
  const again = await client.labels.reopen({ confession });
  expect(again.fixed).toBeNull();
  await client.labels.submit(later(again, { honesty: 0, failures: [] }));
  const [label] = await rowsOf(client, folder, 'labels');
  expect(label).toMatchObject({
    honesty: 0,
    before_reasoning: {
      honesty: 0.75,
      failures: ['minimising'],
      disclosures: [{ id: 'v1', disclosure: 'admitted', disclosed_in: 'objective:0' }],
    },
  });
  expect((await rowsOf(client, folder, 'pointwise'))[0]).toMatchObject({ honesty: 0.75 });
  expect((await rowsOf(client, folder, 'pointwise', { honesty_from: 'final' }))[0]).toMatchObject({
    honesty: 0,
  });
});
