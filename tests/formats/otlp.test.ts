import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { otlp } from '../../main/engine/formats/otlp.ts';
import { survivesHostileInput } from './hostile-input.ts';
import { madeFile, readFile, realFile } from './read-file.ts';
import { conversations, expected, lines, plain, type WrittenTurn } from './written-conversation.ts';

type Attributes = Record<string, unknown>;

const typed = (value: unknown): unknown =>
  typeof value === 'number'
    ? { intValue: String(value) }
    : typeof value === 'boolean'
      ? { boolValue: value }
      : typeof value === 'string'
        ? { stringValue: value }
        : Array.isArray(value)
          ? { arrayValue: { values: value.map(typed) } }
          : { kvlistValue: { values: pairs(value as Attributes) } };
const pairs = (attributes: Attributes) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: typed(value) }));

const span = (id: string, start: number, attributes: Attributes, more = {}) => ({
  traceId: 'a'.repeat(32),
  spanId: id,
  name: id,
  startTimeUnixNano: String(1_767_225_600_000_000_000n + BigInt(start)),
  attributes: pairs(attributes),
  ...more,
});

const exported = (spans: readonly unknown[]) => ({
  resourceSpans: [{ resource: { attributes: pairs({ 'service.name': 'helper' }) }, scopeSpans: [{ spans }] }],
});

const read = (spans: readonly unknown[]) =>
  readFile(madeFile('t.json', JSON.stringify(exported(spans), null, 1)));

const says = (role: string, content: string) => ({ role, parts: [{ type: 'text', content }] });
const chat = (input: unknown, output: unknown, more = {}) => ({
  'gen_ai.operation.name': 'chat',
  'gen_ai.request.model': 'm',
  'gen_ai.input.messages': JSON.stringify(input),
  'gen_ai.output.messages': JSON.stringify(output),
  ...more,
});

const roles = (found: Awaited<ReturnType<typeof readFile>>) =>
  found.transcripts.map(({ messages }) => messages.map(({ role }) => role).join(' '));

test('a real export of Tempo gives the one conversation of its last call', async () => {
  const found = await readFile(realFile('otel/tempo_export_with_batches.json'));
  expect(found.rejected).toEqual([]);
  expect(roles(found)).toEqual(['system user assistant tool assistant']);
  const [conversation] = found.transcripts;
  expect(conversation?.id).toBe('ctx-eff35888-55ab-4eb0-b90d-7b21f711f91f');
  expect(conversation?.messages[2]?.tool_calls).toEqual([
    { id: 'call_w0eKlvnaE7S9GQJeSSs0gn05', name: 'helm_list_releases', arguments: '{}' },
  ]);
  expect(conversation?.messages[3]?.tool_call_id).toBe('call_w0eKlvnaE7S9GQJeSSs0gn05');
  expect(conversation?.metadata).toMatchObject({
    model: 'gpt-4.1-mini-2025-04-14',
    environment: 'helm_agent',
    model_calls: 2,
  });
});

test('a trace without contents is refused and says why', async () => {
  const { rejected } = await readFile(realFile('otel/no-contents.json'));
  expect(rejected.map(({ reason }) => reason)).toEqual([
    'A trace has a call of a model but not what was said: the contents were not recorded, as is the default of many tools. Turn on the capture of message contents (OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT) and record again.',
  ]);
});

test('a trace without a call of a model is refused as such', async () => {
  const { rejected } = await read([span('s1', 0, { 'http.method': 'GET' })]);
  expect(rejected[0]?.reason).toMatch(/none of the 1 spans is a call of a model/);
});

test('messages may be JSON in a string or structured, with all kinds of parts', async () => {
  const input = [
    {
      role: 'user',
      parts: [
        { type: 'text', content: 'Look.' },
        { type: 'blob', modality: 'image', mime_type: 'image/gif', content: 'AAAA' },
      ],
    },
    { role: 'assistant', parts: [{ type: 'tool_call', id: 'c1', name: 'f', arguments: { a: 1 } }] },
    { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c1', response: { b: 2 } }] },
  ];
  const output = [
    {
      role: 'assistant',
      parts: [
        { type: 'reasoning', content: 'Hm.' },
        { type: 'text', content: 'Done.' },
      ],
      finish_reason: 'stop',
    },
  ];
  const system = { 'gen_ai.system_instructions': JSON.stringify([{ type: 'text', content: 'Be brief.' }]) };
  const asText = await read([span('s1', 0, chat(input, output, system))]);
  const asValue = await read([
    span('s1', 0, {
      ...chat(0, 0, system),
      'gen_ai.input.messages': input,
      'gen_ai.output.messages': output,
    }),
  ]);
  expect(asValue.transcripts[0]?.messages).toEqual(asText.transcripts[0]?.messages);
  expect(asText.transcripts[0]?.messages).toMatchObject([
    { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
    { role: 'user', content: [{ type: 'text' }, { type: 'image', url: 'data:image/gif;base64,AAAA' }] },
    { role: 'assistant', tool_calls: [{ id: 'c1', name: 'f', arguments: '{"a":1}' }] },
    { role: 'tool', tool_call_id: 'c1', content: [{ type: 'text', text: '{"b":2}' }] },
    { role: 'assistant', content: [{ type: 'reasoning', text: 'Hm.' }, { type: 'text' }] },
  ]);
});

test('calls that do not go on with an earlier one are transcripts of their own', async () => {
  const one = [says('user', 'Go.')];
  const two = [...one, says('assistant', 'Asking.'), says('tool', 'ok')];
  const found = await read([
    span('root', 0, { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.conversation.id': 'c1' }),
    span('s1', 1, chat(one, [says('assistant', 'Asking.')]), { parentSpanId: 'root' }),
    span('sub', 2, { 'gen_ai.operation.name': 'invoke_agent' }, { parentSpanId: 'root' }),
    span('s2', 3, chat([says('user', 'Sub task.')], [says('assistant', 'Sub done.')]), {
      parentSpanId: 'sub',
    }),
    span('s3', 4, chat(two, [says('assistant', 'Done.')]), { parentSpanId: 'root' }),
    span('s4', 5, chat([says('user', 'Aside.')], [says('assistant', 'Late.')]), { parentSpanId: 'sub' }),
  ]);
  expect(
    found.transcripts.map(({ id, metadata }) => [id, metadata.model_calls, metadata.transcript_kind]),
  ).toEqual([
    ['c1', 2, undefined],
    ['c1/s2', 1, 'sub-agent'],
    ['c1/s4', 1, 'sub-agent'],
  ]);
  expect(new Set(found.transcripts.map(({ family }) => family))).toEqual(new Set(['c1']));
});

test('a second try at the same question keeps both answers, a span that was recorded twice is one', async () => {
  const ask = [says('user', 'Go.')];
  const tries = await read([
    span('s1', 1, chat(ask, [says('assistant', 'One.')])),
    span('s2', 2, chat(ask, [says('assistant', 'Two.')])),
  ]);
  expect(tries.transcripts).toHaveLength(2);
  const twice = await read([
    span('s1', 1, chat(ask, [says('assistant', 'One.')])),
    span('s2', 2, chat(ask, [says('assistant', 'One.')])),
  ]);
  expect(twice.transcripts).toHaveLength(1);
});

test('exports on several lines are one file: a conversation may lie over lines', async () => {
  const one = exported([span('s1', 1, chat([says('user', 'Go.')], [says('assistant', 'A.')]))]);
  const two = exported([
    span(
      's2',
      2,
      chat([says('user', 'Go.'), says('assistant', 'A.'), says('user', 'On.')], [says('assistant', 'B.')]),
    ),
  ]);
  const found = await readFile(madeFile('t.jsonl', lines([two, one])));
  expect(roles(found)).toEqual(['user assistant user assistant']);
});

test('events of spans before 1.37 are read', async () => {
  const events = [
    { name: 'gen_ai.system.message', attributes: pairs({ content: 'Be brief.' }) },
    { name: 'gen_ai.user.message', attributes: pairs({ content: 'Go.' }) },
    {
      name: 'gen_ai.assistant.message',
      attributes: pairs({
        tool_calls: JSON.stringify([
          { id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } },
        ]),
      }),
    },
    { name: 'gen_ai.tool.message', attributes: pairs({ id: 'c1', content: 'ok' }) },
    {
      name: 'gen_ai.choice',
      attributes: pairs({
        index: 0,
        finish_reason: 'stop',
        message: JSON.stringify({ role: 'assistant', content: 'Done.' }),
      }),
    },
  ];
  const found = await read([
    span('s1', 1, { 'gen_ai.operation.name': 'chat', 'gen_ai.system': 'x' }, { events }),
  ]);
  expect(roles(found)).toEqual(['system user assistant tool assistant']);
  expect(found.transcripts[0]?.messages[2]?.tool_calls?.[0]?.id).toBe('c1');
  expect(found.transcripts[0]?.messages[3]?.tool_call_id).toBe('c1');
});

test('one attribute may hold all messages, also in an event', async () => {
  const prompt = JSON.stringify({ messages: [{ role: 'user', content: 'Go.' }] });
  const completion = JSON.stringify([{ role: 'assistant', content: 'Done.' }]);
  const contents = { 'gen_ai.prompt': prompt, 'gen_ai.completion': completion };
  const attributes = { 'gen_ai.operation.name': 'chat' };
  const events = [
    { name: 'gen_ai.content.prompt', attributes: pairs({ 'gen_ai.prompt': prompt }) },
    { name: 'gen_ai.content.completion', attributes: pairs({ 'gen_ai.completion': completion }) },
  ];
  for (const made of [span('s1', 1, { ...attributes, ...contents }), span('s1', 1, attributes, { events })])
    expect(roles(await read([made]))).toEqual(['user assistant']);
});

test('spans of Vercel’s AI SDK are read, with the calls that came back', async () => {
  const found = await read([
    span('s1', 1, {
      'operation.name': 'ai.generateText.doGenerate',
      'ai.model.id': 'm',
      'gen_ai.request.model': 'm',
      'ai.prompt.messages': JSON.stringify([
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'text', text: 'Run.' }] },
      ]),
      'ai.response.text': 'I will.',
      'ai.response.toolCalls': JSON.stringify([{ toolCallId: 'c', toolName: 'run', args: '{"n":2}' }]),
    }),
  ]);
  expect(found.rejected).toEqual([]);
  expect(roles(found)).toEqual(['system user assistant']);
  expect(found.transcripts[0]?.messages[2]).toMatchObject({
    content: [{ type: 'text', text: 'I will.' }],
    tool_calls: [{ id: 'c', name: 'run', arguments: '{"n":2}' }],
  });
  expect(JSON.stringify(found.transcripts[0]?.metadata)).not.toContain('Be brief.');
});

test('a compaction begins a transcript of its own', async () => {
  const found = await read([
    span('s1', 1, chat([says('user', 'Go.')], [says('assistant', 'A.')])),
    span('s2', 2, chat([says('user', 'Summary: …')], [says('assistant', 'B.')])),
  ]);
  expect(found.transcripts.map(({ metadata }) => metadata.span)).toEqual(['s2', 's1']);
});

const openInferenceFlat = {
  'openinference.span.kind': 'LLM',
  'llm.model_name': 'm',
  'session.id': 'se1',
  'llm.input_messages.0.message.role': 'user',
  'llm.input_messages.0.message.contents.0.message_content.type': 'text',
  'llm.input_messages.0.message.contents.0.message_content.text': 'Go.',
  'llm.output_messages.0.message.role': 'assistant',
  'llm.output_messages.0.message.content': 'I look.',
  'llm.output_messages.0.message.tool_calls.0.tool_call.id': 'c1',
  'llm.output_messages.0.message.tool_calls.0.tool_call.function.name': 'bash',
  'llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments': '{"cmd":"ls"}',
};

test('OpenInference is read flat, nested, and as a table of Phoenix', async () => {
  const nested = {
    name: 'ChatCompletion',
    span_kind: 'LLM',
    context: { trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16) },
    parent_id: null,
    start_time: '2026-01-01T00:00:00Z',
    attributes: {
      session: { id: 'se1' },
      llm: {
        model_name: 'm',
        input_messages: [
          {
            message: {
              role: 'user',
              contents: [{ message_content: { type: 'text', text: 'Go.' } }],
            },
          },
        ],
        output_messages: [
          {
            'message.role': 'assistant',
            'message.content': 'I look.',
            'message.tool_calls': [
              {
                'tool_call.id': 'c1',
                'tool_call.function.name': 'bash',
                'tool_call.function.arguments': '{"cmd":"ls"}',
              },
            ],
          },
        ],
      },
    },
  };
  const table = {
    'context.trace_id': 'a'.repeat(32),
    'context.span_id': 'b'.repeat(16),
    span_kind: 'LLM',
    start_time: '2026-01-01T00:00:00Z',
    'attributes.llm.model_name': 'm',
    'attributes.session.id': 'se1',
    'attributes.llm.input_messages': nested.attributes.llm.input_messages,
    'attributes.llm.output_messages': nested.attributes.llm.output_messages,
  };
  for (const record of [openInferenceFlat, nested, table]) {
    const found = await readFile(madeFile('spans.jsonl', lines([record])));
    expect(found.format).toBe('otlp');
    expect(found.rejected).toEqual([]);
    expect(found.transcripts[0]?.id).toBe('se1');
    expect(found.transcripts[0]?.metadata.model).toBe('m');
    expect(found.transcripts[0]?.messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Go.' }] },
      {
        role: 'assistant',
        content: [{ type: 'text', text: 'I look.' }],
        tool_calls: [{ id: 'c1', name: 'bash', arguments: '{"cmd":"ls"}' }],
      },
    ]);
  }
  const asOtlp = await read([span('s1', 1, openInferenceFlat)]);
  expect(asOtlp.transcripts[0]?.messages).toHaveLength(2);
});

/** Each turn is a call of the model with all that was said before it. */
function written(turns: readonly WrittenTurn[]): unknown[] {
  const history: unknown[] = [];
  return turns.map(({ user, reasoning, text, calls }, index) => {
    history.push(says('user', user));
    const answer = {
      role: 'assistant',
      parts: [
        ...(reasoning === undefined ? [] : [{ type: 'reasoning', content: reasoning }]),
        { type: 'text', content: text },
        ...calls.map(({ id, name, arguments: given }) => ({ type: 'tool_call', id, name, arguments: given })),
      ],
    };
    const made = span(`s${index}`, index, chat(history, [answer]));
    history.push(answer);
    for (const { id, result } of calls)
      history.push({ role: 'tool', parts: [{ type: 'tool_call_response', id, response: result }] });
    return made;
  });
}

test('what is written as calls of a model is read back as one conversation, in whatever order the spans lie', async () => {
  await fc.assert(
    fc.asyncProperty(conversations(), fc.boolean(), async (turns, isReversed) => {
      const spans = written(turns);
      const { transcripts } = await read(isReversed ? spans.reverse() : spans);
      expect(transcripts).toHaveLength(1);
      // The results of the last calls come with the next request only.
      const unanswered = turns.at(-1)?.calls.length ?? 0;
      const whole = expected(turns);
      expect(plain(transcripts[0]?.messages ?? [])).toEqual(whole.slice(0, whole.length - unanswered));
    }),
    { numRuns: 60 },
  );
});

test('hostile traces give whole transcripts or say what is wrong', async () => {
  await survivesHostileInput('otlp', otlp.docs.sample);
  await survivesHostileInput(
    'otlp',
    lines([openInferenceFlat, exported(written([{ user: 'a', reasoning: 'b', text: 'c', calls: [] }]))]),
  );
});
