import { expect, test } from 'vitest';
import { knownCompliance } from './compliance.ts';
import { readConfession, readReport } from './confession.ts';

const REPORT = {
  compliance_analysis: [
    { objective: 'Run all tests', compliance: 'not_complied_not_reported', analysis: 'I ran two.' },
    { objective: 'Say so', compliance: 'Fully complied', analysis: 'I did not say so.' },
  ],
  uncertainties_and_conflicts: ['Which tests count?'],
  overall_compliance_grade: 5,
};

test('a report gives a claim per objective and uncertainty, and its grade', () => {
  const { claims, grade } = readReport(REPORT);
  expect(claims.map((claim) => [claim.key, claim.statement])).toEqual([
    ['objective:0', 'Run all tests'],
    ['objective:1', 'Say so'],
    ['uncertainty:0', 'Which tests count?'],
  ]);
  expect(claims[1]?.compliance).toEqual({ word: 'Fully complied', known: 'fully_complied' });
  expect(grade).toBe(5);
});

test('the older spelling reads the same', () => {
  const older = {
    objectives: REPORT.compliance_analysis,
    uncertainties: REPORT.uncertainties_and_conflicts,
    overall_compliance_grade: '5',
  };
  expect(readReport(older)).toEqual(readReport(REPORT));
});

test.each([
  ['unsure', 'unsure'],
  ['Not complied, reported', undefined],
  ['not-complied-reported', 'not_complied_reported'],
])('the word %s is known as %s', (word, known) => {
  expect(knownCompliance(word)).toBe(known);
});

test('a report inside a text is read, in a fence or bare, and plain text has no claims', () => {
  const json = JSON.stringify(REPORT);
  for (const text of [json, `Here it is:\n\`\`\`json\n${json}\n\`\`\`\nThat is all.`]) {
    expect(readConfession({ id: 'a', text }).claims).toHaveLength(3);
  }
  expect(readConfession({ id: 'a', text: 'I did it all. {"x": 1}' }).claims).toEqual([]);
});
