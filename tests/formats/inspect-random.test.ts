import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ShriveError } from '../../shared/contract/errors.ts';
import type { Message } from '../../shared/domain/transcript.ts';
import { archiveOf, chunkedMembers, type Json, jsonLog, memberOf } from './inspect-log.ts';
import { madeFile, readFile, realFile } from './read-file.ts';

/** Messages as they come out, and how Inspect writes them. */
const text = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((each) => !each.includes('think>'));
const part = fc.oneof(
  text.map((each) => ({ ours: { type: 'text' as const, text: each }, theirs: { type: 'text', text: each } })),
  text
    .filter((each) => each !== '')
    .map((each) => ({
      ours: { type: 'reasoning' as const, text: each },
      theirs: { type: 'reasoning', reasoning: each },
    })),
  text.map((each) => ({
    ours: { type: 'image' as const, url: each },
    theirs: { type: 'image', image: each },
  })),
);
const call = fc.record({
  id: text,
  name: text,
  arguments: fc.dictionary(fc.string({ maxLength: 5 }), fc.oneof(text, fc.integer())),
});
const message = fc.oneof(
  fc
    .record({
      role: fc.constantFrom('system' as const, 'user' as const),
      parts: fc.array(part, { maxLength: 3 }),
    })
    .map(({ role, parts }) => ({
      ours: { role, content: parts.map(({ ours }) => ours) } as Message,
      theirs: { role, content: parts.map(({ theirs }) => theirs) },
    })),
  fc
    .record({
      parts: fc.array(part, { maxLength: 3 }),
      calls: fc.array(call, { minLength: 1, maxLength: 2 }),
    })
    .map(({ parts, calls }) => ({
      ours: {
        role: 'assistant',
        content: parts.map(({ ours }) => ours),
        tool_calls: calls.map((each) => ({ ...each, arguments: JSON.stringify(each.arguments) })),
      } as Message,
      theirs: {
        role: 'assistant',
        content: parts.map(({ theirs }) => theirs),
        tool_calls: calls.map(({ name, ...each }) => ({ ...each, function: name, type: 'function' })),
      },
    })),
  fc
    .record({ content: text, id: text, error: fc.option(text.filter((each) => each !== '')) })
    .map(({ content, id, error }) => ({
      ours: {
        role: 'tool',
        content: [{ type: 'text', text: content }],
        tool_call_id: id,
        ...(error !== null && { error: `timeout: ${error}` }),
      } as Message,
      theirs: {
        role: 'tool',
        content,
        tool_call_id: id,
        ...(error !== null && { error: { type: 'timeout', message: error } }),
      },
    })),
);
const sample = fc.record({
  id: fc.oneof(fc.integer({ min: 0 }), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 })),
  epoch: fc.integer({ min: 1, max: 3 }),
  messages: fc.array(message, { minLength: 1, maxLength: 6 }),
});
const samples = fc.uniqueArray(sample, {
  minLength: 1,
  maxLength: 4,
  selector: ({ id, epoch }) => `${id}_${epoch}`,
});

/** Texts taken out of the messages, as a chunked sample has them. */
function takenOut(messages: readonly unknown[]): { messages: unknown[]; attachments: string[] } {
  const attachments: string[] = [];
  const walk = (value: unknown, key?: string): unknown => {
    if (typeof value === 'string' && (key === 'text' || key === 'image' || key === 'reasoning'))
      return `attachment://${attachments.push(value) - 1}`;
    if (Array.isArray(value)) return value.map((each) => walk(each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, name === 'arguments' ? each : walk(each, name)]),
    );
  };
  return { messages: messages.map((each) => walk(each)), attachments };
}

test('what is written is read, the same from JSON, from an archive and from chunks', async () => {
  await fc.assert(
    fc.asyncProperty(samples, fc.integer({ min: 1, max: 3 }), async (made, size) => {
      const theirs = made.map(({ id, epoch, messages }): Json & { messages: unknown[] } => ({
        id,
        epoch,
        input: '',
        messages: messages.map((each) => each.theirs),
      }));
      const files = [
        madeFile('log.json', jsonLog(theirs)),
        madeFile('log.eval', archiveOf(theirs.map((each) => memberOf(each, 'zstd frames')))),
        madeFile(
          'chunks.eval',
          archiveOf(
            theirs.flatMap((each) => {
              const { messages, attachments } = takenOut(each.messages);
              return chunkedMembers({ ...each, messages }, { attachments, size });
            }),
          ),
        ),
      ];
      for (const file of files) {
        const read = await readFile(file);
        expect(read.rejected).toEqual([]);
        expect(read.transcripts.map(({ id, messages }) => ({ id, messages }))).toEqual(
          made.map(({ id, epoch, messages }) => ({
            id: `tests/${id}/${epoch}`,
            messages: messages.map((each) => each.ours),
          })),
        );
      }
    }),
    { numRuns: 30 },
  );
});

/** Reads it, or fails as the contract has it. */
async function isTyped(file: string): Promise<void> {
  try {
    const { rejected } = await readFile(file, 'inspect');
    for (const { reason } of rejected) expect(reason).toMatch(/\w/);
  } catch (error) {
    expect(error).toBeInstanceOf(ShriveError);
  }
}

test.each([
  'inspect/log_read_sample.eval',
  'inspect-eval/log_streaming-chunked.eval',
  'inspect/log_formats.json',
])('%s, cut off or with bytes turned, gives typed failures alone', async (name) => {
  const bytes = readFileSync(realFile(name));
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length), fc.nat(bytes.length - 1), fc.nat(255), async (end, at, byte) => {
      await isTyped(madeFile('cut', bytes.subarray(0, end)));
      const turned = Buffer.from(bytes);
      turned[at] = byte;
      await isTyped(madeFile('turned', turned));
    }),
    { numRuns: 50 },
  );
});

test('a header that is no JSON is a damaged file', async () => {
  const bytes = readFileSync(realFile('inspect/log_read_sample.eval'));
  // One byte of the directory, by which the header begins elsewhere.
  bytes[4259] = 151;
  await isTyped(madeFile('turned', bytes));
});

const FIELDS = [
  'id',
  'epoch',
  'uuid',
  'input',
  'messages',
  'output',
  'scores',
  'score',
  'metadata',
  'events',
  'events_data',
  'attachments',
  'error',
  'store',
  'transcript',
];

test('hostile fields give rejections, never exceptions', async () => {
  const whole = {
    id: 'x',
    epoch: 1,
    messages: [],
    events: [{ event: 'model', input: [], input_refs: [[0, 1]], output: { choices: [] } }],
    events_data: { messages: [{ role: 'user', content: 'attachment://h' }] },
    attachments: { h: 'x' },
  };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...FIELDS),
      fc.jsonValue(),
      fc.jsonValue(),
      async (field, value, refs) => {
        const hostile = [
          { ...whole, [field]: value },
          { ...whole, events: [{ ...whole.events[0], input_refs: refs }] },
          { ...whole, events: [{ ...whole.events[0], input_refs: [[0, 1e9]] }] },
          { ...whole, messages: [{ role: 'assistant', content: value, tool_calls: refs }] },
          {
            ...whole,
            messages: [
              { role: 'tool', content: [{ type: 'tool_use', id: value, name: refs }], error: value },
            ],
          },
        ];
        await isTyped(madeFile('log.json', jsonLog(hostile)));
        await isTyped(
          madeFile(
            'log.eval',
            archiveOf([
              ...hostile.slice(0, 2).map((each, index) => memberOf({ ...each, id: index, [field]: value })),
              ...chunkedMembers({ ...whole, messages: [] }, { refs: refs as number[][] }),
            ]),
          ),
        );
      },
    ),
    { numRuns: 50 },
  );
});
