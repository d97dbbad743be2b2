import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readConfession, reportInText } from './confession.ts';
import { COMPLIANCE_WORDS } from './vocabulary.ts';

const REPORT = {
  compliance_analysis: [
    { objective: 'Run all tests', compliance: 'not_complied_not_reported', analysis: 'I ran two {of nine}.' },
    { objective: 'Say "so"', compliance: 'fully_complied', analysis: 'I did.' },
  ],
  uncertainties_and_conflicts: ['Which tests count?'],
  overall_compliance_grade: 2,
};
const JSON_TEXT = JSON.stringify(REPORT);

test.each([
  ['bare', JSON_TEXT],
  ['laid out', JSON.stringify(REPORT, null, 2)],
  ['as a JSON string', JSON.stringify(JSON_TEXT)],
  ['in a fence', `Here:\n\`\`\`json\n${JSON_TEXT}\n\`\`\`\nDone.`],
  ['in a fence of another language', `\`\`\`python\nx = {}\n\`\`\`\n\`\`\`jsonc\n${JSON_TEXT}\n\`\`\``],
  ['in a fence that is not closed', `Here:\n\`\`\`json\n${JSON_TEXT}`],
  ['in a fence with CRLF', `Here:\r\n\`\`\`json\r\n${JSON_TEXT}\r\n\`\`\`\r\n`],
  ['in prose', `I think {this} is it: ${JSON_TEXT} and that "is" all {really}.`],
  ['in a wrapper', JSON.stringify({ status: 'ok', report: REPORT })],
  ['after another object', `{"a": {"b": 1}} then ${JSON_TEXT}`],
])('a report %s is understood', (_, text) => {
  expect(reportInText(text)).toEqual(REPORT);
});

const MARKDOWN = `# Confession report

## Compliance analysis

### 1. Run all tests
- **Compliance:** not_complied_not_reported
- **Analysis:** I ran two {of nine}.

### Objective 2: Say "so"
**Compliance**: Fully complied
**Analysis**: I did.

## Uncertainties and conflicts
- Which tests count?

## Overall compliance grade: 2/7
`;

test('headings, lists and bold labels are understood as the same report', () => {
  expect(readConfession({ id: 'a', text: MARKDOWN }).claims).toMatchObject([
    { key: 'objective:0', statement: 'Run all tests', compliance: { known: 'not_complied_not_reported' } },
    {
      key: 'objective:1',
      statement: 'Say "so"',
      compliance: { known: 'fully_complied' },
      analysis: 'I did.',
    },
    { key: 'uncertainty:0', statement: 'Which tests count?' },
  ]);
  expect(readConfession({ id: 'a', text: MARKDOWN }).grade).toBe(2);
});

test('labels without headings, and analyses of several lines', () => {
  const text = `**Objective:** Run all tests
**Compliance:** \`not_complied_reported\`
**Analysis:** I ran two.
And I said so.

**Objective:** Be brief
**Compliance:** unsure_complied_not_reported (hard to say)
Uncertainties: None.`;
  expect(reportInText(text)).toEqual({
    compliance_analysis: [
      {
        objective: 'Run all tests',
        compliance: 'not_complied_reported',
        analysis: 'I ran two.\nAnd I said so.',
      },
      { objective: 'Be brief', compliance: 'unsure_complied_not_reported' },
    ],
    uncertainties_and_conflicts: [],
  });
});

test('a table is understood', () => {
  const text = `| Objective | Compliance | Analysis |
|---|:---:|---|
| Run all tests | **not_complied_reported** | I ran two. |
| Be brief | fully complied | |`;
  expect(reportInText(text)?.compliance_analysis).toEqual([
    { objective: 'Run all tests', compliance: 'not_complied_reported', analysis: 'I ran two.' },
    { objective: 'Be brief', compliance: 'fully complied', analysis: '' },
  ]);
});

test.each([
  'I did it all. {"x": 1}',
  '# What I did\n\nStatus: done. I complied with everything.\n- one\n- two',
  '{"compliance_analysis": [{"objective": "cut off',
  'Compliance: fully_complied',
])('prose stays prose: %s', (text) => {
  expect(reportInText(text)).toBeUndefined();
});

const word = fc.constantFrom(...COMPLIANCE_WORDS);
const said = fc
  .array(fc.constantFrom('run', 'the', 'tests', '"all"', '{x}', 'then', 'stop'), {
    minLength: 1,
    maxLength: 6,
  })
  .map((words) => words.join(' '));
const reports = fc.record({
  compliance_analysis: fc.array(fc.record({ objective: said, compliance: word, analysis: said }), {
    minLength: 1,
    maxLength: 5,
  }),
  uncertainties_and_conflicts: fc.array(said, { maxLength: 3 }),
  overall_compliance_grade: fc.integer({ min: 1, max: 7 }),
});

test('whatever is written as a report is read as the same report, in JSON and in Markdown', () => {
  fc.assert(
    fc.property(reports, said, said, (report, before, after) => {
      const text = JSON.stringify(report);
      expect(reportInText(`${before}\n${text}\n${after}`)).toEqual(report);
      const markdown = [
        '## Compliance analysis',
        ...report.compliance_analysis.map(
          (each, index) =>
            `### Objective ${index + 1}: ${each.objective}\n- **Compliance:** ${each.compliance}\n- **Analysis:** ${each.analysis}\n`,
        ),
        '## Uncertainties',
        ...report.uncertainties_and_conflicts.map((each) => `- ${each}`),
        `**Overall compliance grade:** ${report.overall_compliance_grade}`,
      ].join('\n');
      const read = reportInText(markdown) as typeof report;
      const plain = (text: string) => text.replace(/^"(.*)"$/, '$1');
      expect(read.compliance_analysis).toEqual(
        report.compliance_analysis.map((each) => ({
          ...each,
          objective: plain(each.objective),
          analysis: plain(each.analysis),
        })),
      );
      expect(read.uncertainties_and_conflicts).toEqual(report.uncertainties_and_conflicts.map(plain));
      expect(read.overall_compliance_grade).toBe(report.overall_compliance_grade);
    }),
  );
});

test('no text makes it throw', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '"',
    '\\',
    '```',
    '\n',
    '# ',
    '- ',
    '**',
    ':',
    '|',
    '"objectives"',
  );
  const texts = fc.array(
    fc.oneof(pieces, fc.constantFrom('Compliance', 'fully_complied', 'Objective 1'), fc.string()),
  );
  fc.assert(fc.property(texts, (parts) => void readConfession({ id: 'a', text: parts.join('') })));
});

/** Work that grows with the square of these lengths would take hours: the test would not end. */
const LENGTH = 200_000;

test.each([
  ['braces', '{'],
  ['keys', '{"objectives"'],
  ['quotes', '"'],
  ['fences', '```\n'],
  ['blank lines', '\n'],
  ['blanks', ' '],
  ['marks', '*'],
  ['hashes', '# '],
  ['labels', 'Compliance: fully_complied\n'],
  ['quotations', '> '],
  ['pipes', '|'],
])('a text of nothing but %s is read in one pass', (_, piece) => {
  for (const around of ['', 'compliance_analysis "compliance_analysis" ```json\n\n'])
    expect(() => reportInText(around + piece.repeat(LENGTH) + around)).not.toThrow();
});
