import fc from 'fast-check';
import { expect } from 'vitest';
import { ShriveError } from '../../shared/contract/errors.ts';
import type { Message } from '../../shared/domain/transcript.ts';
import { madeFile, type ReadFile, readFile } from './read-file.ts';

/** Records as JSON Lines. */
export function jsonLines(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

/** Reads records that are written as JSON Lines. */
export function readLines(records: readonly unknown[], format?: string): Promise<ReadFile> {
  return readFile(madeFile('made.jsonl', jsonLines(records)), format);
}

/** Role and text of each message, calls as `name(arguments)`: what a conversation says, in short. */
export function spoken(messages: readonly Message[] | undefined): string[] {
  return (messages ?? []).map(({ role, content, tool_calls: calls }) => {
    const texts = content.map((part) => ('text' in part ? part.text : `[${part.type}]`));
    return [`${role}:`, ...texts, ...(calls ?? []).map((call) => `${call.name}(${call.arguments})`)].join(
      ' ',
    );
  });
}

/** A text that no reader takes for a thing of its own: no tags, no turns. */
export const plainText = fc
  .string({ unit: fc.constantFrom('a', 'ß', '🙂', ' ', '\n', '"', '{', ':'), minLength: 1, maxLength: 12 })
  .filter((text) => text.trim() !== '');

/** Whatever stands in these fields, cut off anywhere: a reader rejects, or fails with a code, and nothing else. */
export async function onlyRejects(format: string, fields: readonly string[]): Promise<void> {
  const record = fc.dictionary(fc.constantFrom(...fields), fc.jsonValue(), { maxKeys: fields.length });
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 1, maxLength: 3 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (records, part) => {
        const text = jsonLines(records);
        for (const bytes of [text, text.slice(0, Math.ceil(text.length * part))]) {
          try {
            const { rejected } = await readFile(madeFile('made.jsonl', bytes), format);
            for (const { reason } of rejected) expect(reason).toMatch(/\w/);
          } catch (error) {
            expect(error).toBeInstanceOf(ShriveError);
          }
        }
      },
    ),
    { numRuns: 60 },
  );
}
