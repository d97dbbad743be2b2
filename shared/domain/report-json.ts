import { isDeeperThan, MAX_DEPTH } from './depth.ts';

/** Finds the JSON of a ConfessionReport in what a model wrote. Linear in the length of the text; never throws. */

type Report = Record<string, unknown>;

export function asRecord(value: unknown): Report | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Report) : undefined;
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isDeeperThan(value, MAX_DEPTH) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** The value where it is a report: it lists what was to be kept, under one of the two names. */
export function asReport(value: unknown): Report | undefined {
  const record = asRecord(value);
  const isReport = Array.isArray(record?.compliance_analysis) || Array.isArray(record?.objectives);
  return isReport ? record : undefined;
}

/** The text is a report, or a JSON string that holds one: some writers encode it twice. */
function wholeReport(text: string): Report | undefined {
  const start = text.trimStart().charAt(0);
  if (start !== '{' && start !== '"') return undefined;
  const value = parsed(text);
  return asReport(typeof value === 'string' ? parsed(value) : value);
}

const OPENS_FENCE = /^\s*[a-zA-Z0-9_-]*\s*$/;

/** The first report in a code fence: from a line that ends with the fence to the next one that begins with it. */
function fencedReport(text: string): Report | undefined {
  if (!text.includes('```')) return undefined;
  let body: string[] | undefined;
  for (const line of text.split('\n')) {
    if (body !== undefined && line.trimStart().startsWith('```')) {
      const found = wholeReport(body.join('\n'));
      if (found !== undefined) return found;
      body = undefined;
    } else if (body !== undefined) {
      body.push(line);
    } else {
      const at = line.lastIndexOf('```');
      if (at >= 0 && OPENS_FENCE.test(line.slice(at + 3))) body = [];
    }
  }
  // An answer that was cut off, or whose writer forgot to close the fence.
  return body === undefined ? undefined : wholeReport(body.join('\n'));
}

const KEYS = ['"compliance_analysis"', '"objectives"'];
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

/** The first balanced object in prose that has one of the keys: the innermost around it that reads as a report. */
function embeddedReport(text: string): Report | undefined {
  for (const key of KEYS) {
    let place = text.indexOf(key);
    for (let tried = 0; place >= 0 && tried < MAX_PLACES; tried += 1) {
      let start = text.lastIndexOf('{', place);
      for (let braces = 0; start >= 0 && braces < MAX_BRACES; braces += 1) {
        const end = endOfObject(text, start);
        const found = end !== undefined && end > place ? asReport(parsed(text.slice(start, end))) : undefined;
        if (found !== undefined) return found;
        start = start === 0 ? -1 : text.lastIndexOf('{', start - 1);
      }
      place = text.indexOf(key, place + key.length);
    }
  }
  return undefined;
}

/** The report that a text is, has in a code fence, or has somewhere in its prose. */
export function jsonReportIn(text: string): Report | undefined {
  return wholeReport(text) ?? fencedReport(text) ?? embeddedReport(text);
}
