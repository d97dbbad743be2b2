import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSource } from '../../main/engine/formats/index.ts';
import { anyRecords, mappedReader } from '../../main/engine/formats/mapping.ts';
import { ShriveError } from '../../shared/contract/errors.ts';
import { Mapping } from '../../shared/mapping/mapping.ts';
import { suggestMapping } from '../../shared/mapping/suggest-mapping.ts';
import { jsonLines, plainText, spoken } from './lines.ts';
import { madeFile, type ReadFile, realFile } from './read-file.ts';

const BASE: Pick<Mapping, 'version' | 'name' | 'judge_scores' | 'metadata'> = {
  version: 1,
  name: 'm',
  judge_scores: [],
  metadata: 'rest',
};

async function readMapped(file: string, mapping: Mapping): Promise<ReadFile> {
  const read: ReadFile = { format: 'mapping', transcripts: [], rejected: [] };
  for await (const record of mappedReader(mapping).read(await openSource(file), undefined)) {
    if ('transcript' in record) read.transcripts.push(record.transcript);
    else read.rejected.push({ line: record.line, ...record.rejected });
  }
  return read;
}

async function suggested(file: string): Promise<Mapping> {
  const values: unknown[] = [];
  for await (const raw of anyRecords(await openSource(file), undefined))
    if ('value' in raw) values.push(raw.value);
  const { mapping } = suggestMapping(values);
  if (mapping === undefined) throw new Error('nothing was suggested');
  return Mapping.parse(mapping);
}

const ROWS = [
  {
    run_id: 'r1',
    task: { question: 'Did all tests pass?', id: 9 },
    model_answer: 'All pass.',
    self_report: 'I ran two of nine.',
    judge: { honesty_score: 5 },
    model: 'm',
  },
  {
    run_id: 'r2',
    task: { question: 'Sum?', id: 10 },
    model_answer: 'Four.',
    self_report: '',
    judge: { honesty_score: null },
    model: 'm',
  },
];

test('records of an unknown shape are read as suggested', async () => {
  const file = madeFile('own.jsonl', jsonLines(ROWS));
  const mapping = await suggested(file);
  expect(mapping).toMatchObject({
    id: 'run_id',
    conversation: { prompt: 'task.question', answer: 'model_answer' },
    confession: { path: 'self_report' },
    judge_scores: [{ judge: 'honesty_score', path: 'judge.honesty_score', low: 1, high: 5 }],
  });
  const { transcripts, rejected } = await readMapped(file, mapping);
  expect(rejected).toEqual([]);
  expect(transcripts[0]).toMatchObject({
    id: 'r1',
    confessions: [
      {
        confession: { id: '1', text: 'I ran two of nine.' },
        judge_scores: [{ judge: 'honesty_score', score: 1 }],
      },
    ],
  });
  expect(spoken(transcripts[0]?.messages)).toEqual(['user: Did all tests pass?', 'assistant: All pass.']);
  expect(transcripts[0]?.metadata).toEqual({ task: { id: 9 }, model: 'm' });
  expect(transcripts[1]?.confessions).toEqual([]);
});

test.each([
  [',', '\n'],
  [';', '\r\n'],
  ['\t', '\n'],
])(
  'a table separated by %j is read, with quotes, line ends in cells and a byte order mark',
  async (separator, end) => {
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const lines = [
      ['id', 'prompt', 'completion', 'confession', 'judge_score'],
      [
        '1',
        'Say "x", or; y\tz',
        'Line one\nline two',
        '{"compliance_analysis":[],"overall_compliance_grade":2}',
        '0.25',
      ],
      ['2', 'Q', 'A', 'I lied.', ''],
    ];
    const text = lines.map((row) => row.map(cell).join(separator)).join(end);
    const file = madeFile('own.csv', `\ufeff${text}${end}`);
    const mapping = await suggested(file);
    const { transcripts, rejected } = await readMapped(file, mapping);
    expect(rejected).toEqual([]);
    expect(spoken(transcripts[0]?.messages)).toEqual([
      'user: Say "x", or; y\tz',
      'assistant: Line one\nline two',
    ]);
    expect(transcripts[0]?.confessions).toMatchObject([
      {
        confession: { report: { overall_compliance_grade: 2 } },
        judge_scores: [{ judge: 'judge_score', score: 0.25 }],
      },
    ]);
    expect(transcripts[1]).toMatchObject({
      id: '2',
      confessions: [{ confession: { text: 'I lied.' }, judge_scores: [] }],
    });
  },
);

test('a row that is too long, and a quote that nobody closes, are said with their line', async () => {
  const file = madeFile('own.csv', 'prompt,completion\nQ,A\nQ,A,B\nQ,"A\nmore');
  const { transcripts, rejected } = await readMapped(file, {
    ...BASE,
    conversation: { prompt: 'prompt', answer: 'completion' },
  });
  expect(transcripts).toHaveLength(1);
  expect(rejected.map(({ line }) => line)).toEqual([3, 4]);
});

test('confessions of one transcript in several rows belong together where they are named', async () => {
  const rows = ['a', 'b'].map((name) => ({ t: 1, q: 'Q', a: 'A', c: `I ${name}.`, name }));
  const mapping: Mapping = {
    ...BASE,
    id: 't',
    conversation: { prompt: 'q', answer: 'a' },
    confession: { path: 'c', id: 'name' },
  };
  const file = madeFile('own.jsonl', jsonLines(rows));
  const together = await readMapped(file, mapping);
  expect(together.transcripts.map(({ id, confessions }) => [id, confessions[0]?.confession.id])).toEqual([
    ['1', 'a'],
    ['1', 'b'],
  ]);
  const apart = await readMapped(file, { ...mapping, confession: { path: 'c' } });
  expect(apart.transcripts.map(({ id }) => id)).toEqual(['1', '1#2']);
});

test('paths lead into lists, and task, model, environment and family have a place of their own', async () => {
  const records = [
    {
      meta: { task: 'sum', env: 'maths', group: 7 },
      llm: [{ slug: 'm' }],
      asked: [{ role: 'user', content: 'Q' }],
      choices: [{ message: { role: 'assistant', content: 'A' }, finish_reason: 'stop' }],
    },
  ];
  const mapping = Mapping.parse({
    ...BASE,
    conversation: { prompt: '$.asked', answer: '$.choices[0].message' },
    task: 'meta.task',
    environment: 'meta.env',
    family: 'meta.group',
    model: 'llm[0].slug',
  });
  const { transcripts, rejected } = await readMapped(madeFile('own.jsonl', jsonLines(records)), mapping);
  expect(rejected).toEqual([]);
  expect(spoken(transcripts[0]?.messages)).toEqual(['user: Q', 'assistant: A']);
  expect(transcripts[0]?.family).toBe('7');
  expect(transcripts[0]?.metadata).toEqual({
    task_id: 'sum',
    environment: 'maths',
    model: 'm',
    choices: [{ finish_reason: 'stop' }],
  });
});

test('where a transcript comes from is proposed, also from the first item of a list', () => {
  const { mapping, paths } = suggestMapping([
    { id: 1, prompt: 'Q', answer: 'A', task_id: 3, runs: [{ model_name: 'm', n: 1 }], family: 'f', env: 'e' },
  ]);
  expect(mapping).toMatchObject({
    task: 'task_id',
    model: 'runs[0].model_name',
    family: 'family',
    environment: 'env',
  });
  expect(paths).toContainEqual({ path: 'runs[0].n', kind: 'number' });
});

test('a wrong path, and a score off its scale, are refused by their paths', async () => {
  const file = madeFile('own.jsonl', jsonLines([{ q: 'Q', a: 'A', c: 'I did.', s: 7 }]));
  const conversation = { prompt: 'q', answer: 'a' };
  expect((await readMapped(file, { ...BASE, conversation: { messages: 'nowhere' } })).rejected).toMatchObject(
    [{ path: 'nowhere' }],
  );
  const scored = {
    ...BASE,
    conversation,
    confession: { path: 'c' },
    judge_scores: [{ judge: 'j', path: 's', low: 1, high: 5 }],
  };
  expect((await readMapped(file, scored)).rejected).toMatchObject([
    { path: 's', expected: 'a number from 1 to 5' },
  ]);
});

test('Parquet of an unknown shape is read with a mapping', async () => {
  const file = realFile('parquet/types.parquet');
  const { transcripts } = await readMapped(file, await suggested(file));
  expect(transcripts.map(({ id }) => id)).toEqual(['t0', 't1']);
});

test('what is mapped is read, whatever its keys are called', async () => {
  const key = fc.string({
    unit: fc.constantFrom('a', 'b', '.', '[', ']', '"', ' ', '0'),
    minLength: 1,
    maxLength: 5,
  });
  const { pathOf } = await import('../../shared/json-path.ts');
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(key, { minLength: 3, maxLength: 3 }),
      plainText,
      plainText,
      async ([outer = '', q = '', a = ''], prompt, answer) => {
        const file = madeFile('own.jsonl', jsonLines([{ [outer]: { [q]: prompt, [a]: [answer] } }]));
        const conversation = { prompt: pathOf([outer, q]), answer: pathOf([outer, a, 0]) };
        const { transcripts } = await readMapped(file, Mapping.parse({ ...BASE, conversation }));
        expect(spoken(transcripts[0]?.messages)).toEqual([`user: ${prompt}`, `assistant: ${answer}`]);
        expect(transcripts[0]?.metadata).toEqual({});
      },
    ),
    { numRuns: 40 },
  );
});

test('the mapping of docs/formats/mapping.md is one', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../docs/formats/mapping.md'), 'utf8');
  const sample: unknown = JSON.parse(/```json\n([\s\S]*?)\n```/.exec(page)?.[1] ?? '');
  expect(Mapping.parse(sample)).toEqual(sample);
});

test('hostile files are rejected or fail with a code', async () => {
  const mapping: Mapping = {
    ...BASE,
    id: 'a',
    conversation: { prompt: 'b', answer: 'c' },
    confession: { path: 'd' },
    judge_scores: [{ judge: 'j', path: 'e', low: 0, high: 1 }],
  };
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ';', '{', '}', '\r'), maxLength: 60 }),
    fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.jsonValue())).map(jsonLines),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (content) => {
      try {
        await readMapped(madeFile('own.csv', content), mapping);
      } catch (error) {
        expect(error).toBeInstanceOf(ShriveError);
      }
    }),
    { numRuns: 150 },
  );
});
