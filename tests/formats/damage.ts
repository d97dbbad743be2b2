import fc from 'fast-check';
import { isObject } from '../../main/engine/formats/json.ts';
import { isDeeperThan } from '../../shared/domain/depth.ts';

/** Damage to files of text that people or programs do to them, and what nobody does by accident. */

const HOSTILE: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  2 ** 53,
  '',
  '\u0000',
  '\ud800',
  '\udfff\ud800 🙂',
  '{"a":[1',
  '[{"role":"user","content":"x"}]',
  '__proto__',
  'x'.repeat(300_000),
  [],
  [[]],
  [null],
  [1, 'x', null, {}],
  {},
  { type: 'text' },
  { role: 'user' },
  { constructor: { prototype: { polluted: true } }, toString: 1, length: -1, hasOwnProperty: null },
];

/** Text of JSON that no object of JavaScript can be written as. */
const HOSTILE_TEXTS = [
  '1e999',
  '-1e999',
  'NaN',
  '-Infinity',
  '123456789012345678901234567890',
  '{"__proto__":{"polluted":true},"role":"user"}',
  '{"a":1,"a":{"b":2},"a":[3]}',
  '"\\ud800"',
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`,
  '"\u0000"',
  '"\t"',
  '{"role" "user"}',
  "{'role':'user'}",
];
const MARK = 'this-is-where-hostile-text-goes';

interface Place {
  holder: Record<string, unknown> | unknown[];
  key: string;
}

function placesIn(value: unknown, found: Place[] = []): Place[] {
  if (!Array.isArray(value) && !isObject(value)) return found;
  for (const [key, inner] of Object.entries(value)) {
    found.push({ holder: value, key });
    placesIn(inner, found);
  }
  return found;
}

function put({ holder, key }: Place, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function remove({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

export type Damage =
  | { act: 'cut'; at: number }
  | { act: 'value' | 'text' | 'key'; at: number; line: number; which: number }
  | { act: 'swap' | 'double' | 'drop'; line: number; other: number }
  | { act: 'bytes'; at: number; by: number[] }
  | { act: 'encoding'; as: 'utf16le' | 'utf16be' | 'latin1' | 'bom' | 'crlf' | 'nul' };

export const damage: fc.Arbitrary<Damage> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ act: fc.constant('cut' as const), at: fc.nat(1_000_000) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constantFrom('value' as const, 'text' as const, 'key' as const),
      at: fc.nat(1_000_000),
      line: fc.nat(10_000),
      which: fc.nat(1_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constantFrom('swap' as const, 'double' as const, 'drop' as const),
      line: fc.nat(10_000),
      other: fc.nat(10_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('bytes' as const),
      at: fc.nat(1_000_000),
      by: fc.array(fc.nat(255), { minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('encoding' as const),
      as: fc.constantFrom('utf16le', 'utf16be', 'latin1', 'bom', 'crlf', 'nul'),
    }),
  },
);

/** The lines of a file, or the whole of it where it is one document. */
function piecesOf(text: string): string[] {
  const lines = text.trimEnd().split('\n');
  return lines.length > 1 && /^[[{].*[\]}]\r?$/.test(lines[0] ?? '') ? lines : [text];
}

function parsed(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    return isDeeperThan(value, 1_000) ? undefined : value;
  } catch {
    return undefined;
  }
}

function withValue(piece: string, { act, at, which }: Extract<Damage, { which: number }>): string {
  const value = parsed(piece);
  const places = placesIn(value);
  const place = places[at % Math.max(1, places.length)];
  if (place === undefined) return piece;
  if (act === 'key') {
    if (which % 3 === 0) remove(place);
    else put({ ...place, key: which % 3 === 1 ? '__proto__' : 'messages' }, HOSTILE[which % HOSTILE.length]);
    return JSON.stringify(value);
  }
  if (act === 'value') {
    put(place, HOSTILE[which % HOSTILE.length]);
    return JSON.stringify(value);
  }
  put(place, MARK);
  return JSON.stringify(value).replace(
    JSON.stringify(MARK),
    () => HOSTILE_TEXTS[which % HOSTILE_TEXTS.length] ?? '',
  );
}

function encoded(text: Buffer, as: Extract<Damage, { as: string }>['as']): Buffer {
  const plain = text.toString('utf8');
  switch (as) {
    case 'utf16le':
      return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(plain, 'utf16le')]);
    case 'utf16be':
      return Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(plain, 'utf16le').swap16()]);
    case 'latin1':
      return Buffer.from(`${plain}é`, 'latin1');
    case 'bom':
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), text]);
    case 'crlf':
      return Buffer.from(plain.replaceAll('\n', '\r\n'));
    case 'nul':
      return Buffer.concat([text, Buffer.alloc(100)]);
  }
}

/** A file with damage done to it. Of one that is no text, only its bytes are. */
export function damaged(file: Buffer, isText: boolean, done: readonly Damage[]): Buffer {
  let bytes = file;
  if (isText) {
    const pieces = piecesOf(file.toString('utf8'));
    for (const each of done) {
      if (!('line' in each)) continue;
      const line = each.line % pieces.length;
      const piece = pieces[line] ?? '';
      if ('which' in each) pieces[line] = withValue(piece, each);
      else {
        const other = each.other % pieces.length;
        if (each.act === 'swap') [pieces[line], pieces[other]] = [pieces[other] ?? '', piece];
        if (each.act === 'double') pieces.splice(other, 0, piece);
        if (each.act === 'drop' && pieces.length > 1) pieces.splice(line, 1);
      }
    }
    bytes = Buffer.from(`${pieces.join('\n')}\n`);
  }
  for (const each of done) {
    if (each.act === 'bytes') {
      bytes = Buffer.from(bytes);
      for (const [index, byte] of each.by.entries()) bytes[(each.at + index) % bytes.length] = byte;
    }
    if (each.act === 'encoding' && isText) bytes = encoded(bytes, each.as);
    if (each.act === 'cut') bytes = bytes.subarray(0, each.at % bytes.length);
  }
  return bytes;
}
