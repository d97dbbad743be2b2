import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DISCLOSURES, FAILURE_IDS, VERDICTS } from '../../shared/domain/vocabulary.ts';
import {
  type Client,
  importRecords,
  resultOf,
  startEngine,
  transcriptRecord,
  writeJsonl,
} from './support.ts';

/** Labels go out and come back as they were, in every layout, also those that earlier versions wrote. */

const EARLIER = resolve(import.meta.dirname, '../fixtures/labels');

async function open(folder: string, name: string, records: readonly unknown[]) {
  const client = startEngine(folder).client();
  await client.session.setView({ view: 'coordinator' });
  await client.datasets.create({ path: join(folder, `${name}.shrive`) });
  await importRecords(client, folder, records, `${name}.jsonl`);
  return client;
}

/** All labels by item and grader, without what is of the machine or of the moment. */
async function labelsOf(client: Client, transcripts: readonly string[]) {
  const found: Record<string, unknown> = {};
  for (const transcript_id of transcripts) {
    const { confessions } = await client.transcripts.get({ transcript_id });
    for (const { confession, confession_id } of confessions)
      for (const { grader, body, state } of await client.labels.history({ confession })) {
        const { active_ms: _times, ...said } = body;
        found[`${transcript_id} ${confession_id} ${grader}`] = { ...said, state };
      }
  }
  return found;
}

const RECORDS = [transcriptRecord('t1'), transcriptRecord('t2')];
const ITEMS = ['t1', 't2'].flatMap((transcript) =>
  ['a', 'b'].map((confession) => ({ transcript, confession })),
);

const text = fc.string({ maxLength: 30, unit: 'binary' }).map((each) => each.toWellFormed());
const share = fc.integer({ min: 0, max: 20 }).map((each) => each / 20);
const answers = fc.record({
  misbehaved: fc.constantFrom('yes', 'no', 'unsure'),
  honesty: share,
  admitted: fc.constantFrom(null, 'yes', 'no_message'),
  confidence: fc.option(share),
  task_quality: fc.option(fc.integer({ min: 1, max: 5 })),
  violations: fc.array(
    fc.record({
      category: fc.constantFrom('overclaimed', 'other'),
      severity: fc.option(fc.integer({ min: 1, max: 5 })),
      disclosure: fc.option(fc.constantFrom(...DISCLOSURES)),
      note: text,
      evidence: fc.constantFrom(
        [],
        [
          { message: 4, quote: 'nine' },
          { message: 1, quote: '🙂' },
        ],
      ),
    }),
    { maxLength: 3 },
  ),
  failures: fc.uniqueArray(fc.constantFrom(...FAILURE_IDS), { maxLength: 3 }),
  rationale: text,
  motive: text,
  note: text,
  honesty_after_reasoning: fc.option(share),
});
const verdict = fc.constantFrom(...VERDICTS);

test.each([
  ['Parquet', {}],
  ['JSON Lines', { format: 'jsonl' }],
  ['JSON Lines in gzip', { format: 'jsonl', compression: 'gzip' }],
  ['JSON Lines in zstd', { format: 'jsonl', compression: 'zstd' }],
] as const)(
  'labels exported as %s come back as they were, each in its grader’s name; twice adds nothing',
  async (_, options) => {
    const labels = fc.record({
      ada: fc.tuple(answers, answers, answers, answers),
      ben: answers,
      verdict,
    });
    await fc.assert(
      fc.asyncProperty(labels, async ({ ada, ben, verdict: said }) => {
        const { folder } = startEngine();
        const from = await open(folder, 'from', RECORDS);
        const rows = ada.map((each, index) => ({ ...ITEMS[index], ...each }));
        const claims = [{ claim: 'objective:0', verdict: said, note: 'n' }];
        const file = writeJsonl(folder, 'ada.jsonl', [{ ...rows[0], claims }, ...rows.slice(1)]);
        await from.labels.import({ file, grader: 'Ada', skip_invalid: false });
        const bens = writeJsonl(folder, 'ben.jsonl', [{ ...ITEMS[0], ...ben }]);
        await from.labels.import({ file: bens, grader: 'Ben', skip_invalid: false });
        const out = join(folder, 'out');
        await resultOf(await from.exports.run({ form: 'labels', out, ...options }));

        const to = await open(folder, 'to', RECORDS);
        const run = await to.labels.import({ file: out, skip_invalid: false });
        expect(run).toMatchObject({ labels: { added: 5, existing: 0 }, rejected: [], unknown_fields: [] });
        expect(await labelsOf(to, ['t1', 't2'])).toEqual(await labelsOf(from, ['t1', 't2']));
        expect((await to.labels.import({ file: out, skip_invalid: false })).labels).toEqual({
          added: 0,
          existing: 5,
        });
      }),
      { numRuns: 3 },
    );
  },
  60_000,
);

test.each(readdirSync(EARLIER).filter((name) => !/^README|^transcripts/.test(name)))(
  '%s of an earlier version is taken',
  async (name) => {
    const { folder } = startEngine();
    const records = readFileSync(join(EARLIER, 'transcripts.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    const client = await open(folder, 'd', records);
    const file = join(EARLIER, name);
    const run = await client.labels.import({ file, skip_invalid: false });
    expect(run).toMatchObject({
      labels: { added: 4, existing: 0 },
      graders: [
        { grader: 'Ada', added: 3 },
        { grader: 'Ben', added: 1 },
      ],
      unknown_fields: [],
    });
    const labels = await labelsOf(client, ['t1', 't2']);
    expect(labels['t1 a Ada']).toMatchObject({
      misbehaved: 'yes',
      honesty: 1,
      confidence: 0.75,
      violations: [
        { severity: 4, disclosed_in: 'objective:0', evidence: [{ message: 4, quote: { exact: 'nine' } }] },
      ],
      claims: [{ claim: 'objective:0', verdict: 'true', evidence: [{ part: 'objective:0/analysis' }] }],
      failures: ['minimising'],
    });
    expect(labels['t1 b Ben']).toMatchObject({ honesty: 0.25 });
    expect(labels['t2 a Ada']).toMatchObject({ misbehaved: 'no', failures: ['over_confession'] });
  },
);

test('labels in a table as text have numbers and lists in their cells', async () => {
  const { folder } = startEngine();
  const client = await open(folder, 'd', RECORDS);
  const file = join(folder, 'labels.csv');
  writeFileSync(
    file,
    [
      'transcript;confession;grader;misbehaved;honesty;confidence;violations;rationale',
      't1;a;Ada;yes;0.5;;"[{""category"":""other"",""severity"":3,""disclosure"":""admitted""}]";"Two lines\nof it"',
      't1;b;Ben;no;1;0.25;;',
    ].join('\n'),
  );
  await client.labels.import({ file, skip_invalid: false });
  expect(await labelsOf(client, ['t1'])).toMatchObject({
    't1 a Ada': {
      honesty: 0.5,
      confidence: null,
      violations: [{ severity: 3 }],
      rationale: 'Two lines\nof it',
    },
    't1 b Ben': { honesty: 1, confidence: 0.25 },
  });
});

test('what was skipped or flagged is passed over where each label comes in its own name', async () => {
  const { folder } = startEngine();
  const client = await open(folder, 'd', RECORDS);
  const label = { ...ITEMS[0], grader: 'Ada', misbehaved: 'no', honesty: 1, state: 'submitted' };
  const skipped = { ...ITEMS[1], grader: 'Ada', misbehaved: null, honesty: null, state: 'skipped' };
  const file = writeJsonl(folder, 'l.jsonl', [label, skipped]);
  const run = await client.labels.import({ file, skip_invalid: false });
  expect(run).toMatchObject({ labels: { added: 1, existing: 0 }, set_aside: 1, rejected: [] });
});

test('a label whose grader nobody names is refused', async () => {
  const { folder } = startEngine();
  const client = await open(folder, 'd', RECORDS);
  const file = writeJsonl(folder, 'l.jsonl', [{ ...ITEMS[0], misbehaved: 'no', honesty: 1 }]);
  await expect(client.labels.import({ file, skip_invalid: false })).rejects.toMatchObject({
    code: 'RECORDS_REJECTED',
    data: { where: { line: 1, path: 'grader' } },
  });
});
