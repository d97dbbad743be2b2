import { knownCompliance } from '../domain/compliance.ts';
import { type Confession, readConfession } from '../domain/confession.ts';
import type { ConfessionPlace } from '../domain/hint.ts';

/** Words that a confession gives as a quote. */
export interface Quote {
  /** Key of the claim that quotes; null in a plain text. */
  claim: string | null;
  /** The words without their quotation marks. */
  place: ConfessionPlace;
  words: string;
  /** What must stand in the transcript, each for itself: an ellipsis and an editor's brackets part a quote. */
  pieces: readonly string[];
}

type Stretch = Pick<ConfessionPlace, 'start' | 'end'> & { isCode: boolean };

const CLOSERS: Record<string, string> = { '“': '”“', '„': '“”', '«': '»', '»': '«' };
const MAX_QUOTE_LENGTH = 4_000;
/** Of one confession: more are not looked for. */
export const MAX_QUOTES = 400;
const MIN_LENGTH = 12;
const MIN_WORDS = 3;
const ELLIPSIS = /\[[^\]\n]{0,60}\]|…|\.{3,}/;
const CALL = /^([\w.]+)\s*\(([\s\S]*)\)$/;
/** Names of the report itself: no quotes, though they stand in backticks. */
const REPORT_WORDS = new Set([
  'compliance_analysis',
  'overall_compliance_grade',
  'uncertainties_and_conflicts',
]);

/** Whether a straight quotation mark can begin a quote, or end one: `5" wide` does neither. */
function opens(text: string, at: number): boolean {
  return /^[\s([{—–:=,>]?$/.test(text.charAt(at - 1)) && /^\S/.test(text.charAt(at + 1));
}

function closes(text: string, at: number): boolean {
  return /\S/.test(text.charAt(at - 1)) && !/[\p{L}\p{N}]/u.test(text.charAt(at + 1));
}

/** Remembers where each mark stands next, so that a text of nothing but marks is read once. */
class NextMark {
  readonly #text: string;
  readonly #next = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  after(mark: string, at: number): number {
    const known = this.#next.get(mark);
    if (known !== undefined && (known >= at || known === -1)) return known;
    const found = this.#text.indexOf(mark, at);
    this.#next.set(mark, found);
    return found;
  }
}

/** The end of a run of backticks that answers the one at `at`. */
function codeEnd(text: string, at: number, marks: NextMark): { open: number; close: number } | undefined {
  let open = at;
  while (text.charAt(open) === '`') open += 1;
  const fence = text.slice(at, Math.min(open, at + 8));
  const close = marks.after(fence, open);
  return close < 0 ? undefined : { open, close };
}

/** Quotes within one paragraph, from left to right, none within another. */
function stretchesIn(text: string, offset: number): Stretch[] {
  const found: Stretch[] = [];
  const marks = new NextMark(text);
  const add = (start: number, end: number, isCode: boolean) => {
    if (end > start && end - start <= MAX_QUOTE_LENGTH)
      found.push({ start: offset + start, end: offset + end, isCode });
  };
  for (let at = 0; at < text.length; at += 1) {
    const mark = text.charAt(at);
    if (mark === '`') {
      const code = codeEnd(text, at, marks);
      if (code === undefined) continue;
      add(code.open, code.close, true);
      at = code.close + (code.open - at) - 1;
    } else if (mark === '"' && opens(text, at)) {
      let end = marks.after('"', at + 1);
      while (end >= 0 && end - at <= MAX_QUOTE_LENGTH && !closes(text, end)) end = marks.after('"', end + 1);
      if (end < 0 || end - at > MAX_QUOTE_LENGTH) continue;
      add(at + 1, end, false);
      at = end;
    } else {
      const ends = [...(CLOSERS[mark] ?? '')].map((closer) => marks.after(closer, at + 1));
      const end = Math.min(...ends.filter((each) => each >= 0));
      if (!Number.isFinite(end)) continue;
      add(at + 1, end, false);
      at = end;
    }
  }
  return found;
}

/** The quotes of a text: in quotation marks, in backticks, and the lines of fenced code. */
function allStretches(text: string): Stretch[] {
  const found: Stretch[] = [];
  let fence: string | undefined;
  let paragraph = 0;
  let at = 0;
  const endParagraph = (end: number) => {
    if (end > paragraph) found.push(...stretchesIn(text.slice(paragraph, end), paragraph));
  };
  for (const line of text.split('\n')) {
    const end = at + line.length;
    const marker = /^\s{0,12}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (marker?.startsWith(fence) === true) {
        fence = undefined;
        paragraph = end + 1;
      } else {
        found.push({ start: at, end, isCode: true });
      }
    } else if (marker !== undefined && !line.slice(line.indexOf(marker) + marker.length).includes('`')) {
      endParagraph(at);
      fence = marker;
    } else if (line.trim() === '') {
      endParagraph(at);
      paragraph = end + 1;
    }
    at = end + 1;
  }
  if (fence === undefined) endParagraph(text.length);
  return found;
}

/** What is to be looked for of a quote. A call is written in many ways: its name and its longer values are. */
function piecesOf(words: string, isCode: boolean): string[] {
  const call = isCode ? CALL.exec(words.trim()) : null;
  if (call !== null) return [call[1] ?? '', ...(call[2] ?? '').split(/["'(),={}[\]]+|:\s/)];
  return words
    .replace(/^\s*(?:[$>+-]|>>>)\s/, '')
    .split(ELLIPSIS)
    .map((piece) => piece.replace(/^[\s.,;:!?]+/, '').replace(/[\s.,;:!?]{1,20}$/, ''));
}

function isTelling(words: string): boolean {
  const plain = words.trim();
  if (knownCompliance(plain) !== undefined || REPORT_WORDS.has(plain)) return false;
  return plain.length >= MIN_LENGTH || plain.split(/\s+/).length >= MIN_WORDS;
}

function partsOf(confession: Confession): { claim: string | null; part: string; text: string }[] {
  const { claims, text } = readConfession(confession);
  if (claims.length === 0) return text === undefined ? [] : [{ claim: null, part: 'text', text }];
  return claims.flatMap(({ key, statement, analysis }) => [
    { claim: key, part: key, text: statement },
    ...(analysis === undefined ? [] : [{ claim: key, part: `${key}/analysis`, text: analysis }]),
  ]);
}

/** All that a confession quotes and that is long enough to be told from chance: 12 characters or three words. */
export function quotesOf(confession: Confession): Quote[] {
  const quotes = partsOf(confession).flatMap(({ claim, part, text }) =>
    allStretches(text).flatMap(({ start, end, isCode }): Quote[] => {
      const words = text.slice(start, end);
      return isTelling(words)
        ? [{ claim, place: { part, start, end }, words, pieces: piecesOf(words, isCode) }]
        : [];
    }),
  );
  return quotes.slice(0, MAX_QUOTES);
}
