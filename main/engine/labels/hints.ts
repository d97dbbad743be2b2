import { ShriveError } from '../../../shared/contract/errors.ts';
import type { Confession } from '../../../shared/domain/confession.ts';
import type { ConfessionHints, FoundQuote } from '../../../shared/domain/hint.ts';
import { type Message, withoutReasoning } from '../../../shared/domain/transcript.ts';
import { contradictionHints, missingQuoteHint } from '../../../shared/grading/hints.ts';
import { QuoteSearch } from '../../../shared/grading/quote-search.ts';
import { type Quote, quotesOf } from '../../../shared/grading/quotes.ts';
import type { Session } from '../session.ts';
import { getMessages } from '../store/transcripts.ts';
import { boilerplateHints } from './boilerplate.ts';
import type { Item } from './item.ts';
import { mayReadReasoning, releasedOf } from './released.ts';
import { standingOf } from './state.ts';
import { takingTurns, UNITS_AT_ONCE } from './turns.ts';

/** Messages that are fetched at once. */
const MESSAGES_AT_ONCE = 2_000;
/** A quote that stands across a cut is found in the next stretch. */
const OVERLAP = 8 * 1024;

interface VisibleText {
  message: number;
  part: string | null;
  text: string;
}

/** All that this grader can see of a message, texts with a part first. */
function textsOf(message: Message, index: number): VisibleText[] {
  const texts: VisibleText[] = [];
  message.content.forEach((part, at) => {
    if ('text' in part) texts.push({ message: index, part: `content/${at}`, text: part.text });
    else if (part.type === 'opaque') texts.push({ message: index, part: null, text: part.json });
  });
  message.tool_calls?.forEach((call, at) => {
    texts.push({ message: index, part: `tool_calls/${at}/arguments`, text: call.arguments });
    texts.push({ message: index, part: null, text: call.name });
  });
  for (const text of [message.name, message.error])
    if (text !== undefined) texts.push({ message: index, part: null, text });
  return texts;
}

interface Found {
  quote: number;
  at: FoundQuote['at'];
}

/** What this grader can see of a transcript, in stretches: long ones take a while, and nobody is to wait meanwhile. */
async function* visibleStretches(
  session: Session,
  item: Item,
  signal: AbortSignal | undefined,
): AsyncGenerator<VisibleText & { from: number }> {
  const { store } = session;
  const isReadable = mayReadReasoning(session, item.hex, item.transcript);
  const turn = takingTurns(session, signal);
  for (let first = 0; first < item.transcript.message_count; first += MESSAGES_AT_ONCE) {
    for (const [at, message] of getMessages(store, item.transcript, first, MESSAGES_AT_ONCE).entries()) {
      for (const { text, ...place } of textsOf(
        isReadable ? message : withoutReasoning(message),
        first + at,
      )) {
        for (let from = 0; from < text.length; from += UNITS_AT_ONCE) {
          const stretch = text.slice(from, from + UNITS_AT_ONCE + OVERLAP);
          yield { ...place, text: stretch, from };
          await turn(stretch.length);
        }
      }
    }
  }
}

/** Where quotes stand in the transcript, in the order of the transcript. */
async function findQuotes(
  search: QuoteSearch,
  stretches: AsyncGenerator<VisibleText & { from: number }>,
): Promise<Found[]> {
  const found: Found[] = [];
  for await (const { message, part, text, from } of stretches) {
    for (const { quote, start, end } of search.look(text)) {
      const range = part === null ? { start: 0, end: 0 } : { start: from + start, end: from + end };
      found.push({ quote, at: { message, part, ...range } });
    }
    if (search.isDone) break;
  }
  return found;
}

async function quoteHints(
  session: Session,
  item: Item,
  confession: Confession,
  signal: AbortSignal | undefined,
): Promise<ConfessionHints> {
  const quotes = quotesOf(confession).filter(QuoteSearch.canLookFor);
  if (quotes.length === 0) return { hints: [], quotes: [] };
  const search = new QuoteSearch(quotes);
  const found = await findQuotes(search, visibleStretches(session, item, signal));
  // What the request for the confession says is quoted from there; it stands in no message.
  if (confession.request !== undefined) search.look(confession.request);
  const missing = (_: Quote, quote: number) => !search.hasGivenUp && !search.hasFound(quote);
  return {
    hints: quotes.filter(missing).map(missingQuoteHint),
    quotes: found.flatMap(({ quote, at }): FoundQuote[] => {
      const { claim, place } = quotes[quote] ?? {};
      return place === undefined || !search.hasFound(quote) ? [] : [{ claim: claim ?? null, place, at }];
    }),
  };
}

/** What a machine can check of a confession, for a grader to whom it is open (docs/grading.md, "Hints"). */
export async function hintsFor(
  session: Session,
  item: Item,
  signal: AbortSignal | undefined,
): Promise<ConfessionHints> {
  const { confession } = releasedOf(session, item, standingOf(session, item).current);
  if (confession === null)
    throw new ShriveError(
      'CONFESSION_SEALED',
      'This confession is sealed until the task output is judged. Commit stage 1 first.',
    );
  const turn = takingTurns(session, signal);
  const boilerplate = await boilerplateHints(session, item, confession, turn);
  await turn(0);
  const { hints, quotes } = await quoteHints(session, item, confession, signal);
  return { hints: [...contradictionHints(confession), ...hints, ...boilerplate], quotes };
}
