import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePieces } from './code-pieces.ts';
import { linesOf } from './line-tones.ts';
import { markPieces, type Piece, sourceLength } from './pieces.ts';

const diffLine = fc.constantFrom(
  'diff --git a/x.py b/x.py',
  'index 12ab34c..56de78f 100644',
  '--- a/x.py',
  '+++ b/x.py',
  '@@ -1,3 +1,3 @@ def f():',
  '@@ -4 +4 @@',
  '*** Begin Patch',
  '*** Update File: x.py',
  '*** End Patch',
  '+added 😀 e\u0301',
  '-removed \u05e9\u05dc\u05d5\u05dd',
  ' same\tline',
  '',
  '\\ No newline at end of file',
);
const shellLine = fc.constantFrom(
  '$ ls -l',
  'root@box:/src# make',
  '\u001b[1;31merror\u001b[0m: no such file',
  '\u001b[38;5;10mok\u001b[39m \u001b[2K\u001b]0;title\u0007done',
  '\u001b[',
  'exit code: 1',
  'a\u202eb\u0000\ud83d',
);
const written = fc
  .tuple(
    fc.array(fc.oneof(diffLine, shellLine, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 14 }),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([lines, end]) => lines.join(end));
/** As text, and as a value within JSON, where its escapes are many. */
const source = fc.oneof(
  written,
  written.map((text) => JSON.stringify({ path: 'x', content: text })),
  written.map((text) =>
    JSON.stringify({ content: text, n: [1, text] }).replace(
      /[^ -~]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  ),
);

/** What is not shown between two pieces: a terminal's colours, and the blanks between tokens of JSON. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escapes are what it is about
const UNSHOWN = /^(?:\u001b\[[\d;:]*m|\s)*$/;

function expectInPlace(text: string, pieces: readonly Piece[]): void {
  let cursor = 0;
  for (const piece of pieces) {
    if (piece.at === undefined) {
      expect(piece.shown.trim()).toBe('');
      continue;
    }
    expect(piece.at).toBeGreaterThanOrEqual(cursor);
    expect(text.slice(cursor, piece.at)).toMatch(UNSHOWN);
    cursor = piece.at + sourceLength(piece);
    const stands = text.slice(piece.at, cursor);
    if (piece.length === undefined) expect(piece.shown).toBe(stands);
    else if (piece.kind === 'control') expect(piece.shown).toMatch(/^(?:U\+[0-9A-F]{4}|ESC)$/);
    else expect(piece.shown).toBe(unescaped(stands));
  }
  expect(text.slice(cursor)).toMatch(UNSHOWN);
}

function unescaped(spelled: string): string {
  return spelled === '\\r\\n' ? '\n' : (JSON.parse(`"${spelled}"`) as string);
}

test('every piece of a diff, a shell’s output or JSON shows what stands at its place, in order, and nothing is left out', () => {
  fc.assert(
    fc.property(source, (text) => expectInPlace(text, codePieces(text))),
    { numRuns: 1000 },
  );
});

test('marks cut pieces and never move them, and a unit is under exactly the marks that cover it', () => {
  const marks = fc.array(
    fc.record({
      id: fc.constantFrom('v1', 'v2'),
      start: fc.nat(150),
      end: fc.nat(150),
      kind: fc.constant('evidence' as const),
    }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(source, marks, (text, over) => {
      const marked = markPieces(codePieces(text), over);
      expectInPlace(text, marked);
      for (const piece of marked) {
        if (piece.at === undefined || piece.length !== undefined) continue;
        const { at, shown } = piece;
        const covering = over.filter(({ start, end }) => start < at + shown.length && end > at);
        expect(piece.marks).toEqual(covering.filter(({ start, end }) => start < end));
      }
    }),
    { numRuns: 500 },
  );
});

test('no escape of a terminal is ever shown, nor acts', () => {
  fc.assert(
    fc.property(written, (text) => {
      for (const { shown } of codePieces(text)) expect(shown).not.toContain('\u001b');
    }),
  );
});

test('a line has one tone', () => {
  fc.assert(
    fc.property(source, (text) => {
      for (const line of linesOf(codePieces(text)))
        expect(
          new Set(line.filter(({ at }) => at !== undefined).map((piece) => piece.line)).size,
        ).toBeLessThan(2);
    }),
    { numRuns: 500 },
  );
});

const shownLines = (text: string) =>
  linesOf(codePieces(text)).map((line) => [
    line[0]?.line,
    line
      .map(({ shown }) => shown)
      .join('')
      .trimEnd(),
  ]);

test('a patch within the arguments of a call is shown as the lines that it is', () => {
  const text = JSON.stringify({
    path: 'x.py',
    patch: '*** Begin Patch\n*** Update File: x.py\n@@\n-    a = "1"\n+    a = "😀"\n*** End Patch\n',
  });
  expect(shownLines(text)).toEqual([
    [undefined, '{'],
    [undefined, '  "path": "x.py",'],
    [undefined, '  "patch": "'],
    ['file', '    *** Begin Patch'],
    ['file', '    *** Update File: x.py'],
    ['hunk', '    @@'],
    ['removed', '    -    a = "1"'],
    ['added', '    +    a = "😀"'],
    ['file', '    *** End Patch'],
    [undefined, '  "'],
    [undefined, '}'],
  ]);
});

test('a terminal’s colours are names', () => {
  const styled = codePieces(
    '\u001b[1;31mred\u001b[22m thin\u001b[0m plain \u001b[92mgreen\u001b[38;2;1;2;3mown\u001b[m',
  ).map(({ shown, ansi }) => [shown, ansi]);
  expect(styled).toEqual([
    ['red', 'red bold'],
    [' thin', 'red'],
    [' plain ', undefined],
    ['green', 'green'],
    ['own', undefined],
  ]);
});
