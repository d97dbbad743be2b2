import * as fc from 'fast-check';
import type { Message } from '../../shared/domain/transcript.ts';

/** A conversation as the writers in these tests take it: what each format can hold. */
export interface WrittenCall {
  id: string;
  name: string;
  arguments: Record<string, string | number | boolean>;
  result: string;
}
export interface WrittenTurn {
  user: string;
  reasoning: string | undefined;
  text: string;
  calls: WrittenCall[];
}

/** Tags of thinking mean something in a text; blank text need not survive. */
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((value) => !value.includes('think>') && value.trim() !== '');

const name = fc.stringMatching(/^[a-z][a-z_]{0,8}$/);

const turn = (
  callIds: boolean,
): fc.Arbitrary<Omit<WrittenTurn, 'calls'> & { calls: Omit<WrittenCall, 'id'>[] }> =>
  fc.record({
    user: text,
    reasoning: fc.option(text, { nil: undefined }),
    text,
    calls: fc.array(
      fc.record({
        name,
        arguments: fc.dictionary(name, fc.oneof(text, fc.integer(), fc.boolean()), { maxKeys: 3 }),
        result: text,
      }),
      { maxLength: callIds ? 3 : 1 },
    ),
  });

/** Conversations of one to four turns; `parallel`: whether a turn may hold several calls. */
export function conversations(parallel = true): fc.Arbitrary<WrittenTurn[]> {
  return fc.array(turn(parallel), { minLength: 1, maxLength: 4 }).map((turns) =>
    turns.map((each, index) => ({
      ...each,
      calls: each.calls.map((call, at) => ({ ...call, id: `c${index}-${at}` })),
    })),
  );
}

/** What is compared: role, texts, reasoning, calls and what they are answered by. */
export interface Plain {
  role: string;
  text: string;
  reasoning: string;
  calls: { id?: string | undefined; name: string; arguments: unknown }[];
  answers?: string | undefined;
}

export function plain(messages: readonly Message[]): Plain[] {
  const joined = (message: Message, type: 'text' | 'reasoning') =>
    message.content.flatMap((part) => (part.type === type ? [part.text] : [])).join('');
  return messages.map((message) => ({
    role: message.role,
    text: joined(message, 'text'),
    reasoning: joined(message, 'reasoning'),
    calls: (message.tool_calls ?? []).map((call) => ({
      id: call.id,
      name: call.name,
      arguments: JSON.parse(call.arguments) as unknown,
    })),
    answers: message.tool_call_id,
  }));
}

/** What a faithful reader makes of a conversation. */
export function expected(turns: readonly WrittenTurn[], hasReasoning = true): Plain[] {
  return turns.flatMap(({ user, reasoning, text: said, calls }): Plain[] => [
    { role: 'user', text: user, reasoning: '', calls: [], answers: undefined },
    {
      role: 'assistant',
      text: said,
      reasoning: hasReasoning ? (reasoning ?? '') : '',
      calls: calls.map(({ id, name: called, arguments: given }) => ({ id, name: called, arguments: given })),
      answers: undefined,
    },
    ...calls.map(
      ({ id, result }): Plain => ({ role: 'tool', text: result, reasoning: '', calls: [], answers: id }),
    ),
  ]);
}

/** Lines of JSON. */
export function lines(values: readonly unknown[]): string {
  return `${values.map((value) => JSON.stringify(value)).join('\n')}\n`;
}
