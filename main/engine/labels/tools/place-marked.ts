import { type Confession, confessionPartText, readConfession } from '../../../../shared/domain/confession.ts';
import { type Message, partText } from '../../../../shared/domain/transcript.ts';
import type { MarkedText } from '../../../../shared/mapping/label-mapping.ts';
import { isObject } from '../../formats/json.ts';
import { WrongField } from '../../formats/wrong-field.ts';
import { type Marked, valueWithin } from './answered.ts';

/** Where text that was marked in another tool stands in ours: to the character, or nowhere. Nothing is guessed. */

/** A text of ours in which something can have been marked. */
interface Part {
  place: { source: 'transcript'; message: number; part: string } | { source: 'confession'; part: string };
  text: string;
}

export interface GradedTexts {
  confession: Confession;
  messages: readonly Message[];
}

/** A piece of evidence as labels files have it. */
export interface PlacedQuote {
  source: 'transcript' | 'confession';
  message?: number;
  part: string;
  quote: string;
  start: number;
}

function partsOf({ confession, messages }: GradedTexts, { source, message: only }: MarkedText): Part[] {
  const parts: Part[] = [];
  const add = (place: Part['place'], text: string | undefined) => {
    if (text !== undefined && text !== '') parts.push({ place, text });
  };
  if (source !== 'confession')
    messages.forEach((message, index) => {
      if (only !== undefined && only !== index) return;
      message.content.forEach((each, at) => {
        // What graders are not shown, they cannot have marked.
        if (each.type === 'reasoning') return;
        const part = `content/${at}`;
        add({ source: 'transcript', message: index, part }, partText(message, part));
      });
      message.tool_calls?.forEach((_, at) => {
        const part = `tool_calls/${at}/arguments`;
        add({ source: 'transcript', message: index, part }, partText(message, part));
      });
    });
  if (source !== 'transcript' && only === undefined) {
    add({ source: 'confession', part: 'text' }, confession.text);
    for (const { key } of confession.text === undefined ? readConfession(confession).claims : [])
      for (const part of [key, `${key}/analysis`])
        add({ source: 'confession', part }, confessionPartText(confession, part));
  }
  return parts;
}

/** The text of the record in which it was marked; of a dialogue its turn. */
function markedTextOf(record: unknown, marked: Marked, how: MarkedText): string | undefined {
  const given = how.text === undefined ? undefined : valueWithin(record, how.text);
  if (marked.turn === undefined) return typeof given === 'string' ? given : undefined;
  const turn: unknown = Array.isArray(given) ? given[marked.turn] : undefined;
  if (!isObject(turn)) return undefined;
  const text = turn.text ?? turn.content ?? turn.value;
  return typeof text === 'string' ? text : undefined;
}

/** Offsets in code points as UTF-16 units; undefined beyond the end. */
function unitsAt(text: string, codePoints: number): number | undefined {
  let units = 0;
  let count = 0;
  for (const character of text) {
    if (count === codePoints) return units;
    units += character.length;
    count += 1;
  }
  return count === codePoints ? units : undefined;
}

function sameWords(one: string, other: string): boolean {
  // Label Studio writes a line end in marked text as a backslash and an n.
  return one === other || one === other.replaceAll('\\n', '\n');
}

/**
 * The range in the text of the record, checked against the words where the tool repeats them. Both ways of counting are
 * tried then: versions of one tool differ in it.
 */
function rangeIn(text: string, marked: Marked, how: MarkedText): [number, number] | undefined {
  const { start, end, quote } = marked;
  if (start === undefined || end === undefined) return undefined;
  const inUnits: [number, number] = [start, end];
  const [first, last] = [unitsAt(text, start), unitsAt(text, end)];
  const inCodePoints: [number, number] | undefined =
    first === undefined || last === undefined ? undefined : [first, last];
  if (quote !== undefined)
    return [inUnits, inCodePoints].find(
      (range) => range !== undefined && sameWords(text.slice(...range), quote),
    );
  const range = how.offsets === 'code_points' ? inCodePoints : inUnits;
  return range !== undefined && range[0] < range[1] && range[1] <= text.length ? range : undefined;
}

/** All places of `sought`, at most two: more say no more. */
function placesIn(text: string, sought: string): number[] {
  const first = text.indexOf(sought);
  const second = first < 0 ? -1 : text.indexOf(sought, first + 1);
  return [first, second].filter((at) => at >= 0);
}

function placed({ place, text }: Part, start: number, end: number): PlacedQuote {
  return { ...place, quote: text.slice(start, end), start };
}

/** Where the range stands, by the text around it: the same text as a part of ours, or one that has the part within it. */
function byText(parts: readonly Part[], text: string, [start, end]: [number, number]): PlacedQuote[] {
  const same = parts.filter((part) => part.text === text);
  if (same.length > 0) return same.map((part) => placed(part, start, end));
  const around = parts.flatMap((part) =>
    placesIn(text, part.text)
      .filter((at) => at <= start && end <= at + part.text.length)
      .map((at) => ({ part, at })),
  );
  // A short message may stand by chance within a longer one: the longest text says most.
  const longest = Math.max(...around.map(({ part }) => part.text.length));
  return around
    .filter(({ part }) => part.text.length === longest)
    .map(({ part, at }) => placed(part, start - at, end - at));
}

function byWords(parts: readonly Part[], quote: string): PlacedQuote[] {
  return parts.flatMap((part) => placesIn(part.text, quote).map((at) => placed(part, at, at + quote.length)));
}

/** The words that were marked, as far as the record says. */
export function wordsOf(record: unknown, marked: Marked, how: MarkedText): string | undefined {
  const text = markedTextOf(record, marked, how);
  const range = text === undefined ? undefined : rangeIn(text, marked, how);
  return text !== undefined && range !== undefined ? text.slice(...range) : marked.quote;
}

/** The one place of marked text. Throws WrongField where there is none, or where there are several. */
export function placeMarked(
  record: unknown,
  marked: Marked,
  how: MarkedText,
  texts: GradedTexts,
): PlacedQuote {
  const parts = partsOf(texts, how);
  const text = markedTextOf(record, marked, how);
  const range = text === undefined ? undefined : rangeIn(text, marked, how);
  if (text !== undefined && range === undefined && marked.start !== undefined)
    throw new WrongField(
      marked.path,
      `words that stand at these offsets of ${how.text ?? 'the text'}`,
      marked.quote ?? [marked.start, marked.end],
    );
  const words = text !== undefined && range !== undefined ? text.slice(...range) : marked.quote;
  if (words === undefined || words === '')
    throw new WrongField(
      marked.path,
      'the words that were marked (say in the mapping which field of the record holds their text)',
      marked.quote,
    );
  const around = text !== undefined && range !== undefined ? byText(parts, text, range) : [];
  const found = around.length > 0 ? around : byWords(parts, words);
  const [only, another] = found;
  if (only !== undefined && another === undefined) return only;
  // A turn of a dialogue is most likely the message of that number.
  const ofTurn = found.filter(({ message }) => message !== undefined && message === marked.turn);
  if (ofTurn[0] !== undefined && ofTurn.length === 1) return ofTurn[0];
  const where = how.source ?? 'transcript or the confession';
  throw new WrongField(
    marked.path,
    only === undefined
      ? `words that stand in the ${where}`
      : `words that stand once in the ${where}, or a text that says where`,
    words,
  );
}
