import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FileFacts } from './format.ts';
import { splitLines } from './lines.ts';

function newFacts(): FileFacts {
  return {
    shape: 'lines',
    packed: undefined,
    bom: false,
    line_ends: 'none',
    longest_line_bytes: 0,
    records: 0,
    sha256: '',
    bytes: 0,
  };
}

async function linesOf(bytes: Buffer, ends: readonly number[]) {
  const cuts = [...new Set([0, ...ends, bytes.length])].sort((one, other) => one - other);
  async function* pieces() {
    for (const [index, cut] of cuts.entries()) yield bytes.subarray(cut, cuts[index + 1]);
  }
  const facts = newFacts();
  const lines: string[] = [];
  for await (const { text } of splitLines(pieces(), 'f.jsonl', facts)) lines.push(text);
  return { lines, facts };
}

/** Records as a writer puts them down: JSON has no raw line ends in it. */
const records = fc.array(
  fc.jsonValue().map((value) => JSON.stringify(value).toWellFormed()),
  { minLength: 1 },
);

test('what is written is read as the same lines, whatever their ends and wherever the pieces are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      records,
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.boolean(),
      fc.array(fc.nat()),
      async (written, lineEnd, hasBom, hasLastEnd, cuts) => {
        const text = `${hasBom ? '\ufeff' : ''}${written.join(lineEnd)}${hasLastEnd ? lineEnd : ''}`;
        const bytes = Buffer.from(text);
        const { lines, facts } = await linesOf(
          bytes,
          cuts.map((cut) => cut % (bytes.length + 1)),
        );
        expect(lines).toEqual(written);
        expect(facts.bom).toBe(hasBom);
        const hasEnd = hasLastEnd || written.length > 1;
        expect(facts.line_ends).toBe(hasEnd ? (lineEnd === '\n' ? 'LF' : 'CRLF') : 'none');
      },
    ),
  );
});

test('blank lines count, line ends of two kinds are told, and a line that is not UTF-8 is named', async () => {
  const { lines, facts } = await linesOf(Buffer.from('a\r\n\n\r\nb'), [1, 2, 3]);
  expect([lines, facts.line_ends]).toEqual([['a', '', '', 'b'], 'mixed']);
  await expect(linesOf(Buffer.from([0x61, 0x0a, 0xc3, 0x28, 0x0a]), [])).rejects.toMatchObject({
    code: 'FILE_NOT_TEXT',
    where: { file: 'f.jsonl', line: 2 },
  });
});
