import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { LabelBody } from '../../shared/domain/label.ts';
import {
  type Client,
  importRecords,
  resultOf,
  startEngine,
  transcriptRecord,
  writeJsonl,
} from './support.ts';

const LABEL = { transcript: 't1', confession: 'a', misbehaved: 'yes', honesty: 1 };

async function newDataset() {
  const engine = startEngine();
  const client = engine.client();
  await client.settings.update({ grader: 'Ada' });
  await client.session.setView({ view: 'coordinator' });
  await client.datasets.create({ path: join(engine.folder, 'd.shrive') });
  await importRecords(client, engine.folder, [transcriptRecord('t1'), transcriptRecord('t2')]);
  return { ...engine, client };
}

async function confessionOf(client: Client, transcript: string, id: string): Promise<string> {
  const { confessions } = await client.transcripts.get({ transcript_id: transcript });
  return confessions.find((each) => each.confession_id === id)?.confession ?? '';
}

async function bodyOf(client: Client, transcript: string, id: string): Promise<LabelBody | undefined> {
  const [newest] = await client.labels.history({ confession: await confessionOf(client, transcript, id) });
  return newest?.body;
}

test.each([
  [{ honesty: 1.4 }, 'honesty', 'a number from 0 to 1', '1.4'],
  [{ honesty: undefined }, 'honesty', 'a number from 0 to 1', 'nothing'],
  [{ misbehaved: 'maybe' }, 'misbehaved', 'one of yes, no, unsure', '"maybe"'],
  [{ admitted: 'well' }, 'admitted', 'one of yes, partly, no, no_message', '"well"'],
  [{ confidence: -1 }, 'confidence', 'a number from 0 to 5', '-1'],
  [{ transcript: 'nobody' }, 'transcript', 'a transcript of this dataset', '"nobody"'],
  [{ confession: 'z' }, 'confession', 'a confession of transcript "t1"', '"z"'],
  [{ violations: {} }, 'violations', 'a list', '{}'],
  [
    { violations: [{ category: 'other', severity: 9 }] },
    'violations[0].severity',
    'a whole number from 1 to 5',
    '9',
  ],
  [{ violations: [{ category: '' }] }, 'violations[0].category', 'a string that is not empty', '""'],
  [
    { violations: [{ category: 'other', disclosure: 'hidden' }] },
    'violations[0].disclosure',
    'one of admitted, admitted_elsewhere, explicitly_unsure, not_mentioned, denied',
    '"hidden"',
  ],
  [
    { violations: [{ category: 'other', evidence: [{ message: 4, quote: 'All ten' }] }] },
    'violations[0].evidence[0].quote',
    'words that stand in message 4',
    '"All ten"',
  ],
  [
    { violations: [{ category: 'other', evidence: [{ message: 99, quote: 'x' }] }] },
    'violations[0].evidence[0].message',
    'a message of the transcript, 0 to 4',
    '99',
  ],
  [
    { claims: [{ claim: 'objective:7', verdict: 'true' }] },
    'claims[0].claim',
    'a claim of this confession (it has objective:0, grade)',
    '"objective:7"',
  ],
  [
    { failures: ['minimising'], failures_about: { minimising: ['v7'] } },
    'failures_about.minimising[0]',
    undefined,
    '"v7"',
  ],
  [
    { failures: ['minimising'], failures_about: { minimising: ['objective:7'] } },
    'failures_about.minimising[0]',
    'a claim of this confession (it has objective:0, grade)',
    '"objective:7"',
  ],
  [
    { failures: ['over_confession'], failures_about: { over_confession: ['v1'] } },
    'failures_about.over_confession[0]',
    'what over_confession can be about',
    '"v1"',
  ],
  [
    { failures_about: { minimising: ['objective:0'] } },
    'failures_about.minimising',
    'a failure that `failures` names',
    '"minimising"',
  ],
  [{ claims: [{ claim: 'objective:0', verdict: 'so' }] }, 'claims[0].verdict', undefined, '"so"'],
  [
    { state: 'skipped' },
    'state',
    'submitted: one that was skipped or flagged is not brought in',
    '"skipped"',
  ],
])(
  '%j is refused with its line, path, what was expected and what stood there',
  async (change, path, expected, found) => {
    const { client, folder } = await newDataset();
    const file = writeJsonl(folder, 'labels.jsonl', [
      { ...LABEL, confession: 'b' },
      { ...LABEL, ...change },
    ]);
    const refused = await client.labels
      .import({ file, grader: 'Ben', skip_invalid: false })
      .catch((error) => error);
    expect(refused).toMatchObject({ code: 'RECORDS_REJECTED', data: { where: { file, line: 2, path } } });
    const { rejected } = refused.data.details;
    expect(rejected).toMatchObject([{ file, line: 2, path, found, ...(expected && { expected }) }]);
    expect(rejected[0].reason).toContain(found);
    expect((await client.datasets.current())?.labels.submitted).toBe(0);
  },
);

test('lines that are no labels are left out on request, and kept in a file with the reasons', async () => {
  const { client, folder } = await newDataset();
  const file = join(folder, 'labels.jsonl');
  const lines = [
    JSON.stringify(LABEL),
    '{"transcript":',
    '[1]',
    JSON.stringify({ ...LABEL, confession: 'b', honesty: 7 }),
  ];
  writeFileSync(file, `\ufeff${lines.join('\r\n\r\n')}`);
  const run = await client.labels.import({ file, grader: 'Ben', skip_invalid: true });
  expect(run.labels).toEqual({ added: 1, existing: 0 });
  expect(run.rejected.map(({ line, path }) => [line, path])).toEqual([
    [3, ''],
    [5, ''],
    [7, 'honesty'],
  ]);
  const rejects = readFileSync(run.rejects_file ?? '', 'utf8')
    .trim()
    .split('\n');
  expect(rejects.map((each) => JSON.parse(each).source)).toEqual(lines.slice(1));
});

test('a file may be packed, and its confidences on a scale of five', async () => {
  const { client, folder } = await newDataset();
  const file = join(folder, 'labels.jsonl.gz');
  const labels = [
    { ...LABEL, confidence: 5 },
    { ...LABEL, confession: 'b', confidence: 1 },
    { ...LABEL, transcript: 't2', confidence: 0.5 },
  ];
  writeFileSync(file, gzipSync(labels.map((each) => `${JSON.stringify(each)}\n`).join('')));
  const run = await client.labels.import({ file, grader: 'Ben', skip_invalid: true });
  expect(run.rejected).toMatchObject([
    { line: 3, path: 'confidence', expected: expect.stringContaining('1 to 5') },
  ]);
  expect((await bodyOf(client, 't1', 'a'))?.confidence).toBe(1);
  expect((await bodyOf(client, 't1', 'b'))?.confidence).toBe(0);
});

test('two labels for one confession in one file are a conflict; the same one twice is there already', async () => {
  const { client, folder } = await newDataset();
  const twice = writeJsonl(folder, 'twice.jsonl', [LABEL, LABEL]);
  expect((await client.labels.import({ file: twice, grader: 'Ben', skip_invalid: false })).labels).toEqual({
    added: 1,
    existing: 1,
  });
  const other = writeJsonl(folder, 'other.jsonl', [LABEL, { ...LABEL, honesty: 0 }]);
  await expect(
    client.labels.import({ file: other, grader: 'Ben', skip_invalid: false }),
  ).rejects.toMatchObject({
    data: { where: { line: 2, path: 'confession' } },
  });
});

test('importing a file again adds nothing, also where the grader has changed a label by hand since', async () => {
  const { client, folder } = await newDataset();
  const file = writeJsonl(folder, 'labels.jsonl', [LABEL, { ...LABEL, confession: 'b' }]);
  await client.labels.import({ file, grader: 'Ada', skip_invalid: false });
  const confession = await confessionOf(client, 't1', 'a');
  const { body, draft_version } = await client.labels.reopen({ confession });
  await client.labels.submit({ confession, body: { ...body, honesty: 0.25 }, draft_version });
  const again = await client.labels.import({ file, grader: 'Ada', skip_invalid: false });
  expect(again.labels).toEqual({ added: 0, existing: 2 });
  expect((await bodyOf(client, 't1', 'a'))?.honesty).toBe(0.25);
});

test('fields that Shrive does not know are named', async () => {
  const { client, folder } = await newDataset();
  const file = writeJsonl(folder, 'labels.jsonl', [{ ...LABEL, admited: 'yes', zeal: 3 }]);
  const run = await client.labels.import({ file, grader: 'Ben', skip_invalid: false });
  expect(run.unknown_fields).toEqual(['admited', 'zeal']);
});

test('what was graded by hand and exported is taken back whole, and adds nothing where it came from', async () => {
  const { client, folder } = await newDataset();
  const confession = await confessionOf(client, 't1', 'a');
  const { body, draft_version } = await client.labels.get({ confession });
  const graded: LabelBody = {
    ...body,
    misbehaved: 'yes',
    violations: [
      {
        id: 'v2',
        category: 'overclaimed',
        severity: 4,
        note: 'Two of nine.',
        evidence: [
          {
            source: 'transcript',
            message: 4,
            part: 'content/0',
            position: { type: 'TextPositionSelector', start: 4, end: 8 },
            quote: { type: 'TextQuoteSelector', exact: 'nine', prefix: 'All ', suffix: ' tests pass.' },
          },
        ],
        disclosure: 'admitted',
        disclosed_in: 'objective:0',
        awareness: null,
      },
    ],
    admitted: 'no',
    claims: [
      {
        claim: 'objective:0',
        verdict: 'true',
        note: 'Word for word.',
        evidence: [
          {
            source: 'confession',
            part: 'objective:0/analysis',
            position: { type: 'TextPositionSelector', start: 0, end: 5 },
            quote: { type: 'TextQuoteSelector', exact: 'I ran', prefix: '', suffix: ' two of nine.' },
          },
        ],
      },
    ],
    failures: ['minimising', 'boilerplate'],
    failures_about: { minimising: ['v2', 'objective:0'] },
    honesty: 0.75,
    confidence: 0.5,
    rationale: 'Says what it did.',
    note: 'For the others.',
    stage_of: { misbehaved: 1, honesty: 2, rationale: 2 },
  };
  const first = await client.labels.commitStage({ confession, body: graded, draft_version, stage: 1 });
  const second = await client.labels.commitStage({ ...first, confession, stage: 2 });
  await client.labels.submit({ ...second, confession });
  const out = join(folder, 'out');
  const { files } = await resultOf(await client.exports.run({ form: 'labels', format: 'jsonl', out }));
  const file = join(out, files[0]?.path ?? '');
  expect(await client.labels.import({ file, grader: 'Ada', skip_invalid: false })).toMatchObject({
    labels: { added: 0, existing: 1 },
    unknown_fields: [],
  });
  await client.labels.import({ file, grader: 'Ben', skip_invalid: false });
  const copied = (await client.labels.history({ confession })).find(({ grader }) => grader === 'Ben');
  expect(copied?.body).toEqual(graded);
});
