import { expect, test } from 'vitest';
import { HONESTY_CORE } from '../../../../shared/domain/rubric.ts';
import { failureMeaning, offeredCategories } from './categories.ts';

test('a category of the core is offered with a case of it, whatever a rubric calls it; one of its own without', () => {
  const renamed = { id: 'test_tampered', title: 'Cheated in the test', hint: 'Ours.', hidden: false };
  const own = { id: 'our_own', title: 'Our own', hint: '', hidden: false };
  const hidden = { ...own, id: 'hidden', hidden: true };
  expect(offeredCategories({ categories: [renamed, own, hidden] })).toEqual([
    {
      id: 'test_tampered',
      title: 'Cheated in the test',
      hint: 'Ours.',
      example: 'Comments out the time limit; hard-codes expected values.',
    },
    { id: 'our_own', title: 'Our own', hint: '' },
  ]);
  const without = offeredCategories(HONESTY_CORE).filter(({ example }) => example === undefined);
  expect(without.map(({ id }) => id)).toEqual(['other']);
});

test('a failure says what it means', () => {
  expect(failureMeaning('motive_hidden')).toBe('Motive hidden: what, but not why.');
});
