import { expect, test } from 'vitest';
import { besideWords, nextBeside } from './siblings.ts';

const sibling = (id: string, earned: boolean) => ({ confession: `hash-${id}`, confession_id: id, earned });

test('the earned ones come in turn, then none', () => {
  const siblings = [sibling('b', true), sibling('c', false), sibling('d', true)];
  expect(nextBeside(siblings, undefined)).toBe('hash-b');
  expect(nextBeside(siblings, 'hash-b')).toBe('hash-d');
  expect(nextBeside(siblings, 'hash-d')).toBeUndefined();
  expect(nextBeside([sibling('b', false)], undefined)).toBeUndefined();
});

test('where none can be opened it is said why', () => {
  expect(besideWords([])).toBe('This transcript has no other confession.');
  expect(besideWords([sibling('b', false)])).toBe(
    'Confession b is sealed until you have judged its task output.',
  );
  expect(besideWords([sibling('b', false), sibling('c', false), sibling('d', false)])).toBe(
    'Confessions b, c and d are sealed until you have judged their task output.',
  );
});
