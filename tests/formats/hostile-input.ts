import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect } from 'vitest';
import * as z from 'zod';
import { ShriveError } from '../../shared/contract/errors.ts';
import { Message } from '../../shared/domain/transcript.ts';
import { readFile } from './read-file.ts';

const Messages = z.array(Message).min(1);

/** Values that stand where a reader expects another. */
const HOSTILE: readonly unknown[] = [
  null,
  0,
  -1,
  1e308,
  '',
  '\ud800',
  '{"a":[1',
  '__proto__',
  [],
  {},
  [[]],
  [null],
  { type: 'x' },
  { role: 'user' },
  true,
];

interface Place {
  holder: Record<string, unknown> | unknown[];
  key: string | number;
}

function placesIn(value: unknown, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return found;
  for (const key of Object.keys(value)) {
    const holder = value as Record<string, unknown>;
    found.push({ holder, key });
    placesIn(holder[key], found);
  }
  return found;
}

/** A line with one of its values exchanged, taken away, or put in under a hostile key. */
function bent(line: string, at: number, act: number): string {
  let value: unknown;
  try {
    value = JSON.parse(line) as unknown;
  } catch {
    return line;
  }
  const places = placesIn(value);
  const place = places[at % Math.max(1, places.length)];
  if (place === undefined) return line;
  const holder = place.holder as Record<string, unknown>;
  if (act % 7 === 0) delete holder[place.key];
  else holder[place.key] = HOSTILE[act % HOSTILE.length];
  return JSON.stringify(value) ?? '';
}

/**
 * Reads a sample cut, shuffled, doubled and with wrong values in it, by the reader's name: whatever happens, there are
 * transcripts that are whole, rejections that say why, or a ShriveError.
 */
export async function survivesHostileInput(format: string, sample: string, runs = 150): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'shrive-hostile-'));
  const file = join(folder, 'file.json');
  const whole = sample.trimEnd().split('\n');
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ line: fc.nat(40), at: fc.nat(400), act: fc.nat(40) }), { maxLength: 4 }),
        fc.option(fc.nat(1000), { nil: undefined }),
        fc.shuffledSubarray(
          whole.map((_, index) => index),
          { minLength: 1 },
        ),
        fc.boolean(),
        async (bends, cut, order, isShuffled) => {
          const text = isShuffled ? order.map((index) => whole[index] ?? '') : [...whole];
          for (const { line, at, act } of bends) {
            const index = line % text.length;
            text[index] = bent(text[index] ?? '', at, act);
          }
          const all = `${text.join('\n')}\n`;
          writeFileSync(file, cut === undefined ? all : all.slice(0, (cut * all.length) / 1000));
          const read = await readFile(file, format).catch((error: unknown) => {
            expect(error).toBeInstanceOf(ShriveError);
            return { transcripts: [], rejected: [] };
          });
          const { transcripts, rejected } = read;
          for (const { messages } of transcripts)
            expect(Messages.safeParse(messages).error?.message).toBeUndefined();
          for (const { reason } of rejected) expect(reason).toMatch(/\w.*[.;…]/s);
        },
      ),
      { numRuns: runs },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
