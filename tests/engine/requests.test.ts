import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImportRun } from '../../shared/contract/imports.ts';
import {
  importRecords,
  resultOf,
  SECRET_REASONING,
  startEngine,
  transcriptRecord,
  writeJsonl,
} from './support.ts';

interface Line {
  custom_id: string;
  body: { model: string; messages: { role: string; content: string; tool_calls?: unknown }[] };
  params: { model: string; system?: string; messages: { role: string; content: string }[] };
}

async function newDataset() {
  const { client: connect, folder } = startEngine();
  const client = connect();
  await client.settings.update({ grader: 'Ada' });
  await client.session.setView({ view: 'coordinator' });
  await client.datasets.create({ path: join(folder, 'd.shrive') });
  await importRecords(client, folder, [transcriptRecord('t1'), transcriptRecord('t2')]);
  const write = async (request: object) => {
    const out = join(folder, `${Math.random()}.jsonl`);
    const answer = await client.requests.write({
      kind: 'confess',
      provider: 'openai',
      model: 'm',
      out,
      ...request,
    });
    const text = readFileSync(out, 'utf8');
    return {
      ...answer,
      text,
      lines: text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Line),
    };
  };
  const take = (records: readonly unknown[], more: object = {}): Promise<ImportRun> =>
    client.imports
      .run({ files: [writeJsonl(folder, 'results.jsonl', records)], skip_invalid: false, ...more })
      .then(resultOf);
  const released = async (transcript_id: string) => {
    const { confessions } = await client.transcripts.get({ transcript_id });
    return Promise.all(
      confessions.map(async ({ confession }) => (await client.labels.get({ confession })).released),
    );
  };
  return { client, folder, write, take, released };
}

const openAi = (custom_id: string, content: string) => ({
  id: 'batch_req_1',
  custom_id,
  response: {
    status_code: 200,
    body: {
      model: 'm-1',
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    },
  },
  error: null,
});

const anthropic = (custom_id: string, text: string) => ({
  custom_id,
  result: {
    type: 'succeeded',
    message: {
      type: 'message',
      role: 'assistant',
      model: 'c-1',
      content: [
        { type: 'thinking', thinking: 'Be open.', signature: 's' },
        { type: 'text', text },
      ],
      stop_reason: 'end_turn',
    },
  },
});

test('a model is asked to confess after its transcript, in a system message, without its reasoning', async () => {
  const { write } = await newDataset();
  const { lines, text, rows, prompt } = await write({ samples: 2 });
  expect([rows, prompt.name]).toEqual([4, 'confess@1']);
  expect(lines[0]).toMatchObject({ method: 'POST', url: '/v1/chat/completions', body: { model: 'm' } });
  const messages = lines[0]?.body.messages ?? [];
  expect(messages.map(({ role }) => role)).toEqual([
    'system',
    'user',
    'assistant',
    'tool',
    'assistant',
    'system',
  ]);
  expect(messages.at(-1)?.content).toContain('compliance_analysis');
  expect(text).not.toContain(SECRET_REASONING);
  const ids = lines.map(({ custom_id }) => custom_id);
  expect(new Set(ids).size).toBe(4);
  for (const id of ids) expect(id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
  expect(ids[0]).toContain(prompt.sha256.slice(0, 8));
});

test('Anthropic gets turns that alternate, what the system said apart, and tools as text', async () => {
  const { write } = await newDataset();
  const { lines } = await write({ provider: 'anthropic' });
  const { params } = lines[0] as Line;
  expect(params.system).toContain('Run all nine tests');
  expect(params.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant', 'user']);
  expect(params.messages[1]?.content).toContain('[call of run_tests]');
  expect(params.messages[2]?.content).toContain('2 passed');
});

test('what comes back is joined: confessions with their request, several samples several confessions', async () => {
  const { write, take, released } = await newDataset();
  const { lines } = await write({ samples: 2 });
  const results = lines.map(({ custom_id }, index) => openAi(custom_id, `I ran ${index}.`));
  expect(await take(results)).toMatchObject({
    confessions: { added: 4, existing: 0 },
    files: [{ format: 'batch-results' }],
  });
  expect(await take([...results].reverse())).toMatchObject({ confessions: { added: 0, existing: 4 } });
  const confessions = (await released('t1')).map(({ confession }) => confession);
  expect(confessions.slice(2).map((each) => each?.text)).toEqual(['I ran 0.', 'I ran 1.']);
  expect(confessions[2]?.request).toContain('compliance_analysis');
});

test('reasoning in the text, contents in parts and answers without a status are read', async () => {
  const { write, take, released } = await newDataset();
  const { lines } = await write({});
  const [first = '', second = ''] = lines.map(({ custom_id }) => custom_id);
  const parts = openAi(second, '') as unknown as { response: { body: { choices: { message: object }[] } } };
  const [choice] = parts.response.body.choices;
  if (choice !== undefined)
    choice.message = { role: 'assistant', content: [{ type: 'text', text: 'I did.' }] };
  const { error: _error, ...rest } = openAi(first, '<think>Be open.</think>\n\nI ran two.');
  const bare = { ...rest, response: { body: rest.response.body } };
  expect(await take([bare, parts])).toMatchObject({ confessions: { added: 2 } });
  expect((await released('t1')).at(-1)).toMatchObject({
    confession: { text: 'I ran two.' },
    confession_reasoning: 'Be open.',
  });
  expect((await released('t2')).at(-1)).toMatchObject({ confession: { text: 'I did.' } });
});

test('nothing of a batch is dropped unsaid: cut off, refused, foreign, twice with other words, broken lines first', async () => {
  const { write, take, released } = await newDataset();
  const { lines } = await write({ samples: 3 });
  const [a = '', b = '', c = '', d = ''] = lines.map(({ custom_id }) => custom_id);
  const cut = openAi(a, 'I ran');
  const [choice] = cut.response.body.choices;
  if (choice !== undefined) choice.finish_reason = 'length';
  const refused = anthropic(b, 'I cannot.');
  refused.result.message.stop_reason = 'refusal';
  const results = [
    openAi('request-1', 'Not ours.'),
    cut,
    refused,
    openAi(c, 'One.'),
    openAi(c, 'Another.'),
    { id: 'x', custom_id: d, response: null, error: { code: 'batch_expired', message: 'It expired.' } },
  ];
  const run = await take(results, { skip_invalid: true });
  expect(run).toMatchObject({ confessions: { added: 2 }, files: [{ format: 'batch-results' }] });
  expect(run.rejected.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    expect.stringMatching(/^1 .*an id that shrive requests gave/),
    expect.stringMatching(/^2 the confession was cut off \("length"\)/),
    expect.stringMatching(/^3 the model refused: .*I cannot/),
    expect.stringMatching(/^5 .*confession/),
    expect.stringMatching(/^6 the request failed: It expired/),
  ]);
  expect((await released('t1')).map((each) => each?.confession?.text)).toContain('I ran');
  // Without the flag the doubtful ones refuse the file, and nothing is taken.
  await expect(take([cut, openAi('request-1', 'Not ours.')])).rejects.toMatchObject({
    code: 'RECORDS_REJECTED',
  });
});

test('the answers of Anthropic bring their reasoning', async () => {
  const { write, take, released } = await newDataset();
  const { lines } = await write({ provider: 'anthropic' });
  await take(lines.map(({ custom_id }) => anthropic(custom_id, 'I ran two.')));
  expect((await released('t2')).at(-1)).toMatchObject({
    confession: { text: 'I ran two.' },
    confession_reasoning: 'Be open.',
  });
});

test('a judge is asked about each confession and its scores come back under its name', async () => {
  const { write, take, released } = await newDataset();
  const { lines, rows } = await write({ kind: 'judge' });
  expect(rows).toBe(4);
  expect(lines[0]?.body.messages[1]?.content).toContain('not_complied_claimed_compliance');
  const results = lines.map(({ custom_id }) =>
    openAi(custom_id, '{"reasons": "score: 3 of 4", "score": 0.25}'),
  );
  expect(await take(results)).toMatchObject({ judge_scores: { added: 4, existing: 0 } });
  expect(await take(results)).toMatchObject({ judge_scores: { added: 0, existing: 4 } });
  const [first] = await released('t1');
  expect(first?.judge_scores?.map(({ judge, score }) => [judge.replace(/ \(.*/, ''), score])).toEqual([
    ['SECRET-judge', 0.9],
    ['m-1', 0.25],
  ]);
});

test('failures are listed with their reason and kept, and stop nothing', async () => {
  const { write, take } = await newDataset();
  const { lines } = await write({ samples: 4 });
  const ids = lines.map(({ custom_id }) => custom_id);
  const at = (index: number) => ids[index] ?? '';
  const results = [
    openAi(at(0), 'I ran two.'),
    { custom_id: at(1), response: null, error: { code: 'batch_expired', message: 'It took too long.' } },
    {
      custom_id: at(2),
      response: { status_code: 429, body: { error: { message: 'Slow down.' } } },
      error: null,
    },
    openAi(at(3), ''),
    {
      custom_id: at(4),
      result: { type: 'errored', error: { type: 'error', error: { message: 'Overloaded.' } } },
    },
    { custom_id: at(5), result: { type: 'expired' } },
    {
      custom_id: at(6),
      response: {
        status_code: 200,
        body: { choices: [{ message: { content: null, refusal: 'I will not.' } }] },
      },
      error: null,
    },
  ];
  const run = await take(results);
  expect(run.confessions.added).toBe(1);
  expect(run.rejected.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    '2: the request failed: It took too long.',
    '3: the request failed with status 429: Slow down.',
    '4: the answer is empty',
    '5: the request failed: Overloaded.',
    '6: the request was not answered ("expired")',
    '7: the model refused: I will not.',
  ]);
  expect(
    run.rejects_file === null ? 0 : readFileSync(run.rejects_file, 'utf8').trim().split('\n').length,
  ).toBe(6);
});

test('an answer about what is not here refuses the file', async () => {
  const { write, take } = await newDataset();
  const { lines } = await write({});
  const stranger = (lines[0]?.custom_id ?? '').replace(/_[0-9a-f]{24}_/, `_${'0'.repeat(24)}_`);
  await expect(take([openAi(stranger, 'x')])).rejects.toMatchObject({
    code: 'RECORDS_REJECTED',
    data: { where: { path: 'custom_id' } },
  });
});

test('a blind grader gets no requests, a file that is there is left alone, and nothing chosen is said', async () => {
  const { client, folder, write } = await newDataset();
  const { path, text } = await write({});
  const again = { kind: 'judge', provider: 'openai', model: 'm', out: path } as const;
  await expect(client.requests.write(again)).rejects.toMatchObject({ code: 'FILE_EXISTS' });
  expect(readFileSync(path, 'utf8')).toBe(text);
  const out = join(folder, 'new.jsonl');
  await expect(
    client.requests.write({ ...again, out, filter: { search: 'nowhere to be found' } }),
  ).rejects.toMatchObject({ code: 'NOTHING_TO_EXPORT' });
  await client.session.setView({ view: 'grader' });
  await expect(client.requests.write({ ...again, out })).rejects.toMatchObject({ code: 'COORDINATOR_ONLY' });
  expect(existsSync(out)).toBe(false);
});

test('whatever a provider writes, each line is taken or named', async () => {
  const { write, take } = await newDataset();
  const { lines } = await write({ samples: 3 });
  const ids = lines.map(({ custom_id }) => custom_id);
  const value = fc.oneof(fc.jsonValue(), fc.constant({ type: 'succeeded', message: { content: [null, 1] } }));
  const body = fc.record({ status_code: fc.constantFrom(200, 500, null), body: value }, { requiredKeys: [] });
  const record = fc.record(
    {
      custom_id: fc.oneof(fc.constantFrom(...ids), fc.jsonValue()),
      response: fc.oneof(body, value),
      result: value,
      error: fc.option(value),
    },
    { requiredKeys: ['custom_id'] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 4 }), async (records) => {
      const run = await take(records, { format: 'batch-results', skip_invalid: true });
      expect(run.confessions.added + run.confessions.existing + run.rejected_count).toBe(records.length);
    }),
    { numRuns: 40 },
  );
});
