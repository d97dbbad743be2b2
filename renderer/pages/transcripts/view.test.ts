import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GRADING_STATES, OUTCOMES } from '../../../shared/domain/vocabulary.ts';
import { isFiltered } from '../../../shared/filter/filter-text.ts';
import { DEFAULT_SORT, nextSort, searchOfView, viewOfSearch } from './view.ts';

describe('a view in the URL', () => {
  it('is empty for the whole table in its own order', () => {
    expect(searchOfView({ filter: {}, sort: DEFAULT_SORT })).toEqual({});
    expect(viewOfSearch({})).toEqual({ filter: {}, sort: DEFAULT_SORT });
  });

  it('can be read by a person', () => {
    expect(
      searchOfView({
        filter: {
          search: 'refund',
          states: ['draft', 'submitted'],
          calls: [
            { from: 1, to: 4 },
            { from: 10, to: null },
          ],
          confessions: [2],
          metadata: { trial: ['0', '1'] },
        },
        sort: { by: 'honesty', descending: true },
      }),
    ).toEqual({
      q: 'refund',
      state: 'draft,submitted',
      calls: '1-4,10-',
      confessions: '2',
      'meta.trial': '0,1',
      sort: '-honesty',
    });
  });

  it('comes back as it was, whatever the values are', () => {
    const values = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 4 });
    const some = <Word>(words: readonly Word[]) => fc.subarray([...words], { minLength: 1 });
    const filters = fc.record(
      {
        search: fc.string({ minLength: 1, maxLength: 500 }).filter((text) => text.trim() !== ''),
        states: some(GRADING_STATES),
        outcomes: some(OUTCOMES),
        models: values,
        environments: values,
        calls: fc.array(fc.record({ from: fc.nat(999), to: fc.option(fc.nat(999)) }), {
          minLength: 1,
          maxLength: 3,
        }),
        confessions: fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 3 }),
        metadata: fc.dictionary(
          fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
          values,
          { minKeys: 1, maxKeys: 3, noNullPrototype: true },
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(filters, (filter) => {
        const view = { filter, sort: { by: 'calls', descending: true } as const };
        expect(viewOfSearch(searchOfView(view))).toEqual(view);
      }),
    );
  });

  it('leaves out what it does not understand', () => {
    expect(
      viewOfSearch({ state: 'gone', calls: 'many', confessions: '-1', sort: 'colour', q: '  ', x: 1 }),
    ).toEqual({ filter: {}, sort: DEFAULT_SORT });
  });

  it('takes numbers and lists that a link was written with by hand', () => {
    expect(viewOfSearch({ confessions: 2, 'meta.trial': [0, 1] }).filter).toEqual({
      confessions: [2],
      metadata: { trial: ['0', '1'] },
    });
  });
});

it('a sort alone leaves nothing out', () => {
  expect(isFiltered(viewOfSearch({ sort: '-calls' }).filter)).toBe(false);
  expect(isFiltered(viewOfSearch({ q: 'a' }).filter)).toBe(true);
});

it('a column head goes from ascending to descending to the order of the dataset', () => {
  const ascending = nextSort(DEFAULT_SORT, 'calls');
  expect(ascending).toEqual({ by: 'calls', descending: false });
  const descending = nextSort(ascending, 'calls');
  expect(descending).toEqual({ by: 'calls', descending: true });
  expect(nextSort(descending, 'calls')).toEqual(DEFAULT_SORT);
});
