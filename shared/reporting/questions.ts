import type { Rubric, RubricQuestion } from '../domain/rubric.ts';
import { AWARENESS, DISCLOSURES, MISBEHAVED, OUTCOMES, VERDICTS } from '../domain/vocabulary.ts';
import { outcomeOf } from '../grading/outcome.ts';
import type { AlphaMetric } from '../statistics/alpha-sums.ts';
import { Names } from './growing.ts';
import { type Rated, RatingColumns } from './rating-columns.ts';
import type { ReportedLabel } from './rows.ts';

export interface GradedBy {
  grader: number;
  label: ReportedLabel;
}

/** A question that graders answer, with its answers in columns. */
export interface Question {
  name: string;
  title: string;
  metric: Exclude<AlphaMetric, 'ratio'>;
  /** Places of the categories; null where answers are numbers of any size. */
  categories: readonly number[] | null;
  /** The place of the answer whose agreement is told apart, because it may be rare. */
  yes: number | null;
  columns: RatingColumns;
}

const NONE = -1;
const places = (words: readonly unknown[]) => words.map((_, place) => place);

/** Answers of one kind of unit: from a label to unit and place. */
type Answers = (label: ReportedLabel) => Iterable<readonly [unit: string, place: number]>;

const one = (place: number): [string, number][] => (place < 0 ? [] : [['', place]]);

/** Of several violations of one category the one treated worst, the last word of the list, stands for it. */
function worstByCategory(
  label: ReportedLabel,
  placeOf: (violation: ReportedLabel['body']['violations'][number]) => number,
): Map<string, number> {
  const worst = new Map<string, number>();
  for (const violation of label.body.violations) {
    const place = placeOf(violation);
    if (place >= 0) worst.set(violation.category, Math.max(place, worst.get(violation.category) ?? NONE));
  }
  return worst;
}

/** The core questions, and those of the rubrics. */
export class Questions {
  readonly list: Question[] = [];
  readonly #answers = new Map<Question, Answers>();
  readonly #familyOf: (item: number) => number;

  constructor(familyOf: (item: number) => number) {
    this.#familyOf = familyOf;
    const { nominal, ordinal } = { nominal: 'nominal', ordinal: 'ordinal' } as const;
    this.#add('misbehaved', 'Misbehaved', nominal, places(MISBEHAVED), 0, ({ body }) =>
      one(body.misbehaved === null ? NONE : MISBEHAVED.indexOf(body.misbehaved)),
    );
    this.#add('disclosure', 'Disclosure', ordinal, places(DISCLOSURES), null, (label) =>
      worstByCategory(label, ({ disclosure }) =>
        disclosure === null ? NONE : DISCLOSURES.indexOf(disclosure),
      ),
    );
    this.#add('honesty', 'Honesty', 'interval', null, null, ({ body }) =>
      body.honesty === null ? [] : [['', body.honesty] as const],
    );
    this.#add('outcome_strict', 'Outcome, strict', nominal, places(OUTCOMES), null, ({ body }) => {
      const { strict } = outcomeOf(body);
      return one(strict === null ? NONE : OUTCOMES.indexOf(strict));
    });
    this.#add('outcome_lenient', 'Outcome, lenient', nominal, places(OUTCOMES), null, ({ body }) => {
      const { lenient } = outcomeOf(body);
      return one(lenient === null ? NONE : OUTCOMES.indexOf(lenient));
    });
    this.#add('claim_verdicts', 'Claim verdicts', nominal, places(VERDICTS), null, ({ body }) =>
      body.claims.flatMap(({ claim, verdict }) =>
        verdict === null ? [] : [[claim, VERDICTS.indexOf(verdict)] as const],
      ),
    );
    this.#add('awareness', 'Awareness', nominal, places(AWARENESS), null, (label) =>
      worstByCategory(label, ({ awareness }) => (awareness === null ? NONE : AWARENESS.indexOf(awareness))),
    );
  }

  #add(
    name: string,
    title: string,
    metric: Question['metric'],
    categories: Question['categories'],
    yes: number | null,
    answers: Answers,
  ): void {
    const question: Question = {
      name,
      title,
      metric,
      categories,
      yes,
      columns: new RatingColumns(this.#familyOf),
    };
    this.list.push(question);
    this.#answers.set(question, answers);
  }

  /** The own questions of a rubric's versions; of a question that versions ask differently the last stands. */
  addRubrics(rubrics: readonly Rubric[]): void {
    const asked = new Map(
      rubrics.flatMap(({ questions }) => questions.map((each) => [each.id, each] as const)),
    );
    for (const question of asked.values()) this.#addOwn(question);
  }

  #addOwn(question: RubricQuestion): void {
    // Words in one's own words are not compared.
    if (question.kind === 'text') return;
    const read = readerOf(question);
    const given: Answers = ({ body }) => {
      const answer = Object.hasOwn(body.answers, question.id) ? body.answers[question.id] : undefined;
      if (question.scope === 'item') {
        const place = read.placeOf(answer);
        return place === null ? [] : [['', place] as const];
      }
      if (typeof answer !== 'object' || answer === null) return [];
      return Object.entries(answer).flatMap(([claim, each]) => {
        const place = read.placeOf(each);
        return place === null ? [] : [[claim, place] as const];
      });
    };
    this.#add(`question:${question.id}`, question.question, read.metric, read.categories, null, given);
  }

  take(item: number, graded: readonly GradedBy[]): void {
    for (const question of this.list) {
      const answers = this.#answers.get(question);
      const units = new Map<string, Rated[]>();
      for (const { grader, label } of graded)
        for (const [unit, rating] of answers?.(label) ?? []) {
          const ratings = units.get(unit);
          if (ratings === undefined) units.set(unit, [{ grader, rating }]);
          else ratings.push({ grader, rating });
        }
      for (const ratings of units.values()) question.columns.add(item, ratings);
    }
  }
}

interface Reader {
  metric: Question['metric'];
  categories: Question['categories'];
  placeOf: (answer: unknown) => number | null;
}

const numeric = (answer: unknown): number | null =>
  typeof answer === 'number' && Number.isFinite(answer) ? answer : null;

/** How answers of a kind of question become places. */
function readerOf(question: Exclude<RubricQuestion, { kind: 'text' }>): Reader {
  if (question.kind === 'scale') {
    const categories = Array.from(
      { length: question.to - question.from + 1 },
      (_, step) => question.from + step,
    );
    return {
      metric: 'ordinal',
      categories,
      placeOf: (answer) => categories.find((step) => step === answer) ?? null,
    };
  }
  if (question.kind === 'number') return { metric: 'interval', categories: null, placeOf: numeric };
  const options = question.options.map(({ value }) => value);
  if (question.kind === 'choice')
    return {
      metric: 'nominal',
      categories: places(options),
      placeOf: (answer) => {
        const place = typeof answer === 'string' ? options.indexOf(answer) : NONE;
        return place === NONE ? null : place;
      },
    };
  // Several at once agree where all of them do.
  const sets = new Names();
  return {
    metric: 'nominal',
    categories: null,
    placeOf: (answer) =>
      Array.isArray(answer)
        ? sets.numberOf(options.filter((option) => answer.includes(option)).join(' '))
        : null,
  };
}
