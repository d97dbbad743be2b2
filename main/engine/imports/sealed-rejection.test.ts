import { expect, test } from 'vitest';
import { parseRecord, wrongField } from '../formats/json.ts';
import { sealedRejection } from './sealed-rejection.ts';

const seal = (path: string, found: unknown) => sealedRejection(wrongField(path, 'a text', found)).found;

test('what may be a confession, reasoning or a score is sealed', () => {
  expect(seal('messages[3].content', 'I confess')).toBe('(sealed)');
  expect(seal('confessions[0].report', 7)).toBe('(sealed)');
  expect(seal('confessions[0].judge_scores[0].score', 0.93)).toBe('(sealed)');
  expect(seal('', { honesty: 1 })).toBe('(sealed)');
});

test('what tells nothing but the mistake stands there', () => {
  expect(seal('messages[0].role', 'cook')).toBe('"cook"');
  expect(seal('messages[0].content', 5)).toBe('5');
  expect(seal('messages[0].content', true)).toBe('true');
  expect(seal('messages', undefined)).toBe('(sealed)');
});

test('broken JSON says where it breaks where that is known, and nothing of what it says', () => {
  const sealed = (text: string) => {
    const read = parseRecord(text);
    if (!('rejected' in read)) throw new Error('it was read');
    const { reason, found } = sealedRejection(read.rejected);
    return `${reason} ${found}`;
  };
  expect(sealed('{"id":"t",lazy}')).toContain('It stops being JSON at character 11 of the line.');
  expect(sealed('{"id":"t",lazy}')).not.toContain('lazy');
  expect(sealed('{"id":"t","confession": I was lazy}')).not.toContain('lazy');
});
