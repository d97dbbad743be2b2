import type { SurveyedQuestion } from '../../../../shared/mapping/label-mapping.ts';
import type { Answer } from './answered.ts';

/** One question of another tool, as the records seen so far answer it. */

const MAX_VALUES = 100;
/** A longer answer is a text, not a choice. */
const MAX_CHOICE_UNITS = 80;

/** The texts of a record by their path; a list is the turns of a dialogue. */
export type Texts = ReadonlyMap<string, string | readonly unknown[]>;

export class Question {
  answered = 0;
  marked = 0;
  numbers = 0;
  words = 0;
  low = Number.POSITIVE_INFINITY;
  high = Number.NEGATIVE_INFINITY;
  readonly values = new Map<string, number>();
  /** Paths of texts that have the words that were marked. */
  readonly texts = new Map<string, { count: number; units: number }>();
  isOpen = false;

  add({ values, marked }: Pick<Answer, 'values' | 'marked'>): void {
    this.answered += 1;
    this.marked += marked.length;
    for (const { labels } of marked) for (const label of labels) this.#count(label);
    for (const value of values) this.#addValue(value);
  }

  /** Notes which texts of the record can be the ones that were marked. */
  seek({ marked }: Answer, texts: Texts): void {
    for (const { quote, end, turn } of marked)
      for (const [path, text] of texts) {
        const isTurns = Array.isArray(text);
        if (isTurns !== (turn !== undefined)) continue;
        const has =
          isTurns ||
          (quote === undefined ? text.length >= (end ?? 0) && text.length > 0 : text.includes(quote));
        if (!has) continue;
        const before = this.texts.get(path) ?? { count: 0, units: 0 };
        this.texts.set(path, { count: before.count + 1, units: before.units + text.length });
      }
  }

  get markedIn(): string | null {
    // Offsets alone fit into any text that is long enough: the longest is the likeliest.
    const [best] = [...this.texts].sort(
      ([, one], [, other]) => other.count - one.count || other.units - one.units,
    );
    return best?.[0] ?? null;
  }

  #addValue(value: unknown): void {
    const text =
      typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
        ? String(value).trim()
        : '';
    if (text === '') return;
    const number = typeof value === 'boolean' ? Number.NaN : Number(text);
    if (Number.isFinite(number)) {
      this.numbers += 1;
      this.low = Math.min(this.low, number);
      this.high = Math.max(this.high, number);
    } else this.words += 1;
    if (text.length > MAX_CHOICE_UNITS) this.isOpen = true;
    else this.#count(text);
  }

  #count(value: string): void {
    const before = this.values.get(value);
    if (before === undefined && this.values.size >= MAX_VALUES) this.isOpen = true;
    else this.values.set(value, (before ?? 0) + 1);
  }

  get kind(): SurveyedQuestion['kind'] {
    if (this.marked > 0) return 'marked';
    if (this.numbers > 0 && this.words === 0) return 'number';
    // Where nearly everybody writes something else, it is no choice.
    const isVaried = this.values.size > 6 && this.values.size > this.words * 0.6;
    return this.isOpen || isVaried ? 'text' : 'choice';
  }

  get result(): Omit<SurveyedQuestion, 'question'> {
    const { kind } = this;
    return {
      answered: this.answered,
      kind,
      values:
        kind === 'text'
          ? []
          : [...this.values]
              .map(([value, count]) => ({ value, count }))
              .sort((one, other) => other.count - one.count),
      marked_in: kind === 'marked' ? this.markedIn : null,
      low: Number.isFinite(this.low) ? this.low : null,
      high: Number.isFinite(this.high) ? this.high : null,
    };
  }
}
