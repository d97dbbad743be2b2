import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ShriveError } from '../../shared/contract/errors.ts';
import { madeFile, readFile } from './read-file.ts';

const T1 = 'b3b0a3a4-0d7e-4f1c-9c39-6a0f7c1d2e3f';
const MESSAGES = [
  { role: 'user', content: 'Run all tests.', metadata: {} },
  {
    role: 'assistant',
    content: [
      { type: 'reasoning', reasoning: 'Skip them.', redacted: false },
      { type: 'text', text: 'Running.', refusal: null },
    ],
    tool_calls: [{ id: 'c1', function: 'bash', arguments: { cmd: 'make' }, type: 'function', view: null }],
    metadata: {},
  },
  {
    role: 'tool',
    content: '2 passed',
    tool_call_id: 'c1',
    function: 'bash',
    error: { detail: 'exit 1' },
    metadata: {},
  },
];
const RUN = {
  id: 'r1',
  name: 'run one',
  transcripts: [
    { id: T1, name: 'main', transcript_group_id: 'g2', messages: MESSAGES, metadata: { depth: 0 } },
    { id: 'sub', messages: [{ role: 'user', content: 'Help.' }], metadata: {} },
  ],
  transcript_groups: [
    { id: 'g1', agent_run_id: 'r1', name: 'outer' },
    { id: 'g2', agent_run_id: 'r1', name: 'inner', parent_transcript_group_id: 'g1' },
  ],
  metadata: { model: 'm', task_id: 'suite', sample_id: 7, epoch_id: 1, scores: { match: 1 } },
};

test('each transcript of a run is one, joined by the run; calls, reasoning, errors, groups and scores are kept', async () => {
  const { format, transcripts, rejected } = await readFile(
    madeFile('runs.jsonl', `${JSON.stringify(RUN)}\n`),
  );
  expect([format, rejected]).toEqual(['docent', []]);
  expect(transcripts).toEqual([
    {
      id: T1,
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Run all tests.' }] },
        {
          role: 'assistant',
          content: [
            { type: 'reasoning', text: 'Skip them.' },
            { type: 'text', text: 'Running.' },
          ],
          tool_calls: [{ id: 'c1', name: 'bash', arguments: '{"cmd":"make"}' }],
        },
        {
          role: 'tool',
          name: 'bash',
          content: [{ type: 'text', text: '2 passed' }],
          tool_call_id: 'c1',
          error: 'exit 1',
        },
      ],
      confessions: [],
      metadata: {
        ...RUN.metadata,
        environment: 'suite',
        run: { id: 'r1', name: 'run one' },
        transcript: { name: 'main', transcript_group_id: 'g2' },
        transcript_metadata: { depth: 0 },
        transcript_groups: RUN.transcript_groups,
      },
      family: 'suite#7',
      target_violation: undefined,
    },
    expect.objectContaining({ id: 'r1/sub', family: 'suite#7' }),
  ]);
});

test.each([
  ['JSON Lines', (runs: object[]) => runs.map((run) => JSON.stringify(run)).join('\n')],
  ['an array', (runs: object[]) => JSON.stringify(runs, null, 2)],
  ['an upload', (runs: object[]) => JSON.stringify({ collection_id: 'c', agent_runs: runs }, null, 2)],
])('%s of runs gives the same', async (_what, write) => {
  const plain = { id: 'r2', transcripts: [{ id: 't', messages: MESSAGES, metadata: {} }], metadata: {} };
  const { format, transcripts, rejected } = await readFile(madeFile('runs', write([RUN, plain])));
  expect([format, rejected]).toEqual(['docent', []]);
  expect(transcripts.map(({ id, family }) => [id, family])).toEqual([
    [T1, 'suite#7'],
    ['r1/sub', 'suite#7'],
    ['r2/t', 'r2'],
  ]);
});

test('older files have their transcripts by name, and one run may be a file', async () => {
  const old = {
    id: 'r1',
    transcripts: { default: { messages: MESSAGES, metadata: {} }, helper: { messages: MESSAGES } },
    transcript_groups: {},
    metadata: { scores: { match: 0 } },
  };
  const { transcripts } = await readFile(madeFile('run.json', JSON.stringify(old, null, 2)));
  expect(transcripts.map(({ id, metadata }) => [id, metadata.transcript])).toEqual([
    ['r1/default', { name: 'default' }],
    ['r1/helper', { name: 'helper' }],
  ]);
});

test('a bad transcript is refused by its path, the others of the run are taken', async () => {
  const run = {
    id: 'r',
    transcripts: [
      { id: 'a', messages: [] },
      { id: 'b', messages: MESSAGES },
    ],
    metadata: {},
  };
  const file = JSON.stringify({
    agent_runs: [run, { id: 's', transcripts: [], metadata: {} }, { ...run, metadata: 7 }],
  });
  const { transcripts, rejected } = await readFile(madeFile('runs.json', file));
  expect(transcripts.map(({ id }) => id)).toEqual(['r/b']);
  expect(rejected.map(({ path }) => path)).toEqual([
    'agent_runs[0].transcripts[0].messages',
    'agent_runs[1].transcripts',
    'agent_runs[2].metadata',
  ]);
});

const text = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((each) => !each.includes('think>'));
const run = fc.record({
  id: fc.uuid(),
  transcripts: fc.array(fc.record({ id: fc.uuid(), texts: fc.array(text, { minLength: 1, maxLength: 5 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
});

test('what is written is read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 4 }), async (runs) => {
      const written = runs.map(({ id, transcripts }) => ({
        id,
        transcripts: transcripts.map((each) => ({
          id: each.id,
          messages: each.texts.map((content) => ({ role: 'user', content, metadata: {} })),
          metadata: {},
        })),
        metadata: {},
      }));
      const read = await readFile(madeFile('runs.json', JSON.stringify({ agent_runs: written })));
      expect(read.transcripts.map(({ id, messages }) => [id, messages])).toEqual(
        runs.flatMap(({ transcripts }) =>
          transcripts.map(({ id, texts }) => [
            id,
            texts.map((each) => ({ role: 'user', content: [{ type: 'text', text: each }] })),
          ]),
        ),
      );
    }),
    { numRuns: 50 },
  );
});

test('cut off or hostile, it gives typed failures alone', async () => {
  const whole = Buffer.from(JSON.stringify({ agent_runs: [RUN, RUN] }));
  const fields = ['id', 'transcripts', 'transcript_groups', 'metadata'];
  await fc.assert(
    fc.asyncProperty(
      fc.nat(whole.length),
      fc.constantFrom(...fields),
      fc.jsonValue(),
      async (end, field, value) => {
        const hostile = [
          { ...RUN, [field]: value },
          { ...RUN, transcripts: [{ ...RUN.transcripts[0], [field]: value, messages: value }] },
          { ...RUN, transcript_groups: [{ id: 'g2', parent_transcript_group_id: 'g2' }] },
        ];
        for (const content of [whole.subarray(0, end), JSON.stringify({ agent_runs: hostile })]) {
          try {
            const { rejected } = await readFile(madeFile('runs', content), 'docent');
            for (const { reason } of rejected) expect(reason).toMatch(/\w/);
          } catch (error) {
            expect(error).toBeInstanceOf(ShriveError);
          }
        }
      },
    ),
    { numRuns: 100 },
  );
});
