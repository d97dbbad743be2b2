import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { petri } from '../../main/engine/formats/petri.ts';
import { survivesHostileInput } from './hostile-input.ts';
import { madeFile, readFile } from './read-file.ts';
import { conversations, expected, plain, type WrittenTurn } from './written-conversation.ts';

const event = (edit: unknown, view: unknown = ['target', 'combined']) => ({
  type: 'transcript_event',
  id: 'e',
  timestamp: '2026-01-01T00:00:00Z',
  view,
  edit,
});
const add = (role: string, content: string, more = {}) =>
  event({ operation: 'add', message: { role, content, ...more } });

const read = (events: readonly unknown[], more = {}) =>
  readFile(
    madeFile(
      'p.json',
      JSON.stringify({
        metadata: { transcript_id: 'p1', target_model: 'm', auditor_model: 'a', version: 'v3.0', ...more },
        events,
      }),
    ),
  );

const texts = (read: Awaited<ReturnType<typeof readFile>>) =>
  read.transcripts[0]?.messages.map(({ content }) =>
    content.map((part) => ('text' in part ? part.text : '')).join(''),
  );

test('the target sees what was added to its view and not taken back; the scores are kept', async () => {
  const found = await read(
    [
      event({ operation: 'add', message: { role: 'assistant', content: 'A plan.' } }, 'auditor'),
      add('system', 'Be kind.'),
      add('user', 'One.', { id: 'u1' }),
      add('assistant', 'No.'),
      event({ operation: 'rollback', count: 1 }),
      add('assistant', 'Yes.'),
      { type: 'tool_creation_event', tool: { name: 'mail' } },
      { type: 'info_event', info: 'note' },
    ],
    { judge_output: { response: 'r', summary: 's', scores: { deception: 7 } }, tags: ['x'] },
  );
  expect(found.rejected).toEqual([]);
  expect(texts(found)).toEqual(['Be kind.', 'One.', 'Yes.']);
  expect(found.transcripts[0]).toMatchObject({
    id: 'p1',
    metadata: {
      model: 'm',
      auditor_model: 'a',
      environment: 'petri',
      view: 'target',
      scores: { deception: 7 },
      judge_output: { summary: 's' },
      tags: ['x'],
      rolled_back: [[{ role: 'assistant', content: 'No.' }]],
      tools: [{ name: 'mail' }],
      info_events: ['note'],
    },
  });
});

test('a rollback to a message keeps that message, and a reset begins anew', async () => {
  const back = await read([
    add('user', 'One.', { id: 'u1' }),
    add('assistant', 'a'),
    add('user', 'b'),
    event({ operation: 'rollback', count: 99, to_id: 'u1' }),
    add('assistant', 'c'),
  ]);
  expect(texts(back)).toEqual(['One.', 'c']);
  const reset = await read([
    add('user', 'One.'),
    event({ operation: 'reset', new_messages: [{ role: 'user', content: 'Two.' }] }),
    add('assistant', 'c'),
  ]);
  expect(texts(reset)).toEqual(['Two.', 'c']);
});

test('a JSON patch changes the messages; one that does not fit refuses the transcript', async () => {
  const found = await read([
    add('user', 'One.'),
    event({
      operation: 'json_patch',
      patch: [
        { op: 'replace', path: '/0/content', value: 'Changed.' },
        { op: 'add', path: '/-', value: { role: 'assistant', content: 'Yes.' } },
      ],
    }),
  ]);
  expect(texts(found)).toEqual(['Changed.', 'Yes.']);
  const wrong = await read([
    add('user', 'One.'),
    event({ operation: 'json_patch', patch: [{ op: 'replace', path: '/7/content', value: 'x' }] }),
  ]);
  expect(wrong.rejected[0]).toMatchObject({ path: 'events[1].edit.patch[0]' });
  expect(wrong.rejected[0]?.reason).toMatch(/does not fit/);
});

test('patches that would fill the memory are refused', async () => {
  const copies = Array.from({ length: 80 }, (_, index) => ({
    op: 'copy',
    from: '/0',
    path: `/0/x${index}`,
  }));
  const bomb = await read([add('user', 'x'.repeat(1000)), event({ operation: 'json_patch', patch: copies })]);
  expect(bomb.rejected[0]?.reason).toMatch(/64 MB/);
  const long = await read([
    add('user', 'One.'),
    event({ operation: 'json_patch', patch: [{ op: 'replace', path: '/length', value: 4_000_000_000 }] }),
  ]);
  expect(long.rejected).toHaveLength(1);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  await read([
    add('user', 'One.'),
    event({ operation: 'json_patch', patch: [{ op: 'add', path: '/__proto__/polluted', value: 1 }] }),
  ]);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('without a view of the target the combined one is taken, and before events its messages', async () => {
  const combined = await read([
    event({ operation: 'add', message: { type: 'user', content: 'Hi.' } }, 'combined'),
  ]);
  expect(combined.transcripts[0]).toMatchObject({
    messages: [{ role: 'user' }],
    metadata: { view: 'combined' },
  });
  const old = await readFile(
    madeFile(
      'p.json',
      JSON.stringify({
        metadata: { transcript_id: 'p1', version: 'v1' },
        events: [],
        target_messages: [{ role: 'user', content: 'Hi.' }],
      }),
    ),
  );
  expect(texts(old)).toEqual(['Hi.']);
  const none = await read([event({ operation: 'add', message: { role: 'user', content: 'x' } }, 'auditor')]);
  expect(none.rejected[0]?.reason).toMatch(/no event shows what the target saw/);
});

function bloomRun(judgment: unknown, inner = ''): string {
  const run = join(dirname(madeFile('x', '')), 'flattery');
  mkdirSync(join(run, inner), { recursive: true });
  if (judgment !== undefined) writeFileSync(join(run, 'judgment.json'), JSON.stringify(judgment));
  const file = join(run, inner, 'transcript_v3r2.json');
  const metadata = { transcript_id: 'p1', target_model: 'm' };
  const events = [add('user', 'One.'), add('assistant', 'Great.')];
  writeFileSync(file, JSON.stringify({ metadata, events }));
  return file;
}

const JUDGED = {
  behavior_name: 'flattery',
  model: 'judge',
  judgments: [
    { variation_number: 3, repetition_number: 1, behavior_presence: 1 },
    {
      variation_number: 3,
      repetition_number: 2,
      behavior_presence: 8,
      num_samples: 1,
      justification: 'It flatters.',
    },
  ],
};

test.each(['', 'transcripts'])(
  'a judgment beside a transcript of Bloom gives its scores (%s)',
  async (inner) => {
    const { transcripts } = await readFile(bloomRun(JUDGED, inner));
    expect(transcripts[0]).toMatchObject({
      id: 'p1',
      family: 'bloom/flattery/v3',
      metadata: {
        environment: 'bloom',
        task_id: 'v3',
        repetition: 2,
        behavior: 'flattery',
        judge_model: 'judge',
        judgment: { justification: 'It flatters.' },
      },
    });
    expect(transcripts[0]?.metadata.scores).toEqual({ behavior_presence: 8 });
  },
);

test('without a judgment, or with one that is something else, a transcript of Bloom has its scenario alone', async () => {
  for (const judgment of [undefined, { judgments: 'none' }, [1], { judgments: [{ variation_number: 9 }] }]) {
    const { transcripts, rejected } = await readFile(bloomRun(judgment));
    expect(rejected).toEqual([]);
    expect(transcripts[0]?.metadata).toMatchObject({ task_id: 'v3' });
    expect(transcripts[0]?.metadata).not.toHaveProperty('scores');
  }
});

test('messages of older versions are read: calls as OpenAI has them, reasoning beside the content', async () => {
  const found = await readFile(
    madeFile(
      'p.json',
      JSON.stringify({
        metadata: { id: 'old', target_model: 'm' },
        events: [
          add('user', 'One.'),
          event({
            operation: 'add',
            message: {
              type: 'assistant',
              content: 'I call.',
              reasoning: 'Which tool?',
              tool_calls: [
                { id: 'c', type: 'function', function: { name: 'mail', arguments: '{"to": "a"}' } },
                { id: 'd', name: 'post', args: { to: 'b' } },
              ],
            },
          }),
          add('tool', 'sent', { tool_call_id: 'c', function: 'mail' }),
          { type: 'api_failure', error_message: 'The target could not be reached.' },
        ],
      }),
    ),
  );
  expect(found.transcripts[0]).toMatchObject({
    id: 'old',
    metadata: { other_events: [{ error_message: 'The target could not be reached.' }] },
  });
  expect(found.transcripts[0]?.messages[1]).toMatchObject({
    content: [
      { type: 'reasoning', text: 'Which tool?' },
      { type: 'text', text: 'I call.' },
    ],
    tool_calls: [
      { id: 'c', name: 'mail', arguments: '{"to": "a"}' },
      { id: 'd', name: 'post', arguments: '{"to":"b"}' },
    ],
  });
});

function written(turns: readonly WrittenTurn[]): unknown[] {
  return turns.flatMap(({ user, reasoning, text, calls }) => [
    add('user', user),
    event({
      operation: 'add',
      message: {
        role: 'assistant',
        content: [
          ...(reasoning === undefined ? [] : [{ type: 'reasoning', reasoning, redacted: false }]),
          { type: 'text', text },
        ],
        tool_calls: calls.map(({ id, name, arguments: given }) => ({
          id,
          function: name,
          arguments: given,
          type: 'function',
        })),
      },
    }),
    ...calls.map(({ id, name, result }) => add('tool', result, { tool_call_id: id, function: name })),
  ]);
}

test('what is written as events is read back, whatever was tried and taken back between', async () => {
  await fc.assert(
    fc.asyncProperty(conversations(), fc.array(fc.nat(5), { maxLength: 6 }), async (turns, detours) => {
      const events = written(turns);
      for (const at of detours) {
        const place = (at * 7) % (events.length + 1);
        events.splice(place, 0, add('user', 'Detour.'), event({ operation: 'rollback', count: 1 }));
      }
      expect(plain((await read(events)).transcripts[0]?.messages ?? [])).toEqual(expected(turns));
    }),
    { numRuns: 60 },
  );
});

test('hostile transcripts are read whole or say what is wrong', () =>
  survivesHostileInput('petri', petri.docs.sample));
