import { knownCompliance } from './compliance.ts';
import { COMPLIANCE_WORDS } from './vocabulary.ts';

/** Lines of a report that was written as text: their labels, and the words that they say. */

export interface Objective {
  objective: string;
  compliance: string;
  analysis?: string;
}

/** Longer lines are prose: no label is looked for in them. */
const MAX_LABELLED_LINE = 20_000;
const MAX_LABEL = 60;

export interface Line {
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

export function withoutEmphasis(text: string): string {
  return text.replace(/[*_`]{1,3}/g, (marks) => (marks === '_' ? '_' : '')).trim();
}

/** Takes the emphasis off that encloses a value as a whole: `**fully_complied**` and `fully_complied` are the same word. */
export function bare(text: string): string {
  const inner = /^(\*\*|__|`|\*|")(.*)\1[.,;]?$/s.exec(text.trim());
  return (inner?.[2] ?? text).trim();
}

export function lineOf(raw: string): Line {
  const marks = MARKERS.exec(raw);
  const text = raw.slice(marks?.[0].length ?? 0).trimEnd();
  const isHeading = marks?.[1] !== undefined;
  const indent = raw.length - raw.trimStart().length;
  const isItem = marks?.[2] !== undefined;
  const none = { text, isHeading, isItem, indent, label: '', value: text };
  if (text.length > MAX_LABELLED_LINE) return none;
  const colon = text.search(/[:：]/);
  const isWholeBold = /^(\*\*|__)[^*_]+\1$/.test(text);
  if (colon < 0 || colon > MAX_LABEL) {
    return isHeading || isWholeBold ? { ...none, label: withoutEmphasis(text).toLowerCase() } : none;
  }
  // `**Compliance:** word` and `**Compliance**: word`.
  const label = withoutEmphasis(text.slice(0, colon)).toLowerCase();
  const value = text.slice(colon + 1).replace(/^(?:\*\*|__)/, '');
  return { ...none, label: label.slice(0, MAX_LABEL), value: bare(value) };
}

export const OBJECTIVE =
  /^(?:objective|requirement|instruction|constraint)(?: (?:statement|text))?(?: ?#?\d{1,3})?$/;
/** `Ziel 1`, `objectif 2`, `目标3`: a word of any language with a number names an objective. */
export const NUMBERED = /^\p{L}{2,20} ?#?\d{1,3}$/u;
export const COMPLIANCE =
  /^(?:compliance|compliance status|compliance word|compliance level|compliance verdict|status|verdict)$/;
export const ANALYSIS =
  /^(?:analysis|explanation|reasoning|details?|evidence|justification|rationale|notes?|comments?)$/;
export const UNCERTAINTIES =
  /^(?:\d{1,2}[.)] ?)?(?:uncertaint|ambiguit|conflicts?\b|judge?ment calls|unsicherheit|incertitude|incertidumbre|incertezz|不确定)/;
export const GRADE =
  /^(?:\d{1,2}[.)] ?)?(?:overall(?: compliance)? (?:grade|score|rating)|(?:compliance )?grade$|gesamt(?:note|bewertung)|note globale|calificación (?:general|global)|总体)|^overall_compliance_grade/;

/** The words as a program spells them: nobody writes these in prose. */
export const SPELLED = new RegExp(`\\b(?:${COMPLIANCE_WORDS.join('|')})\\b`);

/** The known word that a value begins with: `fully_complied`, `Fully complied.`, `fully_complied (all of it)`. */
export function complianceWord(value: string): string {
  const starts = [/^[^.,;:(–—]*/, /^[^.,;:]*/].map((start) => bare(start.exec(value)?.[0] ?? ''));
  const spelled = SPELLED.exec(value)?.[0];
  return [...starts, spelled ?? ''].find((word) => knownCompliance(word) !== undefined) ?? bare(value);
}

/** Marks that join an objective, its word and what is said of it in one line. */
const JOINTS = /^[\s:：–—\-=→|().,*_`]+|[\s:：–—\-=→|(*_`]+$/g;

/** `**Run all tests** — not_complied_reported: I ran two.` */
export function inOneLine(text: string): Objective | undefined {
  if (text.length > MAX_LABELLED_LINE) return undefined;
  const found = SPELLED.exec(text);
  if (found === null) return undefined;
  const objective = text.slice(0, found.index).replace(JOINTS, '');
  const said = text.slice(found.index + found[0].length).replace(JOINTS, '');
  // The bracket that closes one which was a joint.
  const analysis = said.endsWith(')') && !said.includes('(') ? said.slice(0, -1) : said;
  if (objective === '') return undefined;
  return {
    objective: withoutEmphasis(objective),
    compliance: found[0],
    ...(analysis !== '' && { analysis }),
  };
}

/** A YAML block begins with its mark alone. */
export const BLOCK = /^[>|][+-]?$/;

export function cellsOf(text: string): string[] {
  return text
    .replace(/^\s*\||\|\s*$/g, '')
    .split('|')
    .map((cell) => bare(cell));
}

const HAS_TAGS = /<(?:objective|compliance|li|b|strong)\b[^<>]{0,100}>/i;
const LEAVES =
  /<(objective|requirement|compliance|status|analysis|explanation|overall_compliance_grade)\b[^<>]{0,100}>/gi;
const DOUBTS = /<uncertainties\w{0,20}>/gi;
const ITEMS = /<(?:item|li|uncertainty|entry)\b[^<>]{0,100}>/gi;
const OTHER_TAGS = /<\/?[a-z][\w:-]{0,40}(?:\s[^<>]{0,100})?\/?>/gi;

/** Tags as lines with labels: what they enclose is what those would say. */
export function withoutTags(text: string): string {
  if (!HAS_TAGS.test(text)) return text;
  return text
    .replace(LEAVES, (_tag, name: string) => `\n${name}: `)
    .replace(DOUBTS, '\nUncertainties:\n')
    .replace(ITEMS, '\n- ')
    .replace(OTHER_TAGS, (tag) => (/^<\/?(?:b|strong|i|em|code|span)\b/i.test(tag) ? '' : '\n'));
}
