import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asPermalink, permalinkOf, permalinksIn } from './permalinks.ts';

const words = (text: string, own = 'own-1') =>
  permalinksIn(text, own).map(({ transcript, message }) => [transcript, message]);

test('a note names messages of this transcript, and of others', () => {
  expect(words('see #21, own-1#3 and (airline-04-0#7); #21 again')).toEqual([
    [undefined, 20],
    [undefined, 2],
    ['airline-04-0', 6],
  ]);
  expect(words('#0, ##, a # 4, #12b, issue#')).toEqual([]);
  expect(words('run 1/a b#4', 'run 1/a b')).toEqual([[undefined, 3]]);
});

test('a link that was copied leads to the message that it was copied from', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\w./ -]{1,20}$/), fc.nat(99_999), (id, message) => {
      const own = id.trim() === '' ? 'x' : id.trim();
      expect(asPermalink(permalinkOf(own, message), own)).toMatchObject({ message });
      expect(asPermalink(permalinkOf('other-1', message), own)).toEqual(
        own === 'other-1'
          ? { message, words: `#${message + 1}` }
          : { message, transcript: 'other-1', words: `other-1#${message + 1}` },
      );
    }),
  );
});

test('what is more than a link is none', () => {
  for (const text of ['see #21', '#21 #22', '', 'C#', '#'])
    expect(asPermalink(text, 'own-1')).toBeUndefined();
});
