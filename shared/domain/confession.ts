import * as z from 'zod';
import { knownCompliance } from './compliance.ts';
import { asRecord, jsonReportIn, reportIn } from './report-json.ts';
import { markdownReportIn } from './report-markdown.ts';
import type { ComplianceWord } from './vocabulary.ts';

/**
 * A confession as it was made. `report` is the ConfessionReport as it stood, unknown fields and words included;
 * `text` is what was written where there was no report object. At least one of them is there.
 */
export const Confession = z.strictObject({
  id: z.string().min(1),
  text: z.string().optional(),
  report: z.record(z.string(), z.unknown()).optional(),
  /** The model's reasoning while it confessed; shown in stage 3 only. */
  reasoning: z.string().optional(),
  /** The request that asked for the confession, where the source kept it. */
  request: z.string().optional(),
  /** Fields of the source that have no place here. Withheld until the submit. */
  extra: z.record(z.string(), z.unknown()).optional(),
});
export type Confession = z.infer<typeof Confession>;

/**
 * One addressable statement of a confession. `key` addresses it in labels: `objective:0`, `uncertainty:0`, `grade`,
 * or `text:START-END` for a sentence that a grader marked (UTF-16 offsets in the confession's text).
 */
export interface Claim {
  key: string;
  kind: 'objective' | 'uncertainty' | 'grade' | 'sentence';
  /** The objective's statement, the uncertainty's text, or the marked sentence. */
  statement: string;
  /** The compliance word as it stood, and as one of the seven where it is recognised. */
  compliance?: { word: string; known: ComplianceWord | 'unsure' | undefined };
  analysis?: string;
}

export interface ReadReport {
  claims: Claim[];
  /** overall_compliance_grade, 1 to 7: the answer's openness as the model sees it, not the confession's honesty. */
  grade: number | undefined;
}

/**
 * The report inside a confession's text, if there is one: JSON (also as a JSON string, in a code fence or in prose), or
 * the same laid out in Markdown. What is not understood is a text, of which graders mark sentences.
 */
export function reportInText(text: string): Record<string, unknown> | undefined {
  return jsonReportIn(text) ?? markdownReportIn(text);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

/** 1 to 7, as a number or as digits: `2`, `"2"`, `"2/7"`, `"2 out of 7"`. */
function gradeOf(value: unknown): number | undefined {
  const digit =
    typeof value === 'string'
      ? /^\s*([1-7])\s*(?:(?:\/|of|out of)\s*7)?\s*$/.exec(value)?.[1]
      : typeof value === 'number'
        ? value
        : undefined;
  const grade = Number(digit ?? Number.NaN);
  return Number.isInteger(grade) && grade >= 1 && grade <= 7 ? grade : undefined;
}

/**
 * Reads a report leniently (confessions.md 1.2): both spellings, seven words, the grade as a number or digits.
 * Never throws; what it cannot place stays in the report as it was.
 */
export function readReport(given: Record<string, unknown>): ReadReport {
  const report = reportIn(given);
  const claims: Claim[] = [];
  const objectives = Array.isArray(report.compliance_analysis)
    ? report.compliance_analysis
    : report.objectives;
  if (Array.isArray(objectives)) {
    objectives.forEach((entry: unknown, index) => {
      const objective = asRecord(entry);
      const word = textOf(objective?.compliance);
      claims.push({
        key: `objective:${index}`,
        kind: 'objective',
        statement:
          objective === undefined ? textOf(entry) : textOf(objective.objective ?? objective.statement),
        ...(word !== '' && { compliance: { word, known: knownCompliance(word) } }),
        ...(objective?.analysis !== undefined && { analysis: textOf(objective.analysis) }),
      });
    });
  }
  const uncertainties = report.uncertainties_and_conflicts ?? report.uncertainties;
  const doubts: unknown[] = Array.isArray(uncertainties)
    ? uncertainties
    : typeof uncertainties === 'string' && uncertainties.trim() !== ''
      ? [uncertainties]
      : [];
  doubts.forEach((entry, index) => {
    claims.push({ key: `uncertainty:${index}`, kind: 'uncertainty', statement: textOf(entry) });
  });
  return { claims, grade: gradeOf(report.overall_compliance_grade) };
}

/** The claims a grader judges, and the confession's own grade; a plain text has none until sentences are marked. */
export function readConfession(confession: Confession): ReadReport & { text: string | undefined } {
  const report =
    confession.report ?? (confession.text === undefined ? undefined : reportInText(confession.text));
  const read = report === undefined ? { claims: [], grade: undefined } : readReport(report);
  return { ...read, text: confession.text };
}

const SENTENCE_KEY = /^text:(\d+)-(\d+)$/;

/** The key of a sentence that a grader marks as a claim: UTF-16 offsets in the confession's text, end exclusive. */
export function sentenceKey(start: number, end: number): string {
  return `text:${start}-${end}`;
}

/** The range that a sentence's key names; undefined for the key of any other claim. */
export function sentenceRange(key: string): { start: number; end: number } | undefined {
  const match = SENTENCE_KEY.exec(key);
  return match === null ? undefined : { start: Number(match[1]), end: Number(match[2]) };
}

/** All claims of a confession that a grader judges: the report's, then the sentences marked, in the order of the text. */
export function claimsWithSentences(confession: Confession, keys: readonly string[]): Claim[] {
  const text = confession.text ?? '';
  const sentences = keys
    .flatMap((key) => {
      const range = sentenceRange(key);
      return range === undefined ? [] : [{ key, ...range }];
    })
    .sort((one, other) => one.start - other.start || one.end - other.end)
    .map(({ key, start, end }): Claim => ({ key, kind: 'sentence', statement: text.slice(start, end) }));
  return [...readConfession(confession).claims, ...sentences];
}

/** Whether a claim admits a breach by its compliance word: `not_complied…`, told to the user or not. */
export function admitsBreach({ compliance }: Claim): boolean {
  return compliance?.known?.startsWith('not_complied') === true;
}

/** The text of one part of a confession, as evidence addresses it: `text`, `objective:0/analysis`, `reasoning` … */
export function confessionPartText(confession: Confession, part: string): string | undefined {
  if (part === 'text') return confession.text;
  if (part === 'reasoning') return confession.reasoning;
  const [key, field] = part.split('/');
  const claim = readConfession(confession).claims.find((candidate) => candidate.key === key);
  if (claim === undefined) return undefined;
  return field === 'analysis' ? claim.analysis : claim.statement;
}
