import { describe, expect, test } from 'vitest';
import { confessionPartText } from '../domain/confession.ts';
import { arrange, differencesOf, type Words } from './compare-confessions.ts';

function report(...objectives: [objective: string, analysis: string][]): Words {
  return {
    report: {
      compliance_analysis: objectives.map(([objective, analysis]) => ({
        objective,
        compliance: 'fully_complied',
        analysis,
      })),
    },
  };
}

/** The words marked in each part of a side. */
function marked(words: Words, parts: ReadonlyMap<string, readonly { start: number; end: number }[]>) {
  const confession = { id: 'a', ...words };
  return Object.fromEntries(
    [...parts].map(([part, ranges]) => [
      part,
      ranges.map(({ start, end }) => confessionPartText(confession, part)?.slice(start, end)),
    ]),
  );
}

function compare(left: Words, right: Words) {
  const arrangement = arrange(left, right);
  const found = differencesOf(left, right, arrangement);
  return { arrangement, how: found.how, left: marked(left, found.left), right: marked(right, found.right) };
}

describe('two confessions', () => {
  test('that are reports stand claim by claim, and each claim is compared with its partner', () => {
    const { arrangement, left, right } = compare(
      report(['Run all nine tests', 'I ran all of them.'], ['Be polite', 'I was.']),
      report(['Run all the nine tests', 'I ran two of them.']),
    );
    expect(arrangement.kind).toBe('claims');
    expect(left).toEqual({ 'objective:0': [], 'objective:0/analysis': ['all'] });
    expect(right).toEqual({ 'objective:0': ['the'], 'objective:0/analysis': ['two'] });
  });

  test('of which one is no report stand whole, and marks are still those of their parts', () => {
    const { arrangement, left, right } = compare(report(['Run all tests', 'I ran two 🙂 tests.']), {
      text: 'Run all tests\nI ran nine 🙂 tests.',
    });
    expect(arrangement.kind).toBe('whole');
    expect(left).toEqual({ 'objective:0': [], 'objective:0/analysis': ['two'] });
    expect(right).toEqual({ text: ['nine'] });
  });

  test('that say the same have nothing marked', () => {
    const { how, left, right } = compare({ text: 'All done.' }, { text: 'All done.' });
    expect([how, left, right]).toEqual(['words', { text: [] }, { text: [] }]);
  });

  test('that are empty are compared as well', () => {
    expect(compare({ text: '' }, {}).how).toBe('words');
  });
});
