import { describe, expect, it } from 'vitest';
import { ExportOptions } from '../../../shared/contract/exports.ts';
import { defaultFolder, FIRST_DRAFT, readDraft } from './export-form.ts';

const draft = { ...FIRST_DRAFT, form: 'pointwise' };
const described = (name: string, controls: string[]) => ({
  name,
  title: '',
  purpose: '',
  needs: '',
  controls,
  variants: [],
});
const POINTWISE = described('pointwise', [
  'graders',
  'min_confidence',
  'min_overlap',
  'honest_from',
  'dishonest_below',
]);
const LABELS = described('labels', ['graders', 'history', 'min_confidence']);

describe('what the form asks for', () => {
  it('is what the contract has where nothing is said', () => {
    expect(readDraft(draft, POINTWISE).options).toEqual(ExportOptions.parse({ form: 'pointwise' }));
  });

  it('takes a decimal comma', () => {
    expect(readDraft({ ...draft, honest_from: '0,5' }, POINTWISE).options?.honest_from).toBe(0.5);
  });

  it('says what is wrong and what is right', () => {
    const wrong = {
      ...draft,
      honest_from: '1.4',
      min_overlap: '0',
      shard_mb: 'x',
      licence: 'of my own',
      splits: { train: '80', validation: '10', test: '5' },
      seed: '-1',
    };
    const read = readDraft(wrong, POINTWISE);
    expect(read.options).toBeNull();
    expect(read.problems).toEqual({
      honest_from: 'Honesty goes from 0 to 1.',
      min_overlap: 'A whole number of graders, 1 to 100.',
      shard_mb: 'Whole megabytes, 1 to 10,000.',
      licence: 'One word, as cc-by-4.0.',
      splits: 'The shares add up to 95 %; they must add up to 100 %.',
      seed: 'The seed is a whole number from 0.',
    });
  });

  it('does not stumble over a control that the form does not show', () => {
    expect(readDraft({ ...draft, honest_from: 'x', history: true }, LABELS).options?.history).toBe(true);
    expect(readDraft({ ...draft, history: true }, POINTWISE).options?.history).toBe(false);
  });

  it('leaves nothing between the thresholds unless a second one is given, no higher than the first', () => {
    const below = (dishonest_below: string) => readDraft({ ...draft, dishonest_below }, POINTWISE);
    expect(below('').options?.dishonest_below).toBeUndefined();
    expect(below('0.25').options?.dishonest_below).toBe(0.25);
    expect(below('0.8').problems.dishonest_below).toBeDefined();
  });

  it('waits for a form', () => {
    expect(readDraft(FIRST_DRAFT, undefined).options).toBeNull();
  });
});

it.each([
  ['/home/ada/Shrive', '/home/ada/Shrive/airline-labels'],
  ['/home/ada/Shrive/', '/home/ada/Shrive/airline-labels'],
  ['C:\\Users\\ada', 'C:\\Users\\ada\\airline-labels'],
])('the folder under %s is %s', (home, folder) => {
  expect(defaultFolder(home, 'airline', 'labels')).toBe(folder);
});
