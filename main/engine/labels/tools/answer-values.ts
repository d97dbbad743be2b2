import type { MappedQuestion } from '../../../../shared/mapping/label-mapping.ts';
import { NUMBER_FIELDS, ownWord, plainWord, wordsFor } from '../../../../shared/mapping/label-words.ts';
import { WrongField } from '../../formats/wrong-field.ts';

/** Answers of another tool as our words and numbers, by what the mapping says. */

/** An answer as the keys of a mapping name it. */
export function answerText(value: unknown, path: string): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  throw new WrongField(path, 'a choice, a number or a text', value);
}

/** What the mapping makes of an answer: undefined where it says nothing of it. */
function mappedValue({ values }: MappedQuestion, text: string): string | number | null | undefined {
  if (values === undefined) return undefined;
  if (Object.hasOwn(values, text)) return values[text];
  const key = Object.keys(values).find((each) => plainWord(each) === plainWord(text));
  return key === undefined ? undefined : values[key];
}

/** An answer to one of the rubric's own questions: as it is where the mapping has no word for it; null says nothing. */
export function ownAnswer(rule: MappedQuestion, value: unknown, path: string): unknown {
  const mapped = mappedValue(rule, answerText(value, path));
  return mapped === undefined ? value : mapped;
}

const SHOWN_ANSWERS = 12;

function knownAnswer({ field, values = {} }: MappedQuestion): string {
  return `an answer that the mapping knows for ${field} (${Object.keys(values).slice(0, SHOWN_ANSWERS).join(', ')})`;
}

/** One of our words; undefined where the mapping says that the answer says nothing. */
export function wordOf(
  rule: MappedQuestion,
  value: unknown,
  path: string,
  categories: readonly string[],
): string | undefined {
  const text = answerText(value, path);
  const words = wordsFor(rule.field, categories) ?? [];
  const mapped = mappedValue(rule, text);
  if (mapped === null) return undefined;
  const found = mapped === undefined ? ownWord(text, words) : ownWord(String(mapped), words);
  if (found !== undefined) return found;
  const known = mapped === undefined ? Object.keys(rule.values ?? {}) : [];
  throw new WrongField(
    path,
    known.length > 0 ? knownAnswer(rule) : `one of ${words.join(', ')} (or a word for it in the mapping)`,
    mapped ?? value,
  );
}

/** A number of the field's range, by the mapping's words or its scale; undefined where the answer says nothing. */
export function numberOf(rule: MappedQuestion, value: unknown, path: string): number | undefined {
  const text = answerText(value, path);
  const range = NUMBER_FIELDS[rule.field] ?? { low: 0, high: 1, whole: false };
  const mapped = mappedValue(rule, text);
  if (mapped === null) return undefined;
  const given = mapped ?? text;
  const plain = typeof given === 'string' && given.trim() === '' ? Number.NaN : Number(given);
  const { scale } = rule;
  const isScaled = mapped === undefined && scale !== undefined;
  const share = isScaled ? (plain - scale.low) / (scale.high - scale.low) : Number.NaN;
  const number = isScaled ? range.low + share * (range.high - range.low) : plain;
  if (number >= range.low && number <= range.high && (!range.whole || Number.isInteger(number)))
    return number;
  const known = Number.isNaN(plain) && mapped === undefined ? Object.keys(rule.values ?? {}) : [];
  if (known.length > 0) throw new WrongField(path, knownAnswer(rule), value);
  const ends = isScaled
    ? `a number from ${scale.low} to ${scale.high}`
    : `a ${range.whole ? 'whole ' : ''}number from ${range.low} to ${range.high} (or its scale in the mapping)`;
  throw new WrongField(path, ends, mapped ?? value);
}
