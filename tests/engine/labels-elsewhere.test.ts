import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LabelMapping } from '../../shared/mapping/label-mapping.ts';
import { ANSWER, bodiesOf, CONFESSION, newDataset } from './graded-elsewhere.ts';

/** Labels of Label Studio, Argilla and tables, read by a mapping. */

const start = ANSWER.indexOf('I ran all');
const RESULTS = [
  { from_name: 'misbehaved', to_name: 'answer', type: 'choices', value: { choices: ['Yes'] } },
  { from_name: 'confessed', to_name: 'conf', type: 'choices', value: { choices: ['Fully confessed'] } },
  { from_name: 'honesty', to_name: 'conf', type: 'rating', value: { rating: 5 } },
  {
    from_name: 'why',
    to_name: 'conf',
    type: 'textarea',
    value: { text: ['Says so plainly.', 'Two of nine.'] },
  },
  {
    id: 'r1',
    from_name: 'what',
    to_name: 'answer',
    type: 'labels',
    // As versions write it that count code points: after an emoji, one less.
    value: {
      start: start - 1,
      end: start - 1 + 'I ran all of them'.length,
      text: 'I ran all of them',
      labels: ['Fabricated result'],
    },
  },
  {
    id: 'r1',
    from_name: 'how grave (severity)',
    to_name: 'answer',
    type: 'rating',
    value: { start: 1, end: 2, rating: 4 },
  },
];

function task(id: string, annotations: unknown[]) {
  return {
    id: Number(id.slice(1)),
    data: { transcript_id: id, answer: ANSWER, conf: CONFESSION },
    annotations,
    predictions: [{ result: [{ from_name: 'misbehaved', type: 'choices', value: { choices: ['No'] } }] }],
    meta: {},
  };
}

function annotation(by: unknown, result: unknown, more: object = {}) {
  return {
    id: 1,
    completed_by: by,
    result,
    was_cancelled: false,
    lead_time: 4.2,
    created_at: '2026-01-02T03:04:05Z',
    ...more,
  };
}

const INNOCENT = [
  { from_name: 'misbehaved', type: 'choices', value: { choices: ['No'] } },
  { from_name: 'honesty', type: 'rating', value: { rating: 4 } },
];

test('a Label Studio export is read as proposed: answers, regions as evidence to the character, graders by their address', async () => {
  const { client, write } = await newDataset();
  const file = write('project-1.json', [
    task('t1', [
      annotation({ id: 7, email: 'ada@x.org' }, RESULTS),
      annotation({ id: 8, email: 'ben@x.org' }, [], { was_cancelled: true }),
    ]),
    task('t2', [annotation({ id: 7, email: 'ada@x.org' }, INNOCENT), annotation(8, INNOCENT)]),
    task('t3', []),
  ]);
  expect(await client.labelFiles.recognise({ file })).toEqual({ source: 'label-studio' });
  const suggestion = await client.labelFiles.suggest({ file });
  expect(suggestion.unplaced).toEqual([]);
  expect(suggestion.mapping).toMatchObject({
    tool: 'label-studio',
    transcript: 'data.transcript_id',
    graders: {},
  });
  expect(suggestion.mapping.questions).toMatchObject([
    { question: 'misbehaved', field: 'misbehaved' },
    { question: 'confessed', field: 'disclosure', values: { 'Fully confessed': 'admitted' } },
    { question: 'honesty', field: 'honesty', scale: { low: 1, high: 5 } },
    { question: 'why', field: 'rationale' },
    { question: 'what', field: 'violations', marked: { text: 'data.answer' } },
    { question: 'how grave (severity)', field: 'severity' },
  ]);
  const mapping: LabelMapping = { ...suggestion.mapping, graders: { '8': 'Ben' } };
  const preview = await client.labelFiles.preview({ file, mapping });
  expect(preview).toMatchObject({
    labels: { added: 3, existing: 0 },
    graders: [
      { grader: 'ada@x.org', added: 2 },
      { grader: 'Ben', added: 1 },
    ],
    set_aside: 1,
    rejected: [],
    unknown_fields: [],
  });
  expect(preview.examples[0]).toMatchObject({
    misbehaved: 'yes',
    honesty: 1,
    outcome: { strict: 'true_positive' },
    violations: ['fabricated_result'],
    evidence: 1,
  });
  expect((await client.datasets.current())?.labels.submitted).toBe(0);

  const run = await client.labels.import({ file, mapping, skip_invalid: false });
  expect(run).toMatchObject({ labels: { added: 3, existing: 0 }, set_aside: 1 });
  const body = (await bodiesOf(client, 't1')).get('ada@x.org');
  expect(body).toMatchObject({ misbehaved: 'yes', honesty: 1, rationale: 'Says so plainly.\nTwo of nine.' });
  expect(body?.violations).toMatchObject([
    {
      category: 'fabricated_result',
      severity: 4,
      disclosure: 'admitted',
      evidence: [
        {
          source: 'transcript',
          message: 1,
          part: 'content/0',
          position: { start },
          quote: { exact: 'I ran all of them' },
        },
      ],
    },
  ]);
  expect([...(await bodiesOf(client, 't2')).keys()].sort()).toEqual(['Ben', 'ada@x.org']);
  const again = await client.labels.import({ file, mapping, skip_invalid: false });
  expect(again.labels).toEqual({ added: 0, existing: 3 });
});

const QUESTIONS: LabelMapping['questions'] = [
  { question: 'cheated', field: 'misbehaved' },
  { question: 'honest', field: 'honesty', values: { honest: 1, mixed: 0.5, dishonest: 0 } },
];

function mappingOf(part: Partial<LabelMapping>): LabelMapping {
  return {
    version: 1,
    kind: 'labels',
    name: 'm',
    tool: 'argilla',
    transcript: 'metadata.transcript_id',
    graders: {},
    questions: QUESTIONS,
    ...part,
  };
}

const UUID = '2d8d7a5c-0000-4000-8000-000000000001';
const OTHER = '2d8d7a5c-0000-4000-8000-000000000002';

/** The same answers, t1 by two people and t2 by one who discarded it, in every form that Argilla writes. */
const ARGILLA: [string, string, unknown[]][] = [
  [
    'version 2, nested',
    'metadata.transcript_id',
    [
      {
        id: 'r1',
        fields: { answer: ANSWER },
        metadata: { transcript_id: 't1' },
        suggestions: { honest: { value: 'honest', score: 0.4, agent: 'm' } },
        responses: {
          cheated: [
            { value: 'yes', user_id: UUID },
            { value: 'no', user_id: OTHER },
          ],
          honest: [
            { value: 'honest', user_id: UUID },
            { value: 'mixed', user_id: OTHER },
          ],
        },
        vectors: {},
        _server_id: 'x',
      },
      {
        id: 'r2',
        fields: { answer: ANSWER },
        metadata: { transcript_id: 't2' },
        suggestions: {},
        responses: { cheated: [{ value: 'no', user_id: UUID, status: 'discarded' }] },
      },
    ],
  ],
  [
    'version 2, flat',
    'transcript_id',
    [
      {
        id: 'r1',
        status: 'completed',
        answer: ANSWER,
        transcript_id: 't1',
        'cheated.responses': ['yes', 'no'],
        'cheated.responses.users': [UUID, OTHER],
        'cheated.responses.status': ['submitted', 'submitted'],
        'honest.responses': ['honest', 'mixed'],
        'honest.responses.users': [UUID, OTHER],
        'honest.responses.status': ['submitted', 'submitted'],
        'honest.suggestion': 'honest',
      },
      {
        id: 'r2',
        answer: ANSWER,
        transcript_id: 't2',
        'cheated.responses': ['no'],
        'cheated.responses.users': [UUID],
        'cheated.responses.status': ['discarded'],
        'honest.responses': null,
        'honest.responses.users': null,
        'honest.responses.status': null,
        'honest.suggestion': null,
      },
    ],
  ],
  [
    'version 1',
    'external_id',
    [
      {
        fields: { answer: ANSWER },
        external_id: 't1',
        metadata: {},
        suggestions: [],
        responses: [
          {
            user_id: UUID,
            status: 'submitted',
            values: { cheated: { value: 'yes' }, honest: { value: 'honest' } },
          },
          {
            user_id: OTHER,
            status: 'submitted',
            values: { cheated: { value: 'no' }, honest: { value: 'mixed' } },
          },
        ],
      },
      {
        fields: { answer: ANSWER },
        external_id: 't2',
        responses: [{ user_id: UUID, status: 'discarded', values: null }],
      },
    ],
  ],
  [
    'version 1 on the Hub',
    'metadata.transcript_id',
    [
      {
        answer: ANSWER,
        cheated: [
          { user_id: UUID, value: 'yes', status: 'submitted' },
          { user_id: OTHER, value: 'no', status: 'submitted' },
        ],
        'cheated-suggestion': null,
        honest: { user_id: [UUID, OTHER], value: ['honest', 'mixed'], status: ['submitted', 'submitted'] },
        external_id: null,
        metadata: '{"transcript_id": "t1"}',
      },
      {
        answer: ANSWER,
        cheated: [{ user_id: UUID, value: 'no', status: 'discarded' }],
        honest: [],
        external_id: null,
        metadata: '{"transcript_id": "t2"}',
      },
    ],
  ],
];

test.each(ARGILLA)(
  'Argilla, %s: each person’s answers are a label, what was discarded is none',
  async (_, transcript, records) => {
    const { client, write } = await newDataset();
    const file = write('argilla.json', records);
    expect(await client.labelFiles.recognise({ file })).toEqual({ source: 'argilla' });
    const suggestion = await client.labelFiles.suggest({ file });
    expect(suggestion.mapping).toMatchObject({ tool: 'argilla', transcript });
    expect(suggestion.mapping.questions.map(({ question, field }) => [question, field])).toEqual([
      ['cheated', 'misbehaved'],
      ['honest', 'honesty'],
    ]);
    expect(suggestion.unplaced).toEqual([]);
    const mapping = { ...suggestion.mapping, graders: { [UUID]: 'Ada' } };
    const run = await client.labels.import({ file, mapping, skip_invalid: false });
    expect(run).toMatchObject({
      labels: { added: 2, existing: 0 },
      graders: [{ grader: 'Ada' }, { grader: OTHER }],
      set_aside: 1,
      rejected: [],
    });
    const bodies = await bodiesOf(client, 't1');
    expect(bodies.get('Ada')).toMatchObject({ misbehaved: 'yes', honesty: 1 });
    expect(bodies.get(OTHER)).toMatchObject({ misbehaved: 'no', honesty: 0.5 });
    expect((await client.labels.import({ file, mapping, skip_invalid: false })).labels).toEqual({
      added: 0,
      existing: 2,
    });
  },
);

test('spans of Argilla are offsets in a field of the record, in UTF-16 units unless the mapping says code points', async () => {
  const { client, write } = await newDataset();
  const span = (shift: number) => [{ label: 'overclaimed', start: start - shift, end: start - shift + 9 }];
  const record = (id: string, shift: number) => ({
    id,
    fields: { title: 'An answer to be judged', answer: ANSWER },
    metadata: { transcript_id: id },
    responses: {
      cheated: [{ value: 'yes', user_id: UUID }],
      honest: [{ value: 'mixed', user_id: UUID }],
      where: [{ value: span(shift), user_id: UUID }],
    },
  });
  for (const [shift, offsets] of [
    [0, {}],
    [1, { offsets: 'code_points' as const }],
  ] as const) {
    const id = `t${shift + 1}`;
    const questions = [
      ...QUESTIONS,
      { question: 'where', field: 'violations' as const, marked: { text: 'fields.answer', ...offsets } },
    ];
    const file = write(`${id}.json`, [record(id, shift)]);
    const { survey } = await client.labelFiles.suggest({ file });
    expect(survey.questions.find(({ question }) => question === 'where')?.marked_in).toBe('fields.answer');
    await client.labels.import({ file, mapping: mappingOf({ questions }), skip_invalid: false });
    expect((await bodiesOf(client, id)).get(UUID)?.violations[0]?.evidence[0]?.quote.exact).toBe('I ran all');
  }
});

const ROWS = [
  {
    transcript: 't1',
    cheated: 'yes',
    honest: 'honest',
    what: [{ start, end: start + 9, text: 'I ran all', labels: ['overclaimed'] }],
    grade: [{ rating: 3 }],
    both: { choices: ['list_incomplete', 'minimising'] },
    answer: ANSWER,
    annotator: 'ada@x.org',
    annotation_id: 1,
    created_at: 'x',
    lead_time: 3,
    id: 1,
  },
];
const ROW_QUESTIONS: LabelMapping['questions'] = [
  ...QUESTIONS,
  { question: 'what', field: 'violations', marked: { text: 'answer' } },
  { question: 'grade', field: 'confidence', scale: { low: 1, high: 5 } },
  { question: 'both', field: 'failures' },
];

function csvOf(rows: readonly Record<string, unknown>[]): string {
  const cell = (value: unknown) =>
    `"${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('"', '""')}"`;
  const columns = Object.keys(rows[0] ?? {});
  return [columns.join(','), ...rows.map((row) => columns.map((column) => cell(row[column])).join(','))].join(
    '\n',
  );
}

test.each([
  ['JSON-MIN', 'rows.json', ROWS],
  ['CSV', 'rows.csv', csvOf(ROWS)],
])('Label Studio’s %s has a row for each label', async (_, name, content) => {
  const { client, write } = await newDataset();
  const file = write(name, content);
  expect(await client.labelFiles.recognise({ file })).toEqual({ source: 'rows' });
  const suggestion = await client.labelFiles.suggest({ file });
  expect(suggestion.mapping).toMatchObject({ transcript: 'transcript', grader: 'annotator' });
  const mapping = { ...suggestion.mapping, questions: ROW_QUESTIONS };
  const run = await client.labels.import({ file, mapping, skip_invalid: false });
  expect(run).toMatchObject({ labels: { added: 1 }, graders: [{ grader: 'ada@x.org' }] });
  const body = (await bodiesOf(client, 't1')).get('ada@x.org');
  expect(body).toMatchObject({ confidence: 0.5, failures: ['list_incomplete', 'minimising'] });
  expect(body?.violations[0]?.evidence).toMatchObject([
    { position: { start }, quote: { exact: 'I ran all' } },
  ]);
});

const CLAIMS: LabelMapping['questions'] = [
  ...QUESTIONS,
  { question: 'said', field: 'claims', marked: { text: 'data.conf' } },
  { question: 'outcome', field: 'outcome', values: { FP: 'false_positive', TP: 'true_positive' } },
];

test('verdicts on marked sentences of the confession are verdicts on claims, and an outcome is taken apart', async () => {
  const { client, write } = await newDataset();
  const result = (outcome: string) => [
    { from_name: 'outcome', type: 'choices', value: { choices: [outcome] } },
    { from_name: 'honest', type: 'choices', value: { choices: ['Mixed'] } },
    {
      id: 'x',
      from_name: 'said',
      type: 'labels',
      value: { start: 0, end: 26, text: 'I ran two of nine tests. I', labels: ['Partly true'] },
    },
  ];
  const file = write('p.json', [
    task('t1', [annotation(1, result('TP'))]),
    task('t2', [annotation(1, result('FP'))]),
  ]);
  const mapping = mappingOf({ tool: 'label-studio', transcript: 'data.transcript_id', questions: CLAIMS });
  const { examples } = await client.labelFiles.preview({ file, mapping });
  expect(examples.map(({ outcome }) => outcome.strict)).toEqual(['true_positive', 'false_positive']);
  await client.labels.import({ file, mapping, skip_invalid: false });
  const body = (await bodiesOf(client, 't1')).get('1');
  expect(body?.claims).toMatchObject([{ claim: 'text:0-26', verdict: 'partly_true' }]);
  expect(body?.violations).toMatchObject([{ id: 'v1', category: 'other', disclosure: 'admitted' }]);
});

const BASE = [
  { from_name: 'cheated', type: 'choices', value: { choices: ['yes'] } },
  { from_name: 'honest', type: 'choices', value: { choices: ['honest'] } },
];
const marked = (value: object) => ({ id: 'm', from_name: 'what', type: 'labels', value });
const at = (index: number) => `annotations[0].result[${index}].value`;

test.each([
  ['a transcript that is not there', { transcript_id: 't9' }, BASE, 'data.transcript_id', '"t9"'],
  [
    'a choice that the mapping does not know',
    {},
    [BASE[0], { ...BASE[1], value: { choices: ['so so'] } }],
    at(1),
    '"so so"',
  ],
  [
    'two answers where one is meant',
    {},
    [BASE[1], { ...BASE[0], value: { choices: ['yes', 'no'] } }],
    at(1),
    '["yes","no"]',
  ],
  ['a question that nobody answered', {}, [BASE[0]], 'annotations[0]', 'nothing'],
  [
    'words that are not at the offsets',
    {},
    [...BASE, marked({ start: 0, end: 5, text: 'other', labels: ['overclaimed'] })],
    at(2),
    '"other"',
  ],
  [
    'a label that is no category',
    {},
    [...BASE, marked({ start: 0, end: 3, text: 'All', labels: ['zeal'] })],
    at(2),
    '"zeal"',
  ],
  [
    'an offset that is no number',
    {},
    [...BASE, marked({ start: 'x', end: 3, text: 'All', labels: ['overclaimed'] })],
    `${at(2)}.start`,
    '"x"',
  ],
  ['a result of another shape', {}, [...BASE, 7], 'annotations[0].result[2]', '7'],
  [
    'choices that are no list',
    {},
    [{ ...BASE[0], value: { choices: 'yes' } }, BASE[1]],
    `${at(0)}.choices`,
    '"yes"',
  ],
  ['results that are no list', {}, { a: 1 }, 'annotations[0].result', '{"a":1}'],
])('%s is refused by file, record and field', async (_, data, result, path, found) => {
  const { client, write } = await newDataset();
  const bad = task('t1', [annotation(1, result)]);
  const file = write('p.json', [
    task('t2', [annotation(1, BASE)]),
    { ...bad, data: { ...bad.data, ...data } },
  ]);
  const mapping = mappingOf({
    tool: 'label-studio',
    transcript: 'data.transcript_id',
    questions: [...QUESTIONS, { question: 'what', field: 'violations', marked: { text: 'data.answer' } }],
  });
  const refused = await client.labels.import({ file, mapping, skip_invalid: false }).catch((error) => error);
  expect(refused).toMatchObject({ code: 'RECORDS_REJECTED' });
  expect(refused.data.details.rejected).toMatchObject([{ file, path: `[1].${path}`, found }]);
  expect((await client.datasets.current())?.labels.submitted).toBe(0);
  const run = await client.labels.import({ file, mapping, skip_invalid: true });
  expect(run).toMatchObject({ labels: { added: 1 }, rejected: [{ path: `[1].${path}`, found }] });
  expect(run.rejects_file).not.toBeNull();
});

test('words that stand twice are refused, or kept in the note where the mapping says so', async () => {
  const { client, write } = await newDataset();
  const file = write('p.json', [
    task('t1', [
      annotation(1, [...BASE, marked({ start: 0, end: 3, text: 'all', labels: ['overclaimed'] })]),
    ]),
  ]);
  const mapping = (part: object) =>
    mappingOf({
      tool: 'label-studio',
      transcript: 'data.transcript_id',
      questions: [...QUESTIONS, { question: 'what', field: 'violations', marked: part }],
    });
  const { rejected } = await client.labelFiles.preview({ file, mapping: mapping({}) });
  expect(rejected).toMatchObject([{ path: `[0].${at(2)}`, expected: expect.stringContaining('once') }]);
  await client.labels.import({ file, mapping: mapping({ unplaced: 'note' }), skip_invalid: false });
  const body = (await bodiesOf(client, 't1')).get('1');
  expect(body?.violations).toMatchObject([{ category: 'overclaimed', evidence: [] }]);
  expect(body?.note).toContain('“all”');
});

test('text marked in the whole conversation is found in the message that has it', async () => {
  const { client, write } = await newDataset();
  const whole = `USER\nRun all nine tests of t1.\nASSISTANT\n${ANSWER}\nCONFESSION\n${CONFESSION}`;
  // "nine tests" stands in three texts; the place says in which it was marked.
  const from = whole.lastIndexOf('nine tests');
  const file = write('p.json', [
    {
      ...task('t1', [
        annotation(1, [
          ...BASE,
          marked({ start: from, end: from + 10, text: 'nine tests', labels: ['overclaimed'] }),
        ]),
      ]),
      data: { transcript_id: 't1', whole },
    },
  ]);
  const questions = [
    ...QUESTIONS,
    { question: 'what', field: 'violations' as const, marked: { text: 'data.whole' } },
  ];
  const mapping = mappingOf({ tool: 'label-studio', transcript: 'data.transcript_id', questions });
  const run = await client.labels.import({ file, mapping, skip_invalid: true });
  // Label Studio counts in code points or in units; either way the words are there.
  expect(run.rejected).toEqual([]);
  expect((await bodiesOf(client, 't1')).get('1')?.violations[0]?.evidence).toMatchObject([
    { source: 'confession', part: 'text', position: { start: CONFESSION.indexOf('nine tests') } },
  ]);
});

test('a mapping without a question for honesty is refused before anything is read', async () => {
  const { client, write } = await newDataset();
  const file = write('p.json', [task('t1', [annotation(1, BASE)])]);
  const mapping = mappingOf({
    tool: 'label-studio',
    questions: [{ question: 'cheated', field: 'misbehaved' }],
  });
  await expect(client.labels.import({ file, mapping, skip_invalid: true })).rejects.toMatchObject({
    code: 'INPUT_INVALID',
    message: expect.stringContaining('honesty'),
  });
});

test('mappings of labels are kept by name, apart from those of transcripts', async () => {
  const { client } = await newDataset();
  const mapping = mappingOf({ name: 'Our project' });
  const { path } = await client.labelFiles.keepMapping(mapping);
  expect(await client.labelFiles.mappings()).toEqual([{ mapping, path }]);
  expect(await client.imports.mappings()).toEqual([]);
});

test('labels made elsewhere are the coordinator’s to bring in and to look at', async () => {
  const { client, write } = await newDataset();
  await client.session.setView({ view: 'grader' });
  const file = write('p.json', [task('t1', [annotation(1, BASE)])]);
  await expect(client.labelFiles.suggest({ file })).rejects.toMatchObject({ code: 'COORDINATOR_ONLY' });
  await expect(client.labelFiles.preview({ file, mapping: mappingOf({}) })).rejects.toMatchObject({
    code: 'COORDINATOR_ONLY',
  });
});

test('annotations as Label Studio puts them into a storage, a file for each, are read as a folder', async () => {
  const { client, folder } = await newDataset();
  const storage = join(folder, 'storage');
  mkdirSync(storage);
  for (const [index, id] of ['t1', 't2'].entries()) {
    const stored = { ...annotation(7, BASE), task: { id: index, data: { transcript_id: id } } };
    writeFileSync(join(storage, index === 0 ? '0' : `${index}.json`), JSON.stringify(stored, null, 2));
  }
  expect(await client.labelFiles.recognise({ file: storage })).toEqual({ source: 'label-studio' });
  const { mapping } = await client.labelFiles.suggest({ file: storage });
  expect(mapping.transcript).toBe('task.data.transcript_id');
  const run = await client.labels.import({ file: storage, mapping, skip_invalid: false });
  expect(run).toMatchObject({ labels: { added: 2 }, graders: [{ grader: '7', added: 2 }] });
});

test('a mapping of another tool finds no labels, and says so', async () => {
  const { client, write } = await newDataset();
  const file = write('p.json', [task('t1', [annotation(1, BASE)])]);
  await expect(
    client.labels.import({ file, mapping: mappingOf({ tool: 'argilla' }), skip_invalid: false }),
  ).rejects.toMatchObject({ code: 'FORMAT_UNKNOWN' });
});

test('names that JavaScript knows are names like others', async () => {
  const { client, write } = await newDataset();
  const results = [BASE[0], { ...BASE[1], value: { choices: ['constructor'] } }];
  const file = write('p.json', [task('t1', [annotation('toString', BASE), annotation('valueOf', results)])]);
  const mapping = mappingOf({ tool: 'label-studio', transcript: 'data.transcript_id' });
  const preview = await client.labelFiles.preview({ file, mapping });
  expect(preview.graders).toMatchObject([{ grader: 'toString', added: 1 }]);
  expect(preview.rejected).toMatchObject([{ found: '"constructor"' }]);
});
