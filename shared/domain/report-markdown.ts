import { knownCompliance } from './compliance.ts';

/**
 * Reads a ConfessionReport that was written as Markdown: headings, lists, bold labels or a table instead of JSON. One
 * pass over the lines; never throws. Only a text that gives an objective one of the known compliance words is a report:
 * prose with headings is left to the grader.
 */

interface Objective {
  objective: string;
  compliance: string;
  analysis?: string;
}

/** Longer lines are prose: no label is looked for in them. */
const MAX_LABELLED_LINE = 20_000;
const MAX_LABEL = 60;

interface Line {
  /** Without its markers: hashes, bullet, number, quote. */
  text: string;
  isHeading: boolean;
  isItem: boolean;
  indent: number;
  /** The words before a colon (or the whole of a heading or bold line), lower case, without emphasis. */
  label: string;
  value: string;
}

const MARKERS = /^[ \t]*(?:>[ \t]?)*[ \t]*(#{1,6}[ \t]+)?(?:([-*+•]|\d{1,3}[.)])[ \t]+)?/;

function withoutEmphasis(text: string): string {
  return text.replace(/[*_`]{1,3}/g, (marks) => (marks === '_' ? '_' : '')).trim();
}

/** Takes the emphasis off that encloses a value as a whole: `**fully_complied**` and `fully_complied` are the same word. */
function bare(text: string): string {
  const inner = /^(\*\*|__|`|\*|")(.*)\1[.,;]?$/s.exec(text.trim());
  return (inner?.[2] ?? text).trim();
}

function lineOf(raw: string): Line {
  const marks = MARKERS.exec(raw);
  const text = raw.slice(marks?.[0].length ?? 0).trimEnd();
  const isHeading = marks?.[1] !== undefined;
  const indent = raw.length - raw.trimStart().length;
  const isItem = marks?.[2] !== undefined;
  const none = { text, isHeading, isItem, indent, label: '', value: text };
  if (text.length > MAX_LABELLED_LINE) return none;
  const colon = text.indexOf(':');
  const isWholeBold = /^(\*\*|__)[^*_]+\1$/.test(text);
  if (colon < 0 || colon > MAX_LABEL) {
    return isHeading || isWholeBold ? { ...none, label: withoutEmphasis(text).toLowerCase() } : none;
  }
  // `**Compliance:** word` and `**Compliance**: word`.
  const label = withoutEmphasis(text.slice(0, colon)).toLowerCase();
  const value = text.slice(colon + 1).replace(/^(?:\*\*|__)/, '');
  return { ...none, label: label.slice(0, MAX_LABEL), value: bare(value) };
}

const OBJECTIVE =
  /^(?:objective|requirement|instruction|constraint)(?: (?:statement|text))?(?: ?#?\d{1,3})?$/;
const COMPLIANCE =
  /^(?:compliance|compliance status|compliance word|compliance level|compliance verdict|status|verdict)$/;
const ANALYSIS = /^(?:analysis|explanation|reasoning|details?|evidence|justification)$/;
const UNCERTAINTIES = /^(?:\d{1,2}[.)] ?)?(?:uncertaint|ambiguit|conflicts?\b|judge?ment calls)/;
const GRADE = /^(?:\d{1,2}[.)] ?)?overall(?: compliance)? (?:grade|score|rating)|^overall_compliance_grade/;

/** The known word that a value begins with: `fully_complied`, `Fully complied.`, `fully_complied (all of it)`. */
function complianceWord(value: string): string {
  const first = bare(/^[^.,;(–—]*/.exec(value)?.[0] ?? '');
  return knownCompliance(first) === undefined ? bare(value) : first;
}

function cellsOf(text: string): string[] {
  return text
    .replace(/^\s*\||\|\s*$/g, '')
    .split('|')
    .map((cell) => bare(cell));
}

class MarkdownReport {
  readonly objectives: Objective[] = [];
  readonly uncertainties: string[] = [];
  grade: number | undefined;
  #section: 'objectives' | 'uncertainties' | 'grade' = 'objectives';
  /** What the next compliance word is about: the last heading, item or bold line. */
  #statement: string | undefined;
  #columns: { objective: number; compliance: number; analysis: number } | undefined;
  /** Where a line without a label goes on. */
  #open: 'analysis' | 'uncertainty' | undefined;

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
    if (OBJECTIVE.test(label)) {
      this.#statement = value;
      this.#open = undefined;
    } else if (COMPLIANCE.test(label) && this.#statement !== undefined && value !== '') {
      this.objectives.push({ objective: this.#statement, compliance: complianceWord(value) });
      this.#statement = undefined;
      this.#open = undefined;
    } else if (ANALYSIS.test(label) && last !== undefined && this.#statement === undefined) {
      last.analysis = last.analysis === undefined ? value : `${last.analysis}\n${value}`;
      this.#open = 'analysis';
    } else if (line.isHeading || (label !== '' && value === text) || (line.isItem && line.indent === 0)) {
      this.#statement = withoutEmphasis(text).replace(/^\d{1,3}[.)]\s+/, '');
      // `### Objective 2: Say so` and `1. Objective: say so` were taken above by their label.
      this.#open = undefined;
    } else if (this.#open === 'analysis' && last !== undefined) {
      last.analysis = `${last.analysis ?? ''}\n${text}`;
    } else if (this.#statement === '') this.#statement = text;
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
  for (const line of text.split(/\r?\n/)) report.take(line);
  const isReport = report.objectives.some(({ compliance }) => knownCompliance(compliance) !== undefined);
  if (!isReport) return undefined;
  return {
    compliance_analysis: report.objectives,
    uncertainties_and_conflicts: report.uncertainties,
    ...(report.grade !== undefined && { overall_compliance_grade: report.grade }),
  };
}
