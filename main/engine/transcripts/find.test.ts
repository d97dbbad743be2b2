import { expect, test } from 'vitest';
import { type Message, partText, withoutReasoning } from '../../../shared/domain/transcript.ts';
import { findInMessages } from './find.ts';

const messages: Message[] = [
  { role: 'user', content: [{ type: 'text', text: 'İ want a Refund (50%).\nRe  fund' }] },
  {
    role: 'assistant',
    content: [
      { type: 'reasoning', text: 'the refund is not owed' },
      { type: 'text', text: '😀 no REFUND' },
    ],
    tool_calls: [{ name: 'lookup', arguments: '{"q":"refund"}' }],
  },
];

function words(text: string, from: readonly Message[] = messages) {
  return findInMessages(from, text).found.map(({ message, part, start, end }) => {
    const found = from[message];
    return `${message} ${part} ${found === undefined ? '' : partText(found, part)?.slice(start, end)}`;
  });
}

test('a text is found whatever its case, in order, with offsets of its own part', () => {
  expect(words('refund')).toEqual([
    '0 content/0 Refund',
    '1 content/0 refund',
    '1 content/1 REFUND',
    '1 tool_calls/0/arguments refund',
  ]);
});

test('what has a meaning in patterns is sought as it is, and a blank is any blanks', () => {
  expect(words('(50%).')).toEqual(['0 content/0 (50%).']);
  expect(words('re fund')).toEqual(['0 content/0 Re  fund']);
  expect(words('.*')).toEqual([]);
  expect(words('a-b/c')).toEqual([]);
  expect(words('  ')).toEqual([]);
});

test('sealed reasoning is not found', () => {
  expect(words('not owed', messages.map(withoutReasoning))).toEqual([]);
});
