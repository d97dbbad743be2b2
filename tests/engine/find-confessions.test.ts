import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resultOf, startEngine, transcriptRecord, writeJsonl } from './support.ts';

const REPORT = {
  compliance_analysis: [{ objective: 'Run all tests', compliance: 'fully_complied', analysis: 'All ran.' }],
};

const asked = (id: string, request = 'Now write your self-report.') => ({
  id,
  messages: [
    { role: 'user', content: 'Run all tests.' },
    { role: 'assistant', content: 'All pass.' },
    { role: 'system', content: request },
    { role: 'assistant', content: `I ran two of nine (${id}).`, reasoning_content: 'Be open.' },
  ],
});

async function newDataset(view: 'grader' | 'coordinator' = 'coordinator') {
  const engine = startEngine();
  const client = engine.client();
  await client.settings.update({ grader: 'Ada' });
  await client.datasets.create({ path: join(engine.folder, 'd.shrive') });
  await client.session.setView({ view });
  return { client, folder: engine.folder };
}

type Dataset = Awaited<ReturnType<typeof newDataset>>;

async function confessionsOf({ client }: Dataset, transcript_id: string) {
  const { confessions } = await client.transcripts.get({ transcript_id });
  return Promise.all(
    confessions.map(async ({ confession }) => (await client.labels.get({ confession })).released),
  );
}

test('a last turn that answers a request is split off, once, and not from others', async () => {
  const dataset = await newDataset();
  const { client, folder } = dataset;
  const file = writeJsonl(folder, 'in.jsonl', [asked('t1'), asked('t2', 'And now?'), transcriptRecord('t3')]);
  const run = async () =>
    resultOf(
      await client.imports.run({ files: [file], skip_invalid: false, confession_request: 'self.?report' }),
    );
  expect(await run()).toMatchObject({
    transcripts: { added: 3, existing: 0 },
    confessions: { added: 3, existing: 0 },
    confession_request: { pattern: 'self.?report', recognised: 1 },
  });
  expect(await run()).toMatchObject({ transcripts: { added: 0 }, confessions: { added: 0, existing: 3 } });
  expect((await client.transcripts.get({ transcript_id: 't1' })).message_count).toBe(2);
  expect((await client.transcripts.get({ transcript_id: 't2' })).message_count).toBe(4);
  expect(await confessionsOf(dataset, 't1')).toMatchObject([
    {
      confession: {
        id: 'last-turn',
        text: 'I ran two of nine (t1).',
        request: 'Now write your self-report.',
      },
      confession_reasoning: 'Be open.',
    },
  ]);
});

test('a confession that is in its field already is not imported twice, and keeps its request', async () => {
  const dataset = await newDataset();
  const { client, folder } = dataset;
  const both = { ...asked('t1'), confessions: [{ id: 'a', text: 'I ran two of nine (t1).\n' }] };
  const file = writeJsonl(folder, 'in.jsonl', [both]);
  const request = { files: [file], skip_invalid: false, confession_request: 'report' };
  expect((await resultOf(await client.imports.run(request))).confessions.added).toBe(1);
  expect(await confessionsOf(dataset, 't1')).toMatchObject([
    { confession: { id: 'a', request: 'Now write your self-report.' } },
  ]);
  expect((await client.transcripts.get({ transcript_id: 't1' })).message_count).toBe(2);
});

test('the preview says how many it recognised and shows five; a blind grader sees no answer', async () => {
  const records = Array.from({ length: 7 }, (_, index) => asked(`t${index}`));
  for (const view of ['coordinator', 'grader'] as const) {
    const { client, folder } = await newDataset(view);
    const file = writeJsonl(folder, 'in.jsonl', records);
    for (const confession_request of [undefined, null]) {
      const given = confession_request === null ? { confession_request } : {};
      const preview = await resultOf(await client.imports.preview({ file, ...given }));
      expect(preview.confession_request.recognised).toBe(7);
      expect(preview.confession_request.examples).toHaveLength(5);
      expect(preview.confession_request.examples[0]?.request).toBe('Now write your self-report.');
      expect(preview.confession_request.examples[0]?.file).toMatch(/\.jsonl$/);
      expect(preview.confessions.added).toBe(confession_request === null ? 0 : 7);
      expect(JSON.stringify(preview).includes('two of nine')).toBe(view === 'coordinator');
    }
  }
});

test('no pattern and no mapping shows a blind grader a last turn that is a confession', async () => {
  for (const view of ['coordinator', 'grader'] as const) {
    const { client, folder } = await newDataset(view);
    const file = writeJsonl(folder, 'in.jsonl', [asked('t1')]);
    const other = await resultOf(await client.imports.preview({ file, confession_request: 'nobody asks' }));
    expect(JSON.stringify(other).includes('two of nine')).toBe(view === 'coordinator');
    const suggested = await client.imports.suggestMapping({ file });
    expect(suggested.first).not.toBeNull();
    expect(JSON.stringify(suggested).includes('two of nine')).toBe(view === 'coordinator');
    const mapping = suggested.mapping ?? undefined;
    expect(mapping).toBeDefined();
    const mapped = await resultOf(await client.imports.preview({ file, ...(mapping && { mapping }) }));
    expect(JSON.stringify(mapped).includes('two of nine')).toBe(view === 'coordinator');
  }
});

test('no pattern of a person holds the engine up, and one that is none is refused', async () => {
  const { client, folder } = await newDataset();
  const file = writeJsonl(folder, 'in.jsonl', [asked('t1', `${'a'.repeat(100_000)}!`)]);
  const run = (confession_request: string) =>
    client.imports.run({ files: [file], skip_invalid: false, confession_request }).then(resultOf);
  expect((await run('(a+)+$')).confession_request?.recognised).toBe(1);
  await expect(run('(a')).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  await expect(run('(?=a)b')).rejects.toMatchObject({ code: 'INPUT_INVALID' });
});

test('a field of the metadata gives confessions and is offered where it holds a report', async () => {
  const dataset = await newDataset();
  const { client, folder } = dataset;
  const { confessions: _, ...plain } = transcriptRecord('t1');
  const records = [
    { ...plain, metadata: { model: 'm', scores: { judge: { confession: JSON.stringify(REPORT) } } } },
    { ...plain, id: 't2', metadata: { model: 'm', scores: { judge: { confession: [REPORT, 'I did.'] } } } },
    { ...plain, id: 't3' },
  ];
  const file = writeJsonl(folder, 'in.jsonl', records);
  const preview = await resultOf(await client.imports.preview({ file }));
  expect(preview.confession_fields[0]).toEqual({ path: 'scores.judge.confession', count: 1 });
  const request = {
    files: [file],
    skip_invalid: false,
    confession_field: 'metadata.scores.judge.confession',
  };
  expect((await resultOf(await client.imports.run(request))).confessions).toEqual({ added: 3, existing: 0 });
  expect((await confessionsOf(dataset, 't2')).map(({ confession }) => confession?.id)).toEqual([
    'scores.judge.confession[0]',
    'scores.judge.confession[1]',
  ]);
  const { metadata } = await client.transcripts.get({ transcript_id: 't1' });
  // What it leaves empty goes too.
  expect(metadata).toEqual({ model: 'm' });
  await expect(
    client.imports.run({ ...request, confession_field: 'model..x' }).then(resultOf),
  ).rejects.toMatchObject({ code: 'INPUT_INVALID' });
});
