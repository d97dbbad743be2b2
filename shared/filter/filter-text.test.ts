import { expect, it } from 'vitest';
import { filterOfConditions, filterOfParams } from './filter-text.ts';

it('conditions of a command line say what the address of the table says', () => {
  const params = {
    q: 'late refund',
    state: 'submitted',
    model: 'a\\,b,c',
    calls: '1-4,10-',
    'meta.trial': '0,1',
  };
  const conditions = Object.entries(params).map(([name, value]) => `${name}=${value}`);
  expect(filterOfConditions(conditions)).toEqual(filterOfParams(params));
  expect(filterOfConditions(conditions).filter).toEqual({
    search: 'late refund',
    states: ['submitted'],
    models: ['a,b', 'c'],
    calls: [
      { from: 1, to: 4 },
      { from: 10, to: null },
    ],
    metadata: { trial: ['0', '1'] },
  });
});

it('a name given again adds values, a number alone is a range, and nothing after = is the empty value', () => {
  expect(filterOfConditions(['model=a', 'model=b', 'calls=3', 'environment='])).toEqual({
    filter: { models: ['a', 'b'], calls: [{ from: 3, to: 3 }], environments: [''] },
    unknown: [],
  });
});

it('what is not understood is named, as it was written', () => {
  expect(filterOfConditions(['colour', 'state=done,draft', 'tone=red', '=x', 'calls=4-x'])).toEqual({
    filter: { states: ['draft'] },
    unknown: ['colour', '=x', 'state=done', 'calls=4-x', 'tone'],
  });
});
