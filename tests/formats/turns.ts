import fc from 'fast-check';
import type { ContentPart, Message } from '../../shared/domain/transcript.ts';

/** Conversations as any format can hold them, for what writes, reads and compares. */

export interface Turn {
  role: 'user' | 'assistant';
  text: string;
  reasoning: string | undefined;
  calls: readonly {
    name: string;
    arguments: Record<string, string | number>;
    result: string;
    failed: boolean;
  }[];
}

/** Reasoning in the text is taken out of it by every reader: here it stands beside. */
const words = fc.string({ unit: 'binary', maxLength: 30 }).filter((text) => !text.includes('think>'));
const someWords = words.filter((text) => text !== '');

export const turns: fc.Arbitrary<Turn[]> = fc.array(
  fc.oneof(
    fc.record({
      role: fc.constant('user' as const),
      text: someWords,
      reasoning: fc.constant(undefined),
      calls: fc.constant([]),
    }),
    fc.record({
      role: fc.constant('assistant' as const),
      text: someWords,
      reasoning: fc.option(someWords, { nil: undefined }),
      calls: fc.array(
        fc.record({
          name: fc.stringMatching(/^[a-z_]{1,12}$/),
          arguments: fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.oneof(words, fc.integer()), {
            maxKeys: 3,
          }),
          result: someWords,
          failed: fc.boolean(),
        }),
        { maxLength: 3 },
      ),
    }),
  ),
  { minLength: 1, maxLength: 6 },
);

/** Which call of which turn. */
export function callId(turn: number, call: number): string {
  return `call-${turn}-${call}`;
}

/** What a reader should make of the turns; formats differ in how they say that a tool failed. */
export function expectedMessages(
  said: readonly Turn[],
  failure?: string,
  options: { names: boolean } = { names: true },
): Message[] {
  return said.flatMap(({ role, text, reasoning, calls }, turn): Message[] => {
    const content: ContentPart[] = [
      ...(reasoning === undefined ? [] : [{ type: 'reasoning' as const, text: reasoning }]),
      { type: 'text', text },
    ];
    const made = calls.map((call, index) => ({
      id: callId(turn, index),
      name: call.name,
      arguments: JSON.stringify(call.arguments),
    }));
    return [
      { role, content, ...(made.length > 0 && { tool_calls: made }) },
      ...calls.map(
        (call, index): Message => ({
          role: 'tool',
          ...(options.names && { name: call.name }),
          content: [{ type: 'text', text: call.result }],
          tool_call_id: callId(turn, index),
          ...(call.failed && failure !== undefined && { error: failure }),
        }),
      ),
    ];
  });
}
