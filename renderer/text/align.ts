/** A stretch of a shown value and the stretch of source that it stands for; lengths in UTF-16 units. */
export interface Aligned {
  shown: string;
  at: number;
  /** Units of source. Equal to `shown.length` where the value stands there unit for unit. */
  length: number;
}

/**
 * Where the text that a Markdown parser gave (`value`) stands in `source.slice(start, end)`: the parser drops
 * backslashes, decodes entities, strips the indent of continued lines and the fences around code. What stands there
 * as it is becomes one stretch; a decoded entity a stretch that stands for all of it. Undefined where a line cannot
 * be found: such text is shown, and cannot be marked.
 */
export function align(value: string, source: string, start: number, end: number): Aligned[] | undefined {
  const whole = source.slice(start, end);
  if (value === whole) return value === '' ? [] : [{ shown: value, at: start, length: value.length }];
  const aligned: Aligned[] = [];
  let cursor = start;
  for (const line of value.split(/(?<=\n)/)) {
    const stretches = alignLine(line, source, cursor, end);
    if (stretches === undefined) return undefined;
    for (const stretch of stretches) push(aligned, stretch);
    const last = aligned.at(-1);
    if (last !== undefined) cursor = last.at + last.length;
  }
  return aligned;
}

function push(aligned: Aligned[], stretch: Aligned): void {
  const last = aligned.at(-1);
  const isPlain = stretch.shown.length === stretch.length;
  if (
    last !== undefined &&
    isPlain &&
    last.shown.length === last.length &&
    last.at + last.length === stretch.at
  ) {
    aligned[aligned.length - 1] = {
      shown: last.shown + stretch.shown,
      at: last.at,
      length: last.length + stretch.length,
    };
  } else {
    aligned.push(stretch);
  }
}

function alignLine(line: string, source: string, from: number, end: number): Aligned[] | undefined {
  const content = line.replace(/\r?\n$/, '');
  const at = content === '' ? from : source.indexOf(content, from);
  const hasBreak = content.length < line.length;
  // A whole line found further down, beyond another line, may be a later one that reads alike: prefer reading on.
  if (
    at >= 0 &&
    at + content.length <= end &&
    (content === '' || !source.slice(from, at).trim().includes('\n'))
  ) {
    const stretches = content === '' ? [] : [{ shown: content, at, length: content.length }];
    return hasBreak ? withBreak(stretches, source, at + content.length, end) : stretches;
  }
  const stretches = alignCharacters(content, source, from, end);
  if (stretches === undefined) return undefined;
  const last = stretches.at(-1);
  const after = last === undefined ? from : last.at + last.length;
  return hasBreak ? withBreak(stretches, source, after, end) : stretches;
}

/** The line break after a line, with the blanks before it that Markdown drops; the end of the source counts as one. */
function withBreak(stretches: Aligned[], source: string, from: number, end: number): Aligned[] {
  const at = source.indexOf('\n', from);
  if (at < 0 || at >= end) return stretches;
  return [...stretches, { shown: '\n', at, length: 1 }];
}

const ENTITY = /^&(?:#x?[0-9a-f]{1,7}|[a-z][a-z0-9]{1,31});/i;

/** Character by character: the next one that is equal, or an entity, or one after a backslash. */
function alignCharacters(content: string, source: string, from: number, end: number): Aligned[] | undefined {
  const stretches: Aligned[] = [];
  let cursor = from;
  for (let index = 0; index < content.length; ) {
    const code = content.codePointAt(index) ?? 0;
    const character = String.fromCodePoint(code);
    const rest = source.slice(cursor, Math.min(end, cursor + 40));
    const entity = ENTITY.exec(rest)?.[0];
    if (entity !== undefined && !content.startsWith(entity, index)) {
      // Which character an entity gives is the parser's to know; that it gives this one follows from the place.
      push(stretches, { shown: character, at: cursor, length: entity.length });
      cursor += entity.length;
    } else {
      const next = source.indexOf(character, cursor);
      if (next < 0 || next + character.length > end || !isSkippable(source.slice(cursor, next)))
        return undefined;
      push(stretches, { shown: character, at: next, length: character.length });
      cursor = next + character.length;
    }
    index += character.length;
  }
  return stretches;
}

/** What Markdown drops between two characters of a text: backslashes, blanks, quote marks, code fences. */
function isSkippable(skipped: string): boolean {
  return /^[\\\s>`~*_#+\-\d.)|:[\]a-zA-Z]*$/.test(skipped) && skipped.length <= 200;
}
