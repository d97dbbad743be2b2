import { expect, test } from 'vitest';
import { codePieces } from './code-pieces.ts';
import { diffTones, editorTones, isDiff, linesOf } from './line-tones.ts';

const tonesOf = (text: string) => linesOf(codePieces(text)).map(([piece]) => piece?.line);

const DIFF = `diff --git a/x.py b/x.py
index 12ab34c..56de78f 100644
--- a/x.py
+++ b/x.py
@@ -1,3 +1,4 @@ def f():
 a = 1
-b = 2
+b = 3
+--- no head
 c = 4
This is said after it.
- a list
+ another`;

test('lines of a unified diff are told apart, so many as its hunks say', () => {
  expect(tonesOf(DIFF)).toEqual([
    'file',
    'file',
    'file',
    'file',
    'hunk',
    'context',
    'removed',
    'added',
    'added',
    'context',
    undefined,
    undefined,
    undefined,
  ]);
  expect(isDiff(DIFF)).toBe(true);
  expect(isDiff(`Here it is:\n${DIFF}`)).toBe(false);
  expect(tonesOf(`$ git diff\n${DIFF}`).slice(0, 2)).toEqual(['command', 'file']);
});

test('a diff that was cut off keeps the lines that it has', () => {
  expect(tonesOf('@@ -1,30 +1,30 @@\n-gone\n+come\n same')).toEqual(['hunk', 'removed', 'added', 'context']);
  expect(tonesOf('@@ -1,30 +1,30 @@\r\n-gone\r\n+come\r\n')).toEqual(['hunk', 'removed', 'added']);
});

test.each([
  ['a list', '- one\n- two\n+ three'],
  ['a rule and a heading', '--- \ntitle: x\n---\n\n# Head'],
  ['mail', '> @@ -1 +1 @@\n> -a\n> +b'],
  ['a hunk that changes nothing', '@@ -1 +1 @@\n same'],
  ['the head alone', '--- a/x\n+++ b/x\n'],
  ['numbers', '-1\n+2\n-3'],
])('%s is no diff', (_, text) => {
  expect(diffTones(text.split('\n'))).toBeUndefined();
});

test('commands and exit codes of a shell are told apart from what it printed', () => {
  expect(tonesOf('$ pytest -q\n1 failed\nexit code: 1')).toEqual(['command', undefined, 'failed']);
  expect(tonesOf('root@box:/src# make\ndone\n[exit 0]\n')).toEqual(['command', undefined, 'exited']);
  expect(tonesOf('>>> f(2)\n4')).toEqual(['command', undefined]);
});

test.each(['$ 209 for one seat', 'It costs\n$ 20', '> quoted', '# heading', 'user@example.org wrote'])(
  '%j is no shell',
  (text) => {
    expect(tonesOf(text).every((tone) => tone === undefined)).toBe(true);
  },
);

test('an editor, which ends a line at a lone carriage return too, gets its tones on the lines that they are of', () => {
  const text = '10%\r55%\rdone\n$ ls -l\n[exit 0]\n';
  const tones = editorTones(codePieces(text));
  const lines = text.split(/\r\n|\r|\n/);
  expect(tones).toHaveLength(lines.length);
  expect(tones[lines.indexOf('$ ls -l')]).toBe('command');
  expect(tones[lines.indexOf('[exit 0]')]).toBe('exited');
  expect(tones.filter((tone) => tone !== undefined)).toHaveLength(2);
});
