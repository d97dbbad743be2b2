import { expect, it } from 'vitest';
import { extended, NOTHING_SELECTED, toggled } from './selection.ts';

const idAt = (row: number) => ['a', 'b', 'c', 'd', 'e'][row];

it('a second X takes a row out again', () => {
  const once = toggled(NOTHING_SELECTED, 'b', 1);
  expect([...once.ids]).toEqual(['b']);
  expect([...toggled(once, 'b', 1).ids]).toEqual([]);
});

it('Shift chooses from the anchor, up or down, and keeps what was chosen', () => {
  const from = toggled(NOTHING_SELECTED, 'c', 2);
  expect([...extended(from, 4, idAt).ids].sort()).toEqual(['c', 'd', 'e']);
  expect([...extended(extended(from, 4, idAt), 0, idAt).ids].sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
});

it('Shift without an anchor chooses the row itself', () => {
  expect([...extended(NOTHING_SELECTED, 3, idAt).ids]).toEqual(['d']);
});
