import fc from 'fast-check';
import { expect, it } from 'vitest';
import { printable, printableJson } from './printable.ts';

/** Controls but tab and line feed, bidi controls, separators, byte order mark, tags, halves of surrogate pairs. */
const UNSAFE =
  /[^\P{Cc}\t\n]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Zl}|\p{Zp}|\ufeff|[\u{e0000}-\u{e007f}]|\p{Cs}/u;

it.each([
  ['\u001b[31mred', '\\e[31mred'],
  ['a\rb', 'a\\rb'],
  ['\u009b2J', '\\u{9b}2J'],
  ['\u202etxt.exe', '\\u{202e}txt.exe'],
  ['\ud800', '\\u{d800}'],
  ['\u{e0041}', '\\u{e0041}'],
  ['tab\tand\nline', 'tab\tand\nline'],
  ['Ünïcödé 🙂 می‌خواهم 👩‍🚀', 'Ünïcödé 🙂 می‌خواهم 👩‍🚀'],
])('%j is printed as %j', (text, shown) => expect(printable(text)).toBe(shown));

it('on one line, line feeds and tabs are written out too', () => {
  expect(printable('a\nb\tc', { oneLine: true })).toBe('a\\nb\\tc');
});

it('nothing that drives a terminal or reorders text is left of any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !UNSAFE.test(printable(text))));
});

it('as JSON every text is the same text to its reader', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const line = printableJson({ text });
      expect(JSON.parse(line)).toEqual({ text });
      expect(line).not.toMatch(UNSAFE);
      expect(line).not.toContain('\n');
    }),
  );
});
