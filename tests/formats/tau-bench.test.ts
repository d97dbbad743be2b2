import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectToBearAnything } from './hostile.ts';
import { madeFile, readFile, realFile } from './read-file.ts';
import { callId, expectedMessages, type Turn, turns } from './turns.ts';

function run(traj: unknown, more: object = {}) {
  const task = { user_id: 'mia', actions: [], instruction: 'Cancel it.', outputs: [] };
  return { task_id: 3, reward: 0.5, info: { task, source: 'user' }, traj, trial: 1, ...more };
}

test('one run that is the file, with null fields and ids of calls that come again', async () => {
  const { transcripts, format } = await readFile(realFile('tau-bench/tb_airline.json'));
  expect(format).toBe('tau-bench');
  const [read] = transcripts;
  expect(read?.id).toBe('tb_airline/mia_li_3668/0/0');
  expect(read?.family).toBe('tau-bench/mia_li_3668/0');
  expect(read?.metadata).toMatchObject({ task_id: 0, trial: 0, reward: 0, task: { user_id: 'mia_li_3668' } });
  expect(read?.messages).toHaveLength(42);
  expect(read?.messages[0]?.role).toBe('system');
  expect(read?.messages[4]?.tool_calls).toEqual([
    { id: '0', name: 'get_user_details', arguments: '{"user_id":"mia_li_3668"}' },
  ]);
  expect(read?.messages[5]).toMatchObject({ role: 'tool', name: 'get_user_details', tool_call_id: '0' });
  expect(read?.messages.every(({ extra }) => extra === undefined)).toBe(true);
});

test('of an array of runs, those that crashed are refused with what they say', async () => {
  const said = [{ role: 'user', content: 'Hi' }];
  const crashed = run([], { info: { error: 'Rate limit exceeded', traceback: 'Traceback …' } });
  const file = madeFile('f.json', JSON.stringify([run(said), crashed, run(said, { trial: 2 })]));
  const { transcripts, rejected } = await readFile(file);
  expect(transcripts.map(({ id, family }) => [id, family])).toEqual([
    ['f/mia/3/1', 'tau-bench/mia/3'],
    ['f/mia/3/2', 'tau-bench/mia/3'],
  ]);
  expect(rejected).toMatchObject([
    { path: 'traj', reason: expect.stringContaining('Rate limit exceeded') as string },
  ]);
});

function written(said: readonly Turn[]) {
  return said.flatMap(({ role, text, reasoning, calls }, turn) => [
    {
      role,
      content: text,
      ...(reasoning !== undefined && { reasoning_content: reasoning }),
      tool_calls:
        calls.length === 0
          ? null
          : calls.map((call, index) => ({
              id: callId(turn, index),
              function: { name: call.name, arguments: call.arguments },
            })),
    },
    ...calls.map((call, index) => ({
      role: 'tool',
      tool_call_id: callId(turn, index),
      name: call.name,
      content: call.result,
    })),
  ]);
}

test('what is written as runs is read as it was', async () => {
  await fc.assert(
    fc.asyncProperty(turns, async (said) => {
      const { transcripts } = await readFile(madeFile('f.json', JSON.stringify([run(written(said))])));
      expect(transcripts.map(({ messages }) => messages)).toEqual([expectedMessages(said)]);
    }),
    { numRuns: 40 },
  );
});

test('broken files give rejections, not failures', async () => {
  const calls = [{ name: 'f', arguments: { a: 1 }, result: 'r', failed: false }];
  const said: Turn[] = [{ role: 'assistant', text: 'a', reasoning: undefined, calls }];
  await expectToBearAnything('tau-bench', [run(written(said))]);
});

test('results of two models do not take each other’s ids, and their files tell of them', async () => {
  const name = 'tool-calling-gpt-4o-2024-11-20-0.0_range_0--1_user-claude-3-5-llm_1017153012';
  const content = JSON.stringify([run([{ role: 'user', content: 'Hi' }])]);
  const { transcripts } = await readFile(madeFile(`${name}.json`, content));
  expect(transcripts[0]).toMatchObject({
    id: `${name}/mia/3/1`,
    metadata: {
      run: name,
      model: 'gpt-4o-2024-11-20',
      agent_strategy: 'tool-calling',
      temperature: 0,
      user_model: 'claude-3-5',
      user_strategy: 'llm',
    },
  });
  // Through a pipe there is no name.
  const piped = await readFile(madeFile('d.standard-input-4711', content));
  expect(piped.transcripts[0]?.id).toBe('mia/3/1');
  expect(piped.transcripts[0]?.metadata).not.toHaveProperty('run');
});
