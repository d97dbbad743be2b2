import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { claudeCode } from '../../main/engine/formats/claude-code.ts';
import { survivesHostileInput } from './hostile-input.ts';
import { madeFile, readFile, realFile } from './read-file.ts';
import { conversations, expected, lines, plain, type WrittenTurn } from './written-conversation.ts';

/** A line of a session. */
function line(type: 'user' | 'assistant', uuid: string, parent: string | null, content: unknown, more = {}) {
  const id = type === 'assistant' ? { id: `m-${uuid}`, model: 'opus' } : {};
  return {
    type,
    uuid,
    parentUuid: parent,
    sessionId: 's1',
    isSidechain: false,
    message: { role: type, content, ...id },
    ...more,
  };
}

function response(uuid: string, parent: string, id: string, block: unknown, more = {}) {
  return {
    ...line('assistant', uuid, parent, []),
    message: { role: 'assistant', id, model: 'opus', content: [block] },
    ...more,
  };
}

const text = (value: string) => ({ type: 'text', text: value });
const call = (id: string) => ({ type: 'tool_use', id, name: 'Bash', input: { command: id } });
const result = (id: string) => [{ type: 'tool_result', tool_use_id: id, content: `did ${id}` }];

const sessionOf = async (values: readonly unknown[]) =>
  (await readFile(madeFile('session.jsonl', lines(values)))).transcripts;

test('a real session gives its words, calls and results in order', async () => {
  const { transcripts, rejected } = await readFile(realFile('claude-code/todowrite_examples.jsonl'));
  expect(rejected).toEqual([]);
  const [session] = transcripts;
  expect(session?.id).toBe('todowrite_session');
  expect(session?.family).toBe('todowrite_session');
  expect(session?.messages.map(({ role }) => role).join(' ')).toBe(
    'user assistant assistant tool assistant assistant tool user assistant assistant tool',
  );
  expect(session?.messages[2]?.tool_calls?.[0]).toMatchObject({
    id: 'toolu_todowrite_001',
    name: 'TodoWrite',
  });
  expect(session?.messages[3]).toMatchObject({ name: 'TodoWrite', tool_call_id: 'toolu_todowrite_001' });
  expect(session?.messages[3]?.extra).toHaveProperty('toolUseResult');
  expect(session?.metadata).toMatchObject({
    model: 'claude-sonnet-4',
    environment: 'claude-code',
    version: '1.0.24',
    cwd: '/tmp',
    summaries: ['Feature Implementation with Task Management'],
    lines_skipped: { summary: 1 },
  });
});

test('a compaction within the chain stays in its place, and its summary is marked', async () => {
  const { transcripts } = await readFile(realFile('claude-code/compaction_session.jsonl'));
  const [session] = transcripts;
  expect(session?.messages.map(({ role }) => role).join(' ')).toBe(
    'user assistant system user user assistant',
  );
  expect(session?.messages[2]?.extra).toMatchObject({ subtype: 'compact_boundary' });
  expect(session?.messages[3]?.extra).toMatchObject({ isCompactSummary: true });
});

test('what lay before a compaction is told from a branch that was left before it', async () => {
  const { transcripts, rejected } = await readFile(realFile('claude-code/compact-after-rewind.jsonl'));
  expect(rejected).toEqual([]);
  expect(transcripts.map(({ id, metadata }) => [id, metadata.transcript_kind])).toEqual([
    ['s2', 'session'],
    ['s2/b1a', 'branch'],
    ['s2/b2u2', 'before compaction'],
  ]);
  const [session] = transcripts;
  expect(session?.messages.map(({ role }) => role).join(' ')).toBe('system user assistant user assistant');
});

const attachment = (uuid: string, parent: string, value: unknown) => ({
  type: 'attachment',
  uuid,
  parentUuid: parent,
  sessionId: 's1',
  isSidechain: false,
  attachment: value,
});

test('what was typed while the model worked is a message; other attachments stay with their turn', async () => {
  const [session] = await sessionOf([
    line('user', 'a', null, 'Go.'),
    attachment('f', 'a', { type: 'file', filename: 'a.md', content: 'the words of a.md' }),
    response('b', 'f', 'm1', call('t1')),
    line('user', 'r', 'b', result('t1')),
    attachment('q', 'r', { type: 'queued_command', prompt: 'Parser first.', commandMode: 'prompt' }),
    attachment('n', 'q', {
      type: 'queued_command',
      prompt: [{ type: 'text', text: 'A task ended.' }],
      commandMode: 'task-notification',
    }),
    line('assistant', 'd', 'n', [text('Parser first, then.')]),
    attachment('h', 'd', { type: 'hook_success', stdout: 'hooked' }),
    { type: 'queue-operation', operation: 'remove', content: 'Never mind the tests.', sessionId: 's1' },
  ]);
  expect(session?.messages.map(({ role, content }) => [role, content[0]])).toEqual([
    ['user', text('Go.')],
    ['assistant', undefined],
    ['tool', text('did t1')],
    ['user', text('Parser first.')],
    ['user', text('A task ended.')],
    ['assistant', text('Parser first, then.')],
  ]);
  expect(session?.messages[3]?.extra).not.toHaveProperty('not_typed');
  expect(session?.messages[4]?.extra).toMatchObject({ not_typed: true });
  expect(session?.messages[1]?.extra?.attachments).toMatchObject([{ content: 'the words of a.md' }]);
  expect(session?.messages[5]?.extra?.attachments).toMatchObject([{ stdout: 'hooked' }]);
  expect(session?.metadata.queued).toEqual([{ operation: 'remove', content: 'Never mind the tests.' }]);
  expect(session?.metadata.lines_skipped).toEqual({ attachment: 2, 'queue-operation': 1 });
});

test('a line whose parent somebody took out follows the line before it', async () => {
  const transcripts = await sessionOf([
    line('user', 'a', 'of-an-earlier-file', 'Go.'),
    line('assistant', 'b', 'taken-out', [text('I begin.')]),
    line('user', 'x', null, 'Look around.', { isSidechain: true }),
    line('assistant', 'y', 'taken-out-too', [text('I looked.')], { isSidechain: true, agentId: 'scout' }),
    line('assistant', 'c', 'taken-out', [text('I end.')]),
  ]);
  expect(transcripts.map(({ id }) => id)).toEqual(['s1', 's1/scout']);
  expect(transcripts.map(({ messages }) => messages.length)).toEqual([3, 2]);
});

test('a result whose call has no id answers the call before it', async () => {
  const [session] = await sessionOf([
    line('user', 'a', null, 'Go.'),
    line('assistant', 'b', 'a', [
      text('I list.'),
      { type: 'tool_use', name: 'bash', input: { command: 'ls' } },
    ]),
    line('user', 'c', 'b', [{ type: 'tool_result', content: 'a.py' }]),
  ]);
  expect(session?.messages[1]?.tool_calls).toMatchObject([{ id: 'b/1', name: 'bash' }]);
  expect(session?.messages[2]).toMatchObject({ role: 'tool', name: 'bash', tool_call_id: 'b/1' });
});

test('a trace in this shape that names no session is read', async () => {
  const { sessionId: _a, ...first } = line('user', 'a', null, 'Go.');
  const { sessionId: _b, ...second } = line('assistant', 'b', 'a', [text('Done.')]);
  const transcripts = await sessionOf([first, second]);
  expect(transcripts.map(({ id, messages }) => [id, messages.length])).toEqual([[undefined, 2]]);
});

test('sessions of programs that were made after this one are not taken for its own', async () => {
  const qwen = {
    uuid: 'u',
    parentUuid: null,
    sessionId: 's',
    type: 'user',
    message: { role: 'user', parts: [{ text: 'Hello.' }] },
  };
  await expect(sessionOf([qwen])).rejects.toMatchObject({ code: 'FORMAT_UNKNOWN' });
});

test('lines of one response are one message, and its thinking without a text is withheld', async () => {
  const [session] = await sessionOf([
    line('user', 'a', null, 'Go.'),
    response('b', 'a', 'm1', { type: 'thinking', thinking: '', signature: 'x' }),
    response('c', 'b', 'm1', text('I run it.')),
    response('d', 'c', 'm1', call('t1')),
    line('user', 'e', 'd', result('t1')),
  ]);
  expect(session?.messages).toHaveLength(3);
  expect(session?.messages[1]?.content).toEqual([
    { type: 'reasoning', text: '', withheld: true },
    { type: 'text', text: 'I run it.' },
  ]);
  expect(session?.messages[1]?.extra).toMatchObject({ uuids: ['b', 'c', 'd'], uuid: 'd' });
  expect(session?.messages[2]).toMatchObject({ role: 'tool', tool_call_id: 't1' });
});

test('results of parallel calls, each hung on its own line, are all of the one transcript', async () => {
  const transcripts = await sessionOf([
    line('user', 'a', null, 'Go.'),
    response('b', 'a', 'm1', call('t1')),
    response('c', 'b', 'm1', call('t2')),
    line('user', 'r1', 'b', result('t1')),
    line('user', 'r2', 'c', result('t2')),
    line('assistant', 'd', 'r2', [text('Both ran.')]),
  ]);
  expect(transcripts).toHaveLength(1);
  expect(transcripts[0]?.messages.map(({ role, tool_call_id }) => tool_call_id ?? role)).toEqual([
    'user',
    'assistant',
    't1',
    't2',
    'assistant',
  ]);
});

test('an end that was left behind is a branch, linked both ways; a prompt that was taken back is kept aside', async () => {
  const transcripts = await sessionOf([
    line('user', 'a', null, 'Go.'),
    line('assistant', 'b', 'a', [text('First try.')]),
    line('user', 'x', null, 'Never mind.'),
    line('user', 'c', null, 'Go again.'),
    line('assistant', 'd', 'c', [text('Second try.')]),
  ]);
  expect(transcripts.map(({ id }) => id)).toEqual(['s1', 's1/b']);
  expect(transcripts[0]?.metadata).toMatchObject({
    parts: [{ id: 's1/b', kind: 'branch' }],
    unanswered: [{ content: 'Never mind.' }],
  });
  expect(transcripts[1]?.metadata).toMatchObject({ part_of: 's1', transcript_kind: 'branch' });
  expect(new Set(transcripts.map(({ family }) => family))).toEqual(new Set(['s1']));
});

test('a sub-agent is a transcript of its own, named by its id or by its first line', async () => {
  const side = { isSidechain: true };
  const transcripts = await sessionOf([
    line('user', 'a', null, 'Go.'),
    line('user', 'x', null, 'Look.', side),
    line('assistant', 'y', 'x', [text('Seen.')], side),
    line('user', 'u', null, 'Count.', { ...side, agentId: 'k7' }),
    line('assistant', 'v', 'u', [text('Two.')], { ...side, agentId: 'k7' }),
    line('assistant', 'b', 'a', [text('Done.')]),
  ]);
  expect(transcripts.map(({ id, messages }) => [id, messages.length])).toEqual([
    ['s1', 2],
    ['s1/x', 2],
    ['s1/k7', 2],
  ]);
  expect(transcripts[1]?.metadata).toMatchObject({ part_of: 's1', transcript_kind: 'sub-agent' });
});

test('a long sub-agent is one, also where its lines lie in reverse', async () => {
  const values = Array.from({ length: 3000 }, (_, index) =>
    line(index % 2 === 0 ? 'user' : 'assistant', `u${index}`, index === 0 ? null : `u${index - 1}`, 'x', {
      isSidechain: true,
    }),
  );
  const transcripts = await sessionOf(values.reverse());
  expect(transcripts.map(({ id, messages }) => [id, messages.length])).toEqual([['s1/u0', 3000]]);
});

test('what lies before a compaction that began a new root is a transcript of its own', async () => {
  const transcripts = await sessionOf([
    line('user', 'a', null, 'Go.'),
    line('assistant', 'b', 'a', [text('Working.')]),
    {
      type: 'system',
      subtype: 'compact_boundary',
      content: 'Conversation compacted',
      uuid: 'k',
      parentUuid: null,
      logicalParentUuid: 'b',
      sessionId: 's1',
    },
    line('user', 'c', 'k', 'Summary.', { isCompactSummary: true }),
    line('assistant', 'd', 'c', [text('Done.')]),
  ]);
  expect(transcripts.map(({ id, metadata }) => [id, metadata.transcript_kind])).toEqual([
    ['s1', 'session'],
    ['s1/b', 'before compaction'],
  ]);
});

test('several sessions in one file are several transcripts', async () => {
  const other = { sessionId: 's2' };
  const transcripts = await sessionOf([
    line('user', 'a', null, 'Go.'),
    line('assistant', 'b', 'a', [text('One.')]),
    line('user', 'c', 'b', 'On.', other),
    line('assistant', 'd', 'c', [text('Two.')], other),
  ]);
  expect(transcripts.map(({ id, messages }) => [id, messages.length])).toEqual([
    ['s1', 2],
    ['s2', 4],
  ]);
});

test('what no person typed is marked', async () => {
  const [session] = await sessionOf([
    line('user', 'a', null, 'Caveat.', { isMeta: true }),
    line('user', 'b', 'a', '<command-name>/clear</command-name>'),
    line('user', 'c', 'b', 'Go.'),
    line('assistant', 'd', 'c', [text('Done.')]),
  ]);
  expect(session?.messages[0]?.extra).toMatchObject({ isMeta: true });
  expect(session?.messages[1]?.extra).toMatchObject({ not_typed: ['command-name'] });
  expect(session?.messages[2]?.extra).not.toHaveProperty('not_typed');
});

test('a session of bookkeeping alone is refused, and lines that are broken are named', async () => {
  const only = await readFile(madeFile('s.jsonl', lines([{ type: 'summary', summary: 'x', leafUuid: 'y' }])));
  expect(only.format).toBe('claude-code');
  expect(only.rejected[0]?.reason).toMatch(/no conversation/);
  const broken = await readFile(
    madeFile(
      's.jsonl',
      `${lines([line('user', 'a', null, 'Go.'), line('assistant', 'b', 'a', [text('Done.')])])}{"type":"user","uu`,
    ),
  );
  expect(broken.transcripts).toHaveLength(1);
  expect(broken.rejected.map(({ line: at }) => at)).toEqual([3]);
});

test('lines that name each other in a ring end', async () => {
  const transcripts = await sessionOf([
    line('user', 'a', 'b', 'Go.'),
    line('assistant', 'b', 'a', [text('Done.')]),
  ]);
  expect(transcripts.length).toBeGreaterThan(0);
});

function written(turns: readonly WrittenTurn[]): unknown[] {
  const values: unknown[] = [];
  let last: string | null = null;
  const add = (make: (uuid: string, parent: string | null) => unknown) => {
    const uuid: string = `u${values.length}`;
    values.push(make(uuid, last));
    last = uuid;
  };
  for (const [index, { user, reasoning, text: said, calls }] of turns.entries()) {
    add((uuid, parent) => line('user', uuid, parent, user));
    const blocks = [
      ...(reasoning === undefined ? [] : [{ type: 'thinking', thinking: reasoning, signature: 's' }]),
      text(said),
      ...calls.map(({ id, name, arguments: input }) => ({ type: 'tool_use', id, name, input })),
    ];
    for (const block of blocks) add((uuid, parent) => response(uuid, parent ?? '', `m${index}`, block));
    for (const { id, result: content } of calls)
      add((uuid, parent) => line('user', uuid, parent, [{ type: 'tool_result', tool_use_id: id, content }]));
  }
  return values;
}

test('what is written as a session is read back', async () => {
  await fc.assert(
    fc.asyncProperty(conversations(), async (turns) => {
      const [session] = await sessionOf(written(turns));
      expect(plain(session?.messages ?? [])).toEqual(expected(turns));
    }),
    { numRuns: 60 },
  );
});

test('hostile sessions give whole transcripts or say what is wrong', () =>
  survivesHostileInput('claude-code', claudeCode.docs.sample));
