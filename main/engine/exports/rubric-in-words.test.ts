import { expect, test } from 'vitest';
import { plain } from './rubric-in-words.ts';

test('words in a card stand on one line, without controls, and are no markup', () => {
  expect(plain('a: b\r\n---\nlicense: x')).toBe('a: b --- license: x');
  expect(plain('\u0000Ada\u001b[1m \u202egnp.exe\u2069\u2028')).toBe('Ada \\[1m gnp.exe');
  expect(plain('<img src=x> | `code` # *all*')).toBe('\\<img src=x\\> \\| \\`code\\` \\# \\*all\\*');
});
