import { knownCompliance } from './compliance.ts';
import {
  ANALYSIS,
  BLOCK,
  bare,
  COMPLIANCE,
  cellsOf,
  complianceWord,
  GRADE,
  inOneLine,
  type Line,
  lineOf,
  NUMBERED,
  OBJECTIVE,
  type Objective,
  SPELLED,
  UNCERTAINTIES,
  withoutEmphasis,
  withoutTags,
} from './report-lines.ts';

/**
 * Reads a ConfessionReport that was written as Markdown: headings, lists, bold labels or a table instead of JSON. One
 * pass over the lines; never throws. Only a text that gives an objective one of the known compliance words is a report:
 * prose with headings is left to the grader.
 */

/** A label in bold that is none of ours. */
function isForeignLabel({ label, value, text }: Line): boolean {
  return /^(?:\*\*|__)/.test(text) && label !== '' && value !== '' && value !== text && !NUMBERED.test(label);
}

class MarkdownReport {
  readonly objectives: Objective[] = [];
  readonly uncertainties: string[] = [];
  grade: number | undefined;
  #section: 'objectives' | 'uncertainties' | 'grade' = 'objectives';
  /** What the next compliance word is about: the last heading, item or bold line. */
  #statement: string | undefined;
  #columns: { objective: number; compliance: number; analysis: number } | undefined;
  /** Where a line without a label goes on; `judged`: what follows a word is said of it. */
  #open: 'analysis' | 'uncertainty' | 'compliance' | 'judged' | undefined;

  take(raw: string): void {
    if (raw.trim() === '') return;
    if (raw.trimStart().startsWith('|') && this.#row(raw)) return;
    const line = lineOf(raw);
    const { label, value } = line;
    if (GRADE.test(label)) this.#takeGrade(label, value);
    else if (UNCERTAINTIES.test(label) && (line.isHeading || value === '' || value === line.text))
      this.#begin();
    else if (UNCERTAINTIES.test(label)) {
      this.#begin();
      this.#uncertainty(value);
    } else if (this.#section === 'uncertainties' && !OBJECTIVE.test(label)) this.#inUncertainties(line);
    else this.#inObjectives(line);
  }

  #begin(): void {
    this.#section = 'uncertainties';
    this.#open = undefined;
  }

  #takeGrade(label: string, value: string): void {
    const digit = /(?:^|\D)([1-7])(?!\d)/.exec(value === '' ? label : value)?.[1];
    if (digit !== undefined) this.grade ??= Number(digit);
    this.#section = digit === undefined ? 'grade' : 'objectives';
    this.#open = undefined;
  }

  #uncertainty(text: string): void {
    const said = bare(text);
    if (said === '' || /^(?:none|n\/a|-)\.?$/i.test(said)) return;
    this.uncertainties.push(said);
    this.#open = 'uncertainty';
  }

  #inUncertainties(line: Line): void {
    if (line.isHeading) {
      this.#section = 'objectives';
      this.#open = undefined;
      this.#statement = withoutEmphasis(line.text);
    } else if (line.isItem || this.#open === undefined) this.#uncertainty(line.text);
    else {
      const last = this.uncertainties.pop() ?? '';
      this.uncertainties.push(`${last}\n${line.text}`);
    }
  }

  #inObjectives(line: Line): void {
    const { label, value, text } = line;
    if (this.#section === 'grade') {
      const digit = /^(?:\*\*|__)?([1-7])(?!\d)/.exec(text)?.[1];
      if (digit !== undefined) this.grade ??= Number(digit);
      this.#section = 'objectives';
      if (digit !== undefined) return;
    }
    const last = this.objectives.at(-1);
    const isBare = label === '' && !line.isItem && !line.isHeading;
    const plain = withoutEmphasis(text).toLowerCase();
    if (
      this.#open === 'compliance' &&
      this.#statement !== undefined &&
      knownCompliance(complianceWord(text)) !== undefined
    ) {
      this.#judge(this.#statement, text);
    } else if (OBJECTIVE.test(label) || (NUMBERED.test(label) && value !== '' && value !== text)) {
      this.#statement = value === text ? '' : value;
      this.#open = undefined;
    } else if (this.#statement !== undefined && this.#isCompliance(line)) {
      this.#judge(this.#statement, value);
    } else if (this.#statement !== undefined && COMPLIANCE.test(label === '' ? plain : label)) {
      this.#open = 'compliance';
    } else if (isBare && OBJECTIVE.test(plain)) {
      this.#statement = '';
      this.#open = undefined;
    } else if (last !== undefined && this.#statement === undefined && ANALYSIS.test(isBare ? plain : label)) {
      this.#analyse(last, isBare || value === text ? '' : value);
    } else if (
      last !== undefined &&
      this.#open === 'judged' &&
      !line.isHeading &&
      (isBare || (value !== '' && value !== text && line.indent > 0) || isForeignLabel(line))
    ) {
      // What follows the word without a label, or under one of another language, is said of it.
      this.#analyse(last, isBare ? text : value);
    } else if (line.isItem || line.isHeading ? this.#takeOneLine(text) : false) {
      this.#open = 'analysis';
    } else if (line.isHeading || (label !== '' && value === text) || (line.isItem && line.indent === 0)) {
      this.#statement = withoutEmphasis(text).replace(/^\d{1,3}[.)]\s+/, '');
      // `### Objective 2: Say so` and `1. Objective: say so` were taken above by their label.
      this.#open = undefined;
    } else if (this.#open === 'analysis' && last !== undefined) {
      last.analysis = [last.analysis ?? '', text].filter((each) => each !== '').join('\n');
    } else if (this.#statement === '') this.#statement = text;
  }

  /** A word behind its label; where it is spelled as programs do, the label may be of any language. */
  #isCompliance({ label, value, text }: Line): boolean {
    if (label === '' || value === '' || value === text) return false;
    return (
      COMPLIANCE.test(label) ||
      knownCompliance(SPELLED.exec(value)?.index === 0 ? complianceWord(value) : '') !== undefined
    );
  }

  #judge(objective: string, word: string): void {
    this.objectives.push({ objective, compliance: complianceWord(word) });
    this.#statement = undefined;
    this.#open = 'judged';
  }

  #analyse(last: Objective, said: string): void {
    const value = BLOCK.test(said) ? '' : said;
    last.analysis = [last.analysis ?? '', value].filter((each) => each !== '').join('\n');
    this.#open = 'analysis';
  }

  #takeOneLine(text: string): boolean {
    const objective = inOneLine(text);
    if (objective === undefined) return false;
    this.objectives.push(objective);
    this.#statement = undefined;
    return true;
  }

  /** A row of a table; false where the line only looks like one. */
  #row(raw: string): boolean {
    const cells = cellsOf(raw);
    if (cells.length < 2) return false;
    const named = cells.map((cell) => withoutEmphasis(cell).toLowerCase());
    const objective = named.findIndex((name) => OBJECTIVE.test(name));
    const compliance = named.findIndex((name) => COMPLIANCE.test(name));
    if (objective >= 0 && compliance >= 0) {
      this.#columns = { objective, compliance, analysis: named.findIndex((name) => ANALYSIS.test(name)) };
      return true;
    }
    if (this.#columns === undefined) return false;
    if (cells.every((cell) => /^:?-*:?$/.test(cell))) return true;
    const analysis = cells[this.#columns.analysis];
    this.objectives.push({
      objective: cells[this.#columns.objective] ?? '',
      compliance: complianceWord(cells[this.#columns.compliance] ?? ''),
      ...(analysis !== undefined && { analysis }),
    });
    return true;
  }
}

/** The report that a Markdown text spells out, in the published form; undefined where it is not one. */
export function markdownReportIn(text: string): Record<string, unknown> | undefined {
  if (!/compli/i.test(text)) return undefined;
  const report = new MarkdownReport();
  for (const line of withoutTags(text).split(/\r?\n/)) report.take(line);
  const isReport = report.objectives.some(({ compliance }) => knownCompliance(compliance) !== undefined);
  if (!isReport) return undefined;
  return {
    compliance_analysis: report.objectives,
    uncertainties_and_conflicts: report.uncertainties,
    ...(report.grade !== undefined && { overall_compliance_grade: report.grade }),
  };
}
