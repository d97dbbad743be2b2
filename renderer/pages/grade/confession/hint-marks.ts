import type { ConfessionHints, FoundQuote } from '../../../../shared/domain/hint.ts';
import type { TextMark } from '../../../text/pieces.ts';
import type { Marks } from '../../../transcript/marks.ts';

/** The marks of the confession with its hints: words that a hint is about, and quotes that lead to where they stand. */
export function withHints(marks: Marks, { hints, quotes }: ConfessionHints): Marks {
  const byPart = new Map<string, TextMark[]>();
  const add = (part: string, mark: TextMark) => byPart.set(part, [...(byPart.get(part) ?? []), mark]);
  for (const [index, { place, words }] of hints.entries()) {
    if (place === null) continue;
    add(place.part, { id: `hint:${index}`, start: place.start, end: place.end, kind: 'hint', title: words });
  }
  for (const [index, { place, at }] of quotes.entries()) {
    const title = `It stands in message ${at.message + 1}`;
    add(place.part, { id: `quote:${index}`, start: place.start, end: place.end, kind: 'quote', title });
  }
  return {
    ...marks,
    in: (place, text) => {
      const own = place.source === 'confession' ? (byPart.get(place.part) ?? []) : [];
      return own.length === 0 ? marks.in(place, text) : [...marks.in(place, text), ...own];
    },
  };
}

/** The quote that was pressed in the text of a confession. */
export function pressedQuote(target: EventTarget, quotes: readonly FoundQuote[]): FoundQuote | undefined {
  const piece = target instanceof Element ? target.closest<HTMLElement>('[data-quote]') : null;
  const part = piece?.closest<HTMLElement>('[data-part]')?.dataset.part;
  const at = Number(piece?.dataset.at);
  return quotes.find(({ place }) => place.part === part && place.start <= at && at < place.end);
}

/** Quotes of a claim by the messages that they stand in, each message once, in the order of reading. */
export function messagesQuoted(quotes: readonly FoundQuote[], claim: string | null): FoundQuote[] {
  const byMessage = new Map<number, FoundQuote>();
  for (const quote of quotes)
    if (quote.claim === claim && !byMessage.has(quote.at.message)) byMessage.set(quote.at.message, quote);
  return [...byMessage.values()].sort((one, other) => one.at.message - other.at.message);
}
