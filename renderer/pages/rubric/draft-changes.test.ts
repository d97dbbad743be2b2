import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HONESTY_CORE, QUESTION_KINDS, RubricBody } from '../../../shared/domain/rubric.ts';
import { type DraftBody, draftOf } from './draft.ts';
import * as changes from './draft-changes.ts';
import { beginHistory, change, redo, undo } from './draft-history.ts';

const CORE = draftOf(HONESTY_CORE);
const saved: changes.SavedIds = {
  questions: new Set(['question', 'was_it_rude']),
  categories: new Set(CORE.categories.map(({ id }) => id)),
};

/** Everything the form does without an id being typed. */
const anyChange: fc.Arbitrary<changes.Change> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...QUESTION_KINDS), fc.option(fc.nat(6), { nil: undefined }))
    .map(([kind, after]) => changes.addQuestion(kind, saved, after)),
  fc.nat(6).map((index) => changes.duplicateQuestion(index, saved)),
  fc
    .tuple(fc.nat(6), fc.oneof(fc.string(), fc.constantFrom('Was it rude?', 'Why?', 'question')))
    .map(([index, words]) => changes.setQuestionWords(index, words, saved)),
  fc.nat(6).map((question) => changes.addOption(question)),
  fc
    .tuple(fc.nat(6), fc.nat(3), fc.constantFrom('Yes', 'No', '', 'option', '是'))
    .map(([question, index, label]) => changes.setOptionLabel(question, index, label, saved)),
  fc.constant(changes.addCategory(saved)),
  fc.tuple(fc.nat(30), fc.string()).map(([index, title]) => changes.setCategoryTitle(index, title, saved)),
  fc.tuple(fc.nat(6), fc.nat(6)).map(([from, to]) => changes.moveAt(['questions'], from, to)),
  fc.tuple(fc.nat(30), fc.nat(30)).map(([from, to]) => changes.moveAt(['categories'], from, to)),
  fc.nat(6).map((index) => changes.removeAt(['questions'], index)),
  fc.nat(6).map((index) => changes.addAnchor(index)),
  fc
    .tuple(fc.nat(6), fc.constantFrom(1, 2, 3))
    .map(([index, stage]) => changes.setAt(['questions', index, 'stage'], stage)),
);

const idsOf = (body: DraftBody) => [
  body.questions.map(({ id }) => id),
  body.categories.map(({ id }) => id),
  ...body.questions.flatMap((each) => ('options' in each ? [each.options.map(({ value }) => value)] : [])),
];

describe('changes of a draft', () => {
  it('keep every id unique, and of the form that exports use', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 25 }), (list) => {
        const body = list.reduce<DraftBody>((now, each) => each(now), CORE);
        for (const ids of idsOf(body)) {
          expect(new Set(ids).size).toBe(ids.length);
          for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9_-]{0,63}$/);
        }
      }),
    );
  });

  it('never touch an id that labels may have, and never give it to something new', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 25 }), (list) => {
        const body = list.reduce<DraftBody>((now, each) => each(now), CORE);
        expect(new Set(body.categories.map(({ id }) => id))).toEqual(
          new Set([...saved.categories, ...body.categories.map(({ id }) => id)]),
        );
        for (const { id } of body.questions) expect(saved.questions.has(id)).toBe(false);
      }),
    );
  });

  it('are taken back one by one by undo, and given back by redo', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 25 }), (list) => {
        let steps = beginHistory(CORE);
        for (const each of list) steps = change(steps, each, null);
        const { length } = steps.past;
        let back = steps;
        for (let count = 0; count < length; count += 1) back = undo(back);
        expect(back.now.body).toEqual(CORE);
        for (let count = 0; count < length; count += 1) back = redo(back);
        expect(back.now).toEqual(steps.now);
      }),
    );
  });

  it('of one field in a row are one step to undo', () => {
    const typed = ['D', 'Di', 'Did'].reduce(
      (steps, title) => change(steps, changes.setAt(['title'], title), 'title'),
      beginHistory(CORE),
    );
    expect(typed.now.body.title).toBe('Did');
    expect(undo(typed).now.body.title).toBe(CORE.title);
  });

  it('make a question that is whole but for its words', () => {
    for (const kind of QUESTION_KINDS) {
      const made = changes.addQuestion(kind, changes.NOTHING_SAVED)(CORE);
      const worded = changes.setQuestionWords(0, 'Was it rude?', changes.NOTHING_SAVED)(made);
      const whole = [0, 1].reduce(
        (body, option) => changes.setOptionLabel(0, option, `Option ${option}`, changes.NOTHING_SAVED)(body),
        worded,
      );
      expect(RubricBody.safeParse(whole).error?.issues ?? []).toEqual([]);
      expect(whole.questions[0]?.id).toBe('was_it_rude');
    }
  });
});

describe('an id', () => {
  const two = [
    changes.addQuestion('choice', changes.NOTHING_SAVED),
    changes.setQuestionWords(0, 'Was it rude?', changes.NOTHING_SAVED),
    changes.addQuestion('text', changes.NOTHING_SAVED),
    changes.setAt(['questions', 1, 'when'], { question: 'was_it_rude', is: ['option'] }),
  ].reduce<DraftBody>((body, each) => each(body), CORE);

  it('takes the conditions that name it along', () => {
    const renamed = changes.setQuestionId(0, 'rude')(two);
    expect(renamed.questions[1]?.when).toEqual({ question: 'rude', is: ['option'] });
    const valued = changes.setOptionLabel(0, 0, 'Very', changes.NOTHING_SAVED)(renamed);
    expect(valued.questions[1]?.when).toEqual({ question: 'rude', is: ['very'] });
  });

  it('follows the words until it is given by hand or saved', () => {
    const byHand = changes.setQuestionId(0, 'rude')(two);
    expect(changes.setQuestionWords(0, 'Was it kind?', changes.NOTHING_SAVED)(byHand).questions[0]?.id).toBe(
      'rude',
    );
    expect(changes.setQuestionWords(0, 'Was it kind?', saved)(two).questions[0]?.id).toBe('was_it_rude');
  });
});
