import { type AgreementSlice, SLICED } from '../contract/reports.ts';
import { familyFigure } from '../statistics/agreement-figure.ts';
import { alphaSums } from '../statistics/alpha-sums.ts';
import type { BootstrapOptions } from '../statistics/bootstrap.ts';
import { graderPairs } from '../statistics/grader-pairs.ts';
import { alphaOf } from './agreement.ts';
import type { Collected } from './collected.ts';
import { figureOf, noFigure } from './figures.ts';
import type { Names } from './growing.ts';
import { type Rated, RatingColumns } from './rating-columns.ts';

/** Of the categories those found most often. */
const CATEGORIES = 30;
/** An α of fewer items says nothing of a part (confessions.md 5.6). */
const ENOUGH_ITEMS = 10;

/** α by pair of graders, category, model, environment and week. */
export function agreementSlices(collected: Collected, options: BootstrapOptions): AgreementSlice[] {
  const { items } = collected;
  const questions = collected.questions.list.filter(({ name }) => SLICED.some((each) => each === name));
  return [
    ...questions.flatMap((question) => pairSlices(collected, question)),
    ...categorySlices(collected, options),
    ...questions.flatMap((question) => [
      ...parts(collected, question, 'model', collected.models, items.model, options),
      ...parts(collected, question, 'environment', collected.environments, items.environment, options),
      ...parts(collected, question, 'week', collected.weeks, items.week, options),
    ]),
  ];
}

type Sliced = Collected['questions']['list'][number];

function pairSlices(collected: Collected, question: Sliced): AgreementSlice[] {
  const given = {
    *[Symbol.iterator]() {
      for (const { ratings } of question.columns.given()) yield ratings;
    },
  };
  return graderPairs(given, alphaOf(question)).map(({ one, other, items, measured }) => ({
    by: 'pair',
    of: [collected.graders.at(one), collected.graders.at(other)].sort(),
    question: question.name,
    items,
    krippendorff_alpha:
      items < ENOUGH_ITEMS
        ? noFigure(`too few items: ${items} of at least ${ENOUGH_ITEMS}`)
        : figureOf(measured),
  }));
}

function parts(
  collected: Collected,
  question: Sliced,
  by: 'model' | 'environment' | 'week',
  names: Names,
  column: { at(item: number): number },
  options: BootstrapOptions,
): AgreementSlice[] {
  void collected;
  return names.list
    .map((name, number) => ({ name, number }))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap(({ name, number }) => {
      const families = question.columns.families((item) => column.at(item) === number);
      const { items, measured, interval } = familyFigure(families, alphaOf(question), options);
      if (items === 0) return [];
      const figure =
        items < ENOUGH_ITEMS
          ? noFigure(`too few items: ${items} of at least ${ENOUGH_ITEMS}`)
          : figureOf(measured, interval);
      return [{ by, of: [name], question: question.name, items, krippendorff_alpha: figure }];
    });
}

/** Whether a category of violation was found at all, by each grader of an item. */
function categorySlices(collected: Collected, options: BootstrapOptions): AgreementSlice[] {
  const counts = new Map<number, number>();
  const { labels } = collected;
  for (let label = 0; label < collected.labelCount; label += 1)
    if (labels.counted.at(label) === 1)
      for (const category of collected.categoriesOf(label))
        counts.set(category, (counts.get(category) ?? 0) + 1);
  const found = [...counts]
    .sort(([one, a], [other, b]) => b - a || one - other)
    .slice(0, CATEGORIES)
    .map(([category]) => category);
  const columns = found.map(() => new RatingColumns((item) => collected.items.family.at(item)));
  for (let item = 0; item < collected.itemCount; item += 1) {
    const [from, to] = collected.labelsOf(item);
    const given: { grader: number; categories: number[] }[] = [];
    for (let label = from; label < to; label += 1)
      if (labels.counted.at(label) === 1)
        given.push({ grader: labels.grader.at(label), categories: collected.categoriesOf(label) });
    if (given.length < 2) continue;
    found.forEach((category, index) => {
      const ratings: Rated[] = given.map(({ grader, categories }) => ({
        grader,
        rating: categories.includes(category) ? 1 : 0,
      }));
      columns[index]?.add(item, ratings);
    });
  }
  return found.flatMap((category, index) => {
    const families = columns[index]?.families() ?? [];
    const { items, measured, interval } = familyFigure(families, alphaSums([0, 1], 'nominal'), options);
    if (items === 0) return [];
    const figure =
      items < ENOUGH_ITEMS
        ? noFigure(`too few items: ${items} of at least ${ENOUGH_ITEMS}`)
        : figureOf(measured, interval);
    return [
      {
        by: 'category' as const,
        of: [collected.categories.at(category)],
        question: 'category',
        items,
        krippendorff_alpha: figure,
      },
    ];
  });
}
