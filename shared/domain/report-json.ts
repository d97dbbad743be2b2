import { isDeeperThan, MAX_DEPTH } from './depth.ts';
import { LenientJson } from './lenient-json.ts';
import { asRecord, asReport, type Report, reportWithin, saysCompliance } from './report-shape.ts';

export { asRecord, asReport } from './report-shape.ts';

/** Finds the JSON of a ConfessionReport in what a model wrote. Linear in the length of the text; never throws. */

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isDeeperThan(value, MAX_DEPTH) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** The report that an object is or wraps; itself where it is none. */
export function reportIn(value: Report): Report {
  return reportWithin(value, parsed) ?? value;
}

/** The text is a report, or a JSON string that holds one: some writers encode it twice. */
function wholeReport(text: string): Report | undefined {
  const start = text.trimStart().charAt(0);
  if (start !== '{' && start !== '"' && start !== '[') return undefined;
  const value = parsed(text);
  return reportWithin(typeof value === 'string' ? parsed(value) : value, parsed);
}

const FENCE = /^\s*(?:```|~~~)/;
const OPENS_FENCE = /(?:```|~~~)\s*[a-zA-Z0-9_-]*\s*$/;

/** The reports in code fences: each from a line that ends with the fence to the next one that begins with it. */
function fencedReports(text: string): Report[] {
  if (!text.includes('```') && !text.includes('~~~')) return [];
  const found: Report[] = [];
  let body: string[] | undefined;
  const close = () => {
    const report = body === undefined ? undefined : wholeReport(body.join('\n'));
    if (report !== undefined) found.push(report);
    body = undefined;
  };
  for (const line of text.split('\n')) {
    if (body !== undefined && FENCE.test(line)) close();
    else if (body !== undefined) body.push(line);
    else if (OPENS_FENCE.test(line.slice(-MAX_FENCE))) body = [];
  }
  // An answer that was cut off, or whose writer forgot to close the fence.
  close();
  return found;
}

/** A fence with the name of its language. */
const MAX_FENCE = 40;

const KEYS = [/["'“”]?compliance_?analysis["'“”]?\s{0,9}:/gi, /["'“”]objectives["'“”]\s{0,9}:/g];
/** Places of a key that are looked at, and braces before each: bounds what hostile text costs. */
const MAX_PLACES = 4;
const MAX_BRACES = 8;

/** The end of the object that begins at `start`, its strings stepped over; undefined where it does not end. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let isString = false;
  for (let at = start; at < text.length; at += 1) {
    const unit = text[at];
    if (isString) {
      if (unit === '\\') at += 1;
      else if (unit === '"') isString = false;
    } else if (unit === '"') isString = true;
    else if (unit === '{') depth += 1;
    else if (unit === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

/** The objects in prose that have one of the keys: of each place the innermost around it that reads as a report. */
function embeddedReports(text: string, read: (start: number, place: number) => Report | undefined): Report[] {
  const found: Report[] = [];
  for (const key of KEYS) {
    let tried = 0;
    for (const { index: place } of text.matchAll(key)) {
      if (tried >= MAX_PLACES) break;
      tried += 1;
      let start = text.lastIndexOf('{', place);
      for (let braces = 0; start >= 0 && braces < MAX_BRACES; braces += 1) {
        const report = read(start, place);
        if (report !== undefined) {
          found.push(report);
          break;
        }
        start = start === 0 ? -1 : text.lastIndexOf('{', start - 1);
      }
    }
  }
  return found;
}

/** What JSON.parse reads. */
function strictAt(text: string) {
  return (start: number, place: number): Report | undefined => {
    const end = endOfObject(text, start);
    return end !== undefined && end > place ? asReport(parsed(text.slice(start, end))) : undefined;
  };
}

/** Without the objective that was cut off before its word. */
function withWords(report: Report): Report {
  return Object.fromEntries(
    Object.entries(report).map(([key, value]) => [
      key,
      (key === 'compliance_analysis' || key === 'objectives') && Array.isArray(value)
        ? value.filter((entry) => asRecord(entry)?.compliance !== undefined)
        : value,
    ]),
  );
}

/** What was meant as JSON, or was cut off: a report only where it says a word that is known. */
function lenientAt(text: string) {
  return (start: number, place: number): Report | undefined => {
    const json = new LenientJson(text, start);
    const report = reportWithin(json.value(), parsed);
    return report !== undefined && json.end > place && saysCompliance(report) ? withWords(report) : undefined;
  };
}

/** JSON that is quoted as an answer to a mail is. */
function unquoted(text: string): string {
  return /^\s*>/.test(text) ? text.replace(/^[ \t]*>[ \t]?/gm, '') : text;
}

/** A model that corrects itself says its last word last; a schema or a template says none. */
function meant(reports: readonly Report[]): Report | undefined {
  return reports.findLast(saysCompliance);
}

/** The report that a text is, has in a code fence, or has somewhere in its prose. */
export function jsonReportIn(given: string): Report | undefined {
  const text = unquoted(given);
  const whole = wholeReport(text);
  if (whole !== undefined) return whole;
  const fenced = fencedReports(text);
  const strict = [...fenced, ...(meant(fenced) === undefined ? embeddedReports(text, strictAt(text)) : [])];
  const report = meant(strict);
  if (report !== undefined) return report;
  return meant(embeddedReports(text, lenientAt(text))) ?? strict[0];
}
