import type { TranscriptRow } from '../../../shared/contract/transcripts.ts';
import type { Message } from '../../../shared/domain/transcript.ts';
import { isShared } from '../imports/search-text.ts';

/** UTF-16 units shown before and after the first hit. */
const BEFORE = 40;
const AFTER = 160;

/** Whether a character is one that words are made of, as the search index splits them. */
const WORD_CHARACTER = /[\p{L}\p{N}\p{M}\p{Co}]/u;

/** Lower case without diacritics, unit for unit where that is possible, so that offsets stay those of the text. */
function folded(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.length === text.length
    ? plain
    : text.toLowerCase().length === text.length
      ? text.toLowerCase()
      : text;
}

function sought(search: string): { text: string; wholeWords: boolean }[] {
  return [...search.matchAll(/"([^"]*)"?|(\S+)/g)]
    .map(([, phrase, word]) => ({ text: folded(phrase ?? word ?? ''), wholeWords: phrase !== undefined }))
    .filter(({ text }) => WORD_CHARACTER.test(text));
}

function findIn(text: string, terms: readonly { text: string; wholeWords: boolean }[]): [number, number][] {
  const marks: [number, number][] = [];
  for (const term of terms) {
    for (let at = text.indexOf(term.text); at >= 0; at = text.indexOf(term.text, at + term.text.length)) {
      const end = at + term.text.length;
      const startsWord = at === 0 || !WORD_CHARACTER.test(text[at - 1] ?? '');
      const endsWord = end >= text.length || !WORD_CHARACTER.test(text[end] ?? '');
      if (startsWord && (endsWord || !term.wholeWords)) marks.push([at, end]);
    }
  }
  return marks.sort((one, other) => one[0] - other[0]);
}

/** The first place in a transcript that says what was searched for: never in reasoning. */
export function findHit(messages: readonly Message[], search: string): TranscriptRow['hit'] {
  const terms = sought(search);
  if (terms.length === 0) return null;
  for (const [index, message] of messages.entries()) {
    if (isShared(message)) continue;
    const texts = message.content.flatMap((part) =>
      part.type === 'text' || part.type === 'refusal' ? [part.text] : [],
    );
    for (const call of message.tool_calls ?? []) texts.push(`${call.name} ${call.arguments}`);
    for (const text of texts) {
      const [first] = findIn(folded(text), terms);
      if (first === undefined) continue;
      const from = Math.max(0, first[0] - BEFORE);
      const shown = text.slice(from, first[0] + AFTER).replace(/\s/g, ' ');
      const marks = findIn(folded(shown), terms).filter(([, end]) => end <= shown.length);
      const lead = from > 0 ? '…' : '';
      return {
        message: index,
        text: `${lead}${shown}`,
        marks: marks.map(([start, end]) => [start + lead.length, end + lead.length]),
      };
    }
  }
  return null;
}
