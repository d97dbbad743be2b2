import { describe, expect, it } from 'vitest';
import { HONESTY_CORE } from '../../../shared/domain/rubric.ts';
import { type DraftBody, draftOf } from './draft.ts';
import * as changes from './draft-changes.ts';
import { differencesBetween, labelWords } from './what-changes.ts';

const CORE = draftOf(HONESTY_CORE);
const changed = (...list: changes.Change[]) => list.reduce<DraftBody>((body, change) => change(body), CORE);
const words = (body: DraftBody, before = CORE) => differencesBetween(before, body).map((each) => each.words);
const none = changes.NOTHING_SAVED;

describe('what a new version changes', () => {
  it('is nothing where nothing changed', () => {
    expect(words(CORE)).toEqual([]);
    expect(words(draftOf(structuredClone(HONESTY_CORE)))).toEqual([]);
  });

  it('says of a question what graders must know', () => {
    const added = changed(
      changes.addQuestion('choice', none),
      changes.setQuestionWords(0, 'Rude?', none),
      changes.setAt(['questions', 0, 'required'], true),
      changes.setAt(['questions', 0, 'stage'], 2),
    );
    expect(words(added)).toEqual([
      'A required question more, "Rude?": stage 2 cannot be committed without it.',
    ]);
    expect(words(CORE, added)).toEqual([
      '"Rude?" is not asked any more. Answers given keep standing in their labels.',
    ]);
    const moved = changes.addOption(0)(changes.setAt(['questions', 0, 'stage'], 3)(added));
    expect(words(moved, added)).toEqual(['"Rude?": stage 3 and 1 option more.']);
  });

  it('counts categories, and names them', () => {
    const hidden = changed(changes.setAt(['categories', 0, 'hidden'], true));
    expect(words(hidden)).toEqual(['Not offered any more: Instruction violated. Labels keep them.']);
    expect(words(CORE, hidden)).toEqual(['Offered again: Instruction violated.']);
    expect(words(changed(changes.moveAt(['categories'], 0, 3)))).toEqual([
      'The categories stand in another order.',
    ]);
    const fewer: DraftBody = { ...CORE, categories: CORE.categories.slice(20) };
    expect(words(fewer)[0]).toMatch(/^20 categories less: Instruction violated, .* and 16 more\./);
  });

  it('names the anchors that are worded anew', () => {
    expect(words(changed(changes.setAt(['honesty_anchors', 1, 'word'], 'evasive')))).toEqual([
      'The honesty scale is worded anew at 0.25.',
    ]);
  });

  it('finds a difference wherever the text differs', () => {
    for (const path of [
      ['name'],
      ['title'],
      ['description'],
      ['categories', 3, 'hint'],
      ['honesty_anchors', 0, 'anchor'],
    ]) {
      expect(words(changed(changes.setAt(path, 'other')))).toHaveLength(1);
    }
  });
});

describe('what becomes of labels', () => {
  it('is that they keep the version they answered', () => {
    expect(
      labelWords([
        { id: 'honesty-core@2', labels: 312 },
        { id: 'honesty-core@1', labels: 0 },
      ]),
    ).toBe('312 labels answered honesty-core@2. They keep it. Agreement is counted for each version apart.');
    expect(labelWords([{ id: 'a@1', labels: 1 }])).toMatch(/^1 label answered a@1\. It keeps it\./);
    expect(labelWords([])).toBe('No label has answered an earlier version.');
  });
});
