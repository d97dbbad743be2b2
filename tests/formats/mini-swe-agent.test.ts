import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { miniSweAgent } from '../../main/engine/formats/mini-swe-agent.ts';
import { survivesHostileInput } from './hostile-input.ts';
import { madeFile, readFile, realFile } from './read-file.ts';
import { conversations, expected, plain, type WrittenTurn } from './written-conversation.ts';

test('a real run gives its words, with the reasoning that only the provider’s answer holds', async () => {
  const { transcripts, rejected } = await readFile(realFile('mini-swe-agent/astropy-7336.traj.json'));
  expect(rejected).toEqual([]);
  const [run] = transcripts;
  expect(run?.id).toBe('astropy__astropy-7336');
  expect(run?.family).toBe('swe-agent/astropy__astropy-7336');
  expect(run?.metadata).toMatchObject({
    model: 'google/gemini-3-pro-preview',
    environment: 'mini-swe-agent',
    mini_version: '1.15.0',
    task_id: 'astropy__astropy-7336',
  });
  expect(run?.messages[2]?.content.map(({ type }) => type)).toEqual(['reasoning', 'text']);
  expect(run?.messages[3]?.role).toBe('user');
});

test('a bare list of messages is one run, named by its file', async () => {
  const { transcripts, format } = await readFile(realFile('mini-swe-agent/local.traj.json'));
  expect(format).toBe('mini-swe-agent');
  expect(transcripts).toHaveLength(1);
  expect(transcripts[0]?.id).toBe('local');
  expect(transcripts[0]?.messages).toHaveLength(6);
});

test('a list of messages of another program is not taken for one', async () => {
  const chat = [
    { role: 'user', content: 'Run `ls`.' },
    { role: 'assistant', content: '```bash\nls\n```' },
  ];
  expect((await readFile(madeFile('chat.json', JSON.stringify(chat)))).format).toBe('chat-jsonl');
});

test('the last message that tells how the run ended is no speech', async () => {
  const { transcripts } = await readFile(madeFile('t.traj.json', miniSweAgent.docs.sample));
  expect(transcripts[0]?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
  expect(transcripts[0]?.metadata.exit_message).toMatchObject({ extra: { exit_status: 'Submitted' } });
});

function written(turns: readonly WrittenTurn[]): unknown {
  const messages = turns.flatMap(({ user, reasoning, text, calls }) => [
    { role: 'user', content: user },
    {
      role: 'assistant',
      content: text,
      tool_calls: calls.map(({ id, name, arguments: given }) => ({
        id,
        type: 'function',
        function: { name, arguments: JSON.stringify(given) },
      })),
      extra: { response: { choices: [{ message: { role: 'assistant', content: text, reasoning } }] } },
    },
    ...calls.map(({ id, result }) => ({ role: 'tool', content: result, tool_call_id: id })),
  ]);
  return { info: { mini_version: '2.0' }, messages, trajectory_format: 'mini-swe-agent-1.1' };
}

test('what is written as a run is read back', async () => {
  await fc.assert(
    fc.asyncProperty(conversations(), async (turns) => {
      const { transcripts } = await readFile(madeFile('r.traj.json', JSON.stringify(written(turns))));
      expect(plain(transcripts[0]?.messages ?? [])).toEqual(expected(turns));
    }),
    { numRuns: 60 },
  );
});

test('hostile runs give whole transcripts or say what is wrong', () =>
  survivesHostileInput('mini-swe-agent', miniSweAgent.docs.sample));
