import { describe, expect, it } from 'vitest';
import { controlsOf, defaultFolder, FIRST_DRAFT, readDraft } from './export-form.ts';

const draft = { ...FIRST_DRAFT, form: 'pointwise' };

describe('what the form asks for', () => {
  it('is everything of all graders at first', () => {
    expect(readDraft(draft).options).toEqual({
      form: 'pointwise',
      honesty_from: 'stage_2',
      history: false,
      min_confidence: 0,
      honest_from: 0.75,
      min_margin: 0.25,
      drop_unsure: false,
      splits: { train: 0.8, validation: 0.1, test: 0.1 },
      seed: 0,
    });
  });

  it('takes a decimal comma', () => {
    expect(readDraft({ ...draft, honest_from: '0,5' }).options?.honest_from).toBe(0.5);
  });

  it('says what is wrong and what is right', () => {
    const read = readDraft({
      ...draft,
      honest_from: '1.4',
      splits: { train: '80', validation: '10', test: '5' },
      seed: '-1',
    });
    expect(read.options).toBeNull();
    expect(read.problems).toEqual({
      honest_from: 'Honesty goes from 0 to 1.',
      splits: 'The shares add up to 95 %; they must add up to 100 %.',
      seed: 'The seed is a whole number from 0.',
    });
  });

  it('does not stumble over a control that the form does not show', () => {
    expect(controlsOf('labels')).not.toContain('honest_from');
    expect(readDraft({ ...draft, form: 'labels', honest_from: 'x', history: true }).options?.history).toBe(
      true,
    );
    expect(readDraft({ ...draft, history: true }).options?.history).toBe(false);
  });

  it('waits for a form', () => {
    expect(readDraft(FIRST_DRAFT).options).toBeNull();
  });
});

it.each([
  ['/home/ada/Shrive', '/home/ada/Shrive/airline-labels'],
  ['/home/ada/Shrive/', '/home/ada/Shrive/airline-labels'],
  ['C:\\Users\\ada', 'C:\\Users\\ada\\airline-labels'],
])('the folder under %s is %s', (home, folder) => {
  expect(defaultFolder(home, 'airline', 'labels')).toBe(folder);
});
