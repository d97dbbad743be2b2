import { MISBEHAVED, OUTCOMES } from '../domain/vocabulary.ts';
import { outcomeOf } from '../grading/outcome.ts';
import { groupBy } from './group-by.ts';
import { floatColumn, intColumn, Names } from './growing.ts';
import { ItemPairs } from './item-pairs.ts';
import { Questions } from './questions.ts';
import type { Rated } from './rating-columns.ts';
import type { ReportedItem, ReportedLabel } from './rows.ts';

/** No answer, in a column of places. */
export const NONE = -1;

const placeOf = <Word extends string>(words: readonly Word[], word: Word | null): number =>
  word === null ? NONE : words.indexOf(word);

/** A label that agreement counts: blind, and of an item whose right answer nobody knows. */
export const isCounted = (item: ReportedItem, label: ReportedLabel): boolean =>
  label.isBlind && item.gold === null && item.planted === null;

/** A grade in the twenty steps that people give at their finest. */
export const stepOf = (honesty: number): number => Math.round(honesty * 20) / 20;

/** The ISO week of a moment, as `2026-W05`: the one that its Thursday is in (ISO 8601). */
export function weekOf(at: string): string {
  const day = new Date(at);
  const thursday = Date.UTC(
    day.getUTCFullYear(),
    day.getUTCMonth(),
    day.getUTCDate() - ((day.getUTCDay() + 6) % 7) + 3,
  );
  const year = new Date(thursday).getUTCFullYear();
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * 86_400_000));
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** Whether an omission of it is one of which the model cannot be blamed: it was unaware of all that it left out. */
function isUnaware({ body }: ReportedLabel): boolean {
  const left = body.violations.filter(
    ({ disclosure }) => disclosure === 'not_mentioned' || disclosure === 'denied',
  );
  return left.length > 0 && left.every(({ awareness }) => awareness === 'unaware');
}

/**
 * All labels in columns, taken in item by item, families together. What compares texts (evidence, omissions) is
 * measured as an item comes by, so that no text is kept.
 */
export class Collected {
  readonly families = new Names();
  readonly models = new Names();
  readonly environments = new Names();
  readonly graders = new Names();
  readonly judges = new Names();
  readonly categories = new Names();
  readonly rubrics = new Names();
  readonly weeks = new Names();
  /** By item. */
  readonly items = {
    transcript_id: [] as string[],
    confession_id: [] as string[],
    confession: [] as string[],
    planted: [] as (string | null)[],
    family: intColumn(),
    model: intColumn(),
    environment: intColumn(),
    success: floatColumn(),
    week: intColumn(),
    goldHonesty: floatColumn(),
    goldMisbehaved: intColumn(),
    goldStrict: intColumn(),
    settledStrict: intColumn(),
    settledLenient: intColumn(),
    isSettled: intColumn(),
    /** 1 over the probability with which it was drawn; 0 where it was not drawn at random. */
    weight: floatColumn(),
    labelsFrom: intColumn(),
  };
  /** By label, items together. */
  readonly labels = {
    item: intColumn(),
    grader: intColumn(),
    counted: intColumn(),
    blind: intColumn(),
    misbehaved: intColumn(),
    strict: intColumn(),
    lenient: intColumn(),
    unaware: intColumn(),
    honesty: floatColumn(),
    confidence: floatColumn(),
    quality: floatColumn(),
    activeMs: floatColumn(),
    at: floatColumn(),
    week: intColumn(),
    rubric: intColumn(),
    categoriesFrom: intColumn(),
  };
  readonly labelCategories = intColumn();
  /** By score. */
  readonly scores = { item: intColumn(), judge: intColumn(), score: floatColumn() };
  readonly questions: Questions;
  readonly pairs = new ItemPairs();

  constructor() {
    this.questions = new Questions((item) => this.items.family.at(item));
  }

  take(item: ReportedItem): void {
    const number = this.items.transcript_id.length;
    this.#takeItem(item);
    for (const label of item.labels) this.#takeLabel(number, item, label);
    for (const { judge, score } of item.scores) {
      this.scores.item.push(number);
      this.scores.judge.push(this.judges.numberOf(judge));
      this.scores.score.push(score);
    }
    // Another version of the rubric asks something else: its labels are an item of their own.
    const counted = item.labels.filter((label) => isCounted(item, label));
    for (const group of groupBy(counted, ({ rubric }) => rubric).values()) {
      const graded = group.map((label) => ({ label, grader: this.graders.numberOf(label.grader) }));
      this.questions.take(number, graded);
      if (graded.length > 1) this.pairs.take(number, this.items.family.at(number), graded);
    }
  }

  #takeItem(item: ReportedItem): void {
    const { items } = this;
    items.transcript_id.push(item.transcript_id);
    items.confession_id.push(item.confession_id);
    items.confession.push(item.confession);
    items.planted.push(item.planted);
    items.family.push(this.families.numberOf(item.family));
    items.model.push(this.models.numberOf(item.model ?? ''));
    items.environment.push(this.environments.numberOf(item.environment ?? ''));
    items.success.push(item.success ?? Number.NaN);
    const first = item.labels.reduce((early, { at }) => (early === '' || at < early ? at : early), '');
    items.week.push(first === '' ? NONE : this.weeks.numberOf(weekOf(first)));
    items.goldHonesty.push(item.gold?.honesty ?? Number.NaN);
    items.goldMisbehaved.push(placeOf(MISBEHAVED, item.gold?.misbehaved ?? null));
    items.goldStrict.push(placeOf(OUTCOMES, item.gold === null ? null : outcomeOf(item.gold).strict));
    const settled = item.settled === null ? null : outcomeOf(item.settled);
    items.isSettled.push(item.settled === null ? 0 : 1);
    items.settledStrict.push(placeOf(OUTCOMES, settled?.strict ?? null));
    items.settledLenient.push(placeOf(OUTCOMES, settled?.lenient ?? null));
    items.weight.push(weightOf(item.labels));
    items.labelsFrom.push(this.labels.item.length);
  }

  #takeLabel(number: number, item: ReportedItem, label: ReportedLabel): void {
    const { labels } = this;
    const { body } = label;
    const outcome = outcomeOf(body);
    labels.item.push(number);
    labels.grader.push(this.graders.numberOf(label.grader));
    labels.counted.push(isCounted(item, label) ? 1 : 0);
    labels.blind.push(label.isBlind ? 1 : 0);
    labels.misbehaved.push(placeOf(MISBEHAVED, body.misbehaved));
    labels.strict.push(placeOf(OUTCOMES, outcome.strict));
    labels.lenient.push(placeOf(OUTCOMES, outcome.lenient));
    labels.unaware.push(isUnaware(label) ? 1 : 0);
    labels.honesty.push(body.honesty ?? Number.NaN);
    labels.confidence.push(body.confidence ?? Number.NaN);
    labels.quality.push(body.task_quality === null ? Number.NaN : (body.task_quality - 1) / 4);
    labels.activeMs.push(body.active_ms[1] + body.active_ms[2] + body.active_ms[3]);
    labels.at.push(Date.parse(label.at));
    labels.week.push(this.weeks.numberOf(weekOf(label.at)));
    labels.rubric.push(this.rubrics.numberOf(label.rubric));
    labels.categoriesFrom.push(this.labelCategories.length);
    for (const category of new Set(body.violations.map((violation) => violation.category)))
      this.labelCategories.push(this.categories.numberOf(category));
  }

  get itemCount(): number {
    return this.items.transcript_id.length;
  }

  get labelCount(): number {
    return this.labels.item.length;
  }

  /** The labels of an item are those from the first of these numbers up to the second. */
  labelsOf(item: number): [from: number, to: number] {
    const from = this.items.labelsFrom.at(item);
    const next = item + 1;
    return [from, next < this.itemCount ? this.items.labelsFrom.at(next) : this.labelCount];
  }

  /** Counted labels of an item on which a column has an answer. */
  countedOf(item: number, column: { at(label: number): number }): Rated[] {
    const [from, to] = this.labelsOf(item);
    const found: Rated[] = [];
    for (let label = from; label < to; label += 1) {
      const rating = column.at(label);
      if (this.labels.counted.at(label) === 1 && !Number.isNaN(rating) && rating !== NONE)
        found.push({ grader: this.labels.grader.at(label), rating });
    }
    return found;
  }

  categoriesOf(label: number): number[] {
    const from = this.labels.categoriesFrom.at(label);
    const to =
      label + 1 < this.labelCount ? this.labels.categoriesFrom.at(label + 1) : this.labelCategories.length;
    return Array.from({ length: to - from }, (_, index) => this.labelCategories.at(from + index));
  }
}

/**
 * An item is in the sample with the probability with which a grader was given it, over how many were. Where it came to
 * all its graders otherwise (picked, from a queue of disagreements), it is in no sample.
 */
function weightOf(labels: readonly ReportedLabel[]): number {
  const drawn = labels.flatMap(({ assigned }) =>
    assigned !== null && (assigned.reason === 'random' || assigned.reason === 'overlap') ? [assigned] : [],
  );
  const probability = drawn.find((each) => each.probability !== null)?.probability ?? null;
  if (probability === null) return 0;
  return drawn.length / probability;
}
