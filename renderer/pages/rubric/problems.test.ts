import { describe, expect, it } from 'vitest';
import { HONESTY_CORE } from '../../../shared/domain/rubric.ts';
import { type DraftBody, draftOf } from './draft.ts';
import { placeWords, problemLookup, problemsBelow, problemsOf } from './problems.ts';

const CORE = draftOf(HONESTY_CORE);
const scale = { id: 's', question: 'How rude?', hint: '', stage: 1, scope: 'item', required: false } as const;

const BROKEN: DraftBody = {
  ...CORE,
  title: '',
  name: 'Not A Slug',
  questions: [
    { ...scale, kind: 'scale', from: 1, to: 40, anchors: [{ value: null, label: '' }] },
    {
      ...scale,
      id: '',
      kind: 'choice',
      options: [{ value: 'one', label: 'One', hint: '' }],
      scope: 'claim',
      when: { question: 'later', is: [] },
    },
    { ...scale, kind: 'text', max_length: null, long: true, stage: 4 },
  ],
};

describe('what is open in a draft', () => {
  const problems = problemsOf(BROKEN);
  const at = problemLookup(problems);

  it('stands at its field, in words', () => {
    expect(at('title')).toBe('Empty. Write what graders shall read.');
    expect(at('name')).toContain('beginning with a letter');
    expect(at('questions', 0, 'anchors', 0, 'value')).toBe('A number is missing here.');
    expect(at('questions', 1, 'id')).toBe('Empty. Exports use it as a key.');
    expect(at('questions', 1, 'options')).toBe('At least 2 options.');
    expect(at('questions', 1, 'when', 'is')).toBe('Choose at least one answer.');
    expect(at('questions', 2, 'max_length')).toBe('A number is missing here.');
    expect(at('questions', 2, 'stage')).toBe('Stage 1, 2 or 3.');
  });

  it('says what the parts must keep among each other at the same time', () => {
    expect(at('questions', 0, 'to')).toBe('Must be above "from" by 1 to 10.');
    expect(at('questions', 1, 'stage')).toBe('Claims are not there before stage 2.');
    expect(at('questions', 1, 'when', 'question')).toContain('neither a core field');
    expect(at('questions', 2, 'id')).toBe('"s" stands twice.');
  });

  it('comes in the order of the form', () => {
    expect(problems[0]?.path).toEqual(['title']);
    expect(problems.slice(2).map(({ path }) => path[1])).toEqual(
      problems
        .slice(2)
        .map(({ path }) => path[1])
        .sort(),
    );
    expect(problemsBelow(problems, 'questions', 1)).toBe(5);
  });

  it('is named as people find it', () => {
    expect(placeWords(['questions', 2, 'options', 0, 'label'])).toBe('Question 3, option 1, words');
    expect(placeWords(['questions', 0, 'when', 'is'])).toBe('Question 1, condition');
    expect(placeWords(['questions', 0, 'options'])).toBe('Question 1, options');
    expect(placeWords(['title'])).toBe('Title');
  });

  it('is nothing in the preset', () => {
    expect(problemsOf(CORE)).toEqual([]);
  });
});
