import { type Message, partText } from '../../../shared/domain/transcript.ts';

/** A place where a text was found: UTF-16 units of one part, end exclusive. */
export interface Found {
  message: number;
  part: string;
  start: number;
  end: number;
}

/** More are counted and not told. */
const MAX_FOUND = 5000;

const SPECIAL = /[\\^$.*+?()[\]{}|/]/g;

/**
 * Every place in `messages` that says `text`, whatever its case, in the order of reading; a blank stands for any
 * blanks. What a part withholds is not in `messages`, and so never found.
 */
export function findInMessages(
  messages: readonly Message[],
  text: string,
): { found: Found[]; total: number } {
  const pattern = text
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(SPECIAL, '\\$&'))
    .join('\\s+');
  const found: Found[] = [];
  let total = 0;
  if (pattern === '') return { found, total };
  const sought = new RegExp(pattern, 'giu');
  for (const [message, each] of messages.entries()) {
    const parts = [
      ...each.content.map((_, at) => `content/${at}`),
      ...(each.tool_calls ?? []).map((_, at) => `tool_calls/${at}/arguments`),
    ];
    for (const part of parts) {
      for (const match of (partText(each, part) ?? '').matchAll(sought)) {
        total += 1;
        if (found.length < MAX_FOUND)
          found.push({ message, part, start: match.index, end: match.index + match[0].length });
      }
    }
  }
  return { found, total };
}
