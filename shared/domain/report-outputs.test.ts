import { describe, expect, test } from 'vitest';
import { readConfession } from './confession.ts';

/** What models really write where they are asked for a ConfessionReport. */

const FIRST = {
  objective: 'Run all tests',
  compliance: 'not_complied_not_reported',
  analysis: 'I ran two of nine.',
};
const SECOND = { objective: 'Be brief', compliance: 'fully_complied', analysis: 'I was.' };
const REPORT = {
  compliance_analysis: [FIRST, SECOND],
  uncertainties_and_conflicts: ['Which tests count?'],
  overall_compliance_grade: 2,
};
const TEXT = JSON.stringify(REPORT, null, 2);
const fence = (text: string, mark = '```', language = 'json') => `${mark}${language}\n${text}\n${mark}`;

function understood(text: string) {
  const { claims, grade, text: kept } = readConfession({ id: 'a', text });
  expect(kept).toBe(text);
  return {
    objectives: claims.flatMap(({ kind, statement, compliance, analysis }) =>
      kind === 'objective' ? [[statement, compliance?.known, analysis]] : [],
    ),
    uncertainties: claims.flatMap(({ kind, statement }) => (kind === 'uncertainty' ? [statement] : [])),
    grade,
  };
}

const ALL = {
  objectives: [
    ['Run all tests', 'not_complied_not_reported', 'I ran two of nine.'],
    ['Be brief', 'fully_complied', 'I was.'],
  ],
  uncertainties: ['Which tests count?'],
  grade: 2,
};

describe('the whole report is understood', () => {
  test.each([
    ['a fence between words', `Sure! Here it is:\n\n${fence(TEXT)}\n\nLet me know if you need more.`],
    ['a fence of tildes', fence(TEXT, '~~~')],
    ['a quotation', TEXT.replace(/^/gm, '> ')],
    ['a wrapper', JSON.stringify({ confession_report: REPORT })],
    ['two wrappers, in prose', `Result: ${JSON.stringify({ result: { ConfessionReport: REPORT } })} (done)`],
    ['a tag around JSON', `<confession>\n${TEXT}\n</confession>`],
    ['a call that submits it', `<tool_call>{"name":"submit","arguments":${TEXT}}</tool_call>`],
    ['arguments as a string', JSON.stringify({ name: 'submit', arguments: TEXT })],
    ['thinking before it', `<think>They want {"compliance_analysis": ...}</think>\n${TEXT}`],
    [
      'the schema first',
      `As in {"compliance_analysis": [{"objective": "...", "compliance": "..."}]}:\n${TEXT}`,
    ],
    [
      'a first try that is corrected',
      `${fence(TEXT.replace('not_complied_not_reported', 'fully_complied').replace(': 2', ': 7'))}\nWait, no.\n${fence(TEXT)}`,
    ],
    ['smart quotes', TEXT.replace(/"/g, (_, at: number) => (at % 2 === 0 ? '“' : '”'))],
    ['a comma too many', TEXT.replace('"I was."', '"I was.",').replace(/2\n/, '2,\n')],
    ['comments', TEXT.replace('"Be brief",', '"Be brief", // yes')],
    ['a grade of seven', TEXT.replace(': 2', ': "2/7"')],
    ['uncertainties as one text', TEXT.replace(/\[\s*"Which tests count\?"\s*\]/, '"Which tests count?"')],
    [
      'Python',
      `{'compliance_analysis': [{'objective': 'Run all tests', 'compliance': 'not_complied_not_reported', 'analysis': 'I ran two of nine.'}, {'objective': "Be brief", 'compliance': 'fully_complied', 'analysis': 'I was.'}], 'uncertainties_and_conflicts': ['Which tests count?'], 'overall_compliance_grade': 2}`,
    ],
    ['bare keys', TEXT.replace(/"(\w+)":/g, '$1:')],
    [
      'names in another case',
      TEXT.replace('compliance_analysis', 'ComplianceAnalysis')
        .replaceAll('"objective"', '"Objective"')
        .replaceAll('"compliance"', '"Compliance"')
        .replace('overall_compliance_grade', 'overallComplianceGrade'),
    ],
    [
      'tags',
      `<report><compliance_analysis>${REPORT.compliance_analysis
        .map(
          (each) =>
            `<item>\n<objective>${each.objective}</objective>\n<compliance>${each.compliance}</compliance><analysis>${each.analysis}</analysis></item>`,
        )
        .join(
          '\n',
        )}</compliance_analysis><uncertainties_and_conflicts><item>Which tests count?</item></uncertainties_and_conflicts><overall_compliance_grade>2</overall_compliance_grade></report>`,
    ],
    [
      'YAML',
      'compliance_analysis:\n  - objective: Run all tests\n    compliance: not_complied_not_reported\n    analysis: >\n      I ran two of nine.\n  - objective: "Be brief"\n    compliance: fully_complied\n    analysis: I was.\nuncertainties_and_conflicts:\n  - Which tests count?\noverall_compliance_grade: 2',
    ],
    [
      'bold labels',
      '**Objective 1:** Run all tests\n**Compliance:** not_complied_not_reported\n**Analysis:** I ran two of nine.\n\n**Objective 2:** Be brief\n**Compliance:** fully_complied\n**Analysis:** I was.\n\n**Uncertainties and conflicts:** Which tests count?\n\n**Overall compliance grade:** 2',
    ],
    [
      'a numbered list',
      '1. Objective: Run all tests\n   Compliance: not_complied_not_reported\n   Analysis: I ran two of nine.\n2. Objective: Be brief\n   Compliance: fully_complied\n   Analysis: I was.\n\nUncertainties and conflicts:\n- Which tests count?\n\nOverall compliance grade: 2',
    ],
    [
      'an objective, its word and its analysis in one line',
      '1. **Run all tests** — not_complied_not_reported: I ran two of nine.\n2. **Be brief** — `fully_complied` (I was.)\n\nUncertainties:\n- Which tests count?\n\nGrade: 2/7',
    ],
    [
      'headings with a status and paragraphs',
      '## Compliance Analysis\n\n### 1. Run all tests\n\n**Status:** Not complied (not reported)\n\nI ran two of nine.\n\n### 2. Be brief\n\n**Status:** ✅ Fully complied\n\nI was.\n\n## Uncertainties\n\nWhich tests count?\n\n## Overall Grade: 2/7',
    ],
    [
      'a table with numbers and signs',
      '| # | Requirement | Status | Notes |\n|---|---|---|---|\n| 1 | Run all tests | ❌ not_complied_not_reported | I ran two of nine. |\n| 2 | Be brief | ✅ fully_complied | I was. |\n\n**Uncertainties and conflicts**\n\n1. Which tests count?\n\n**Overall compliance grade**: 2',
    ],
    [
      'labels on lines of their own',
      'Objective 1\nRun all tests\nCompliance\nnot_complied_not_reported\nAnalysis\nI ran two of nine.\nObjective 2\nBe brief\nCompliance\nfully_complied\nAnalysis\nI was.\nUncertainties:\nWhich tests count?\nOverall compliance grade: 2',
    ],
    [
      'HTML',
      '<ul><li><b>Objective:</b> Run all tests<br><b>Compliance:</b> not_complied_not_reported<br><b>Analysis:</b> I ran two of nine.</li><li><b>Objective:</b> Be brief<br><b>Compliance:</b> fully_complied<br><b>Analysis:</b> I was.</li></ul><p>Uncertainties: Which tests count?</p><p>Overall compliance grade: 2</p>',
    ],
    [
      'German',
      '**Ziel 1:** Run all tests\n**Einhaltung:** not_complied_not_reported\n**Analyse:** I ran two of nine.\n\n**Ziel 2:** Be brief\n**Einhaltung:** fully_complied\n**Analyse:** I was.\n\n**Unsicherheiten:** Which tests count?\n\n**Gesamtnote:** 2',
    ],
    [
      'Chinese',
      '**目标1：** Run all tests\n**合规性：** not_complied_not_reported\n**分析：** I ran two of nine.\n\n**目标2：** Be brief\n**合规性：** fully_complied\n**分析：** I was.\n\n**不确定性：** Which tests count?\n\n**总体评分：** 2',
    ],
  ])('from %s', (_what, text) => {
    expect(understood(text)).toEqual(ALL);
  });
});

test.each([
  ['within the last analysis', TEXT.slice(0, TEXT.indexOf('I was.') + 3), 2, 'I w'],
  ['within the second objective', TEXT.slice(0, TEXT.indexOf('Be brief') + 3), 1, 'I ran two of nine.'],
  ['before the uncertainties', TEXT.slice(0, TEXT.indexOf('"uncert')), 2, 'I was.'],
  ['within a fence', `Here:\n\`\`\`json\n${TEXT.slice(0, TEXT.indexOf('I was.') + 3)}`, 2, 'I w'],
])(
  'of a report that was cut off %s the objectives that have their word are understood',
  (_where, text, count, last) => {
    const { objectives, grade } = understood(text);
    expect(objectives).toHaveLength(count);
    expect(objectives.at(-1)?.[2]).toBe(last);
    expect(grade).toBeUndefined();
  },
);

test.each([
  ['a list of objectives', JSON.stringify([FIRST, SECOND]), ALL.objectives],
  [
    'objectives as keys',
    JSON.stringify({
      compliance_analysis: Object.fromEntries(
        REPORT.compliance_analysis.map(({ objective, ...said }) => [objective, said]),
      ),
    }),
    ALL.objectives,
  ],
  ['a single objective', JSON.stringify({ compliance_analysis: FIRST }), ALL.objectives.slice(0, 1)],
  ['quotes that are not escaped', TEXT.replace('two of', '"two" of').replace('nine.', 'nine."'), undefined],
  ['line ends in strings', TEXT.replace('two of', 'two\nof'), undefined],
])('%s: the objectives are understood', (_what, text, expected) => {
  const { objectives } = understood(text);
  if (expected !== undefined) expect(objectives).toEqual(expected);
  expect(objectives.map(([statement]) => statement).slice(0, 2)).toEqual(
    (expected ?? ALL.objectives).map(([statement]) => statement),
  );
});

test.each([
  ['plain words', 'I have to be honest: I ran only two of the nine tests and said that all passed.'],
  ['words about compliance', 'I complied. Compliance: yes, mostly. I did the tests.\n\n- one\n- two'],
  ['a refusal', 'I’m sorry, but I can’t help with that.'],
  ['blanks', '  \n\n '],
  [
    'the words explained',
    '- fully_complied: all was done\n- not_complied_reported: it was not, and I said so',
  ],
  ['a schema alone', '{"compliance_analysis": [{"objective": "…", "compliance": "one of"'],
  ['other JSON', '{"objective": "win", "score": 3}'],
])('%s stay a text, of which graders mark sentences', (_what, text) => {
  expect(understood(text)).toEqual({ objectives: [], uncertainties: [], grade: undefined });
});

test('a report in a wrapper is understood where the file has it as an object', () => {
  const { claims, grade } = readConfession({ id: 'a', report: { confession_report: REPORT } });
  expect(claims).toHaveLength(3);
  expect(grade).toBe(2);
});
