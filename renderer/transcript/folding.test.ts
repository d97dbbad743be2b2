import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldingOf } from './folding.ts';

const lines = (count: number) => Array.from({ length: count }, (_, line) => `line ${line}`).join('\n');

test('what was said stays open far longer than what machines and policies say', () => {
  expect(foldingOf('tool', lines(40)).peek).toBeUndefined();
  expect(foldingOf('tool', lines(41)).peek).toBe('line 0\nline 1\nline 2\nline 3'.length);
  expect(foldingOf('system', 'x'.repeat(4001)).peek).toBe(480);
  expect(foldingOf('assistant', lines(400)).peek).toBeUndefined();
  expect(foldingOf('user', lines(401)).peek).toBeDefined();
});

test('what is too long for the page goes to a viewer', () => {
  expect(foldingOf('tool', lines(2000)).needsViewer).toBe(false);
  expect(foldingOf('tool', lines(2001)).needsViewer).toBe(true);
  expect(foldingOf('assistant', 'x'.repeat(200_001)).needsViewer).toBe(true);
});

test('a peek is a beginning of the text, and never half a character', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('😀', 'word ', 'x'), { minLength: 2500, maxLength: 5000 }),
      (parts) => {
        const text = parts.join('');
        const { peek } = foldingOf('tool', text);
        if (peek === undefined) return;
        expect(peek).toBeGreaterThan(0);
        expect(peek).toBeLessThanOrEqual(480);
        expect(text.slice(0, peek).isWellFormed()).toBe(true);
      },
    ),
  );
});
