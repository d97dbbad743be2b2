/**
 * A text as quotes are compared: without white space, in NFC, one kind of quotation mark and of dash, and without the
 * marks of Markdown's emphasis. Two texts that a reader would call the same words fold to the same units.
 */
export interface Folded {
  units: Uint16Array;
  /** Where in the source each unit came from. */
  from: Uint32Array;
}

const QUOTATION_MARKS = '"\'`´“”„‟«»‹›‘’‚‛′″';
const DASHES = '-‐‑‒–—−';
/** Dropped as they are: emphasis, code, and what cannot be seen. */
const DROPPED = /[\s\p{Cc}\p{Cf}*`]/u;
/** What joins the character before it in NFC: combining marks, vowels and finals of Hangul. */
const JOINS = /[\p{M}\u1161-\u1175\u11a8-\u11c2]/u;
const BACKSLASH = 0x5c;

interface Tables {
  /** What each unit folds to, 0 where it is dropped. */
  folded: Uint16Array;
  joins: Uint8Array;
}

let tables: Tables | undefined;

function foldedUnit(unit: number): number {
  const character = String.fromCharCode(unit);
  if (unit >= 0xd800 && unit <= 0xdfff) return unit;
  if (DROPPED.test(character)) return 0;
  if (QUOTATION_MARKS.includes(character)) return 0x22;
  if (DASHES.includes(character)) return 0x2d;
  const composed = character.normalize('NFC');
  return composed.length === 1 ? composed.charCodeAt(0) : unit;
}

function getTables(): Tables {
  if (tables !== undefined) return tables;
  const folded = new Uint16Array(0x10000);
  const joins = new Uint8Array(0x10000);
  for (let unit = 0; unit < 0x10000; unit += 1) {
    folded[unit] = foldedUnit(unit);
    joins[unit] = JOINS.test(String.fromCharCode(unit)) ? 1 : 0;
  }
  tables = { folded, joins };
  return tables;
}

/** What an escape of JSON stands for, and how long it is; undefined where the backslash is none. */
function readEscape(text: string, at: number): { unit: number; length: number } | undefined {
  const next = text.charAt(at + 1);
  if (next === 'u') {
    const digits = text.slice(at + 2, at + 6);
    return /^[0-9a-f]{4}$/i.test(digits) ? { unit: Number.parseInt(digits, 16), length: 6 } : undefined;
  }
  if ('nrtbf'.includes(next) && next !== '') return { unit: 0x20, length: 2 };
  return '"\\/'.includes(next) && next !== '' ? { unit: next.charCodeAt(0), length: 2 } : undefined;
}

/** The length of a character with all that joins it; 1 where nothing does. */
function clusterLength(text: string, at: number, joins: Uint8Array): number {
  let end = at + 1;
  while (end < text.length && joins[text.charCodeAt(end)] === 1) end += 1;
  return end - at;
}

/** `isEscaped`: the text is JSON, and an escape in its strings is the character that it stands for. */
export function foldText(text: string, isEscaped = false): Folded {
  const { folded, joins } = getTables();
  const units = new Uint16Array(text.length);
  const from = new Uint32Array(text.length);
  let count = 0;
  const push = (unit: number, source: number) => {
    const kept = folded[unit] ?? 0;
    if (kept === 0) return;
    units[count] = kept;
    from[count] = source;
    count += 1;
  };
  let next = text.charCodeAt(0);
  for (let at = 0; at < text.length; at += 1) {
    const unit = next;
    next = text.charCodeAt(at + 1);
    const isPlain = joins[next] !== 1 && !(isEscaped && unit === BACKSLASH);
    if (isPlain) {
      // As `push`, without a call: nearly all of ten million units go through here.
      const kept = folded[unit] ?? 0;
      if (kept === 0) continue;
      units[count] = kept;
      from[count] = at;
      count += 1;
      continue;
    }
    if (isEscaped && unit === BACKSLASH) {
      const read = readEscape(text, at);
      push(read?.unit ?? unit, at);
      at += (read?.length ?? 1) - 1;
    } else {
      const length = clusterLength(text, at, joins);
      const composed = text.slice(at, at + length).normalize('NFC');
      // A few compositions are longer than what they compose: those stay as they are written.
      const shown = composed.length <= length ? composed : text.slice(at, at + length);
      for (let index = 0; index < shown.length; index += 1) push(shown.charCodeAt(index), at);
      at += length - 1;
    }
    next = text.charCodeAt(at + 1);
  }
  return { units: units.subarray(0, count), from: from.subarray(0, count) };
}

/** Where in the source the character ends of which a folded unit came. */
export function endInSource(text: string, from: number, isEscaped = false): number {
  const read = isEscaped && text.charCodeAt(from) === BACKSLASH ? readEscape(text, from) : undefined;
  return from + (read?.length ?? clusterLength(text, from, getTables().joins));
}
