import type { AgreementOn, Figure, ReportItem } from '../contract/reports.ts';
import { absoluteDifferenceSums } from '../statistics/absolute-difference.ts';
import { type AgreementFigure, familyFigure } from '../statistics/agreement-figure.ts';
import { alphaSums, intervalAlphaSums } from '../statistics/alpha-sums.ts';
import { type BootstrapOptions, bootstrapSums } from '../statistics/bootstrap.ts';
import { cohenKappaSums } from '../statistics/cohen-kappa.ts';
import { fleissKappaSums } from '../statistics/fleiss-kappa.ts';
import { gwetSums } from '../statistics/gwet.ts';
import { iccSums } from '../statistics/icc.ts';
import { percentAgreementSums, specificAgreementSums } from '../statistics/percent-agreement.ts';
import type { Ratings } from '../statistics/ratings.ts';
import { measure, type Summed } from '../statistics/summed.ts';
import { type Collected, stepOf } from './collected.ts';
import { figureOf, noFigure } from './figures.ts';
import { type MarkColumns, MEAN_OF_ITEMS } from './item-pairs.ts';
import type { Question } from './questions.ts';
import type { Keep, RatingColumns } from './rating-columns.ts';

/** Items listed behind a figure. */
export const LISTED_ITEMS = 50;

/** Honesty in the steps that people use at their finest: what κ and AC count as the same place. */
export const HONESTY_STEPS = Array.from({ length: 21 }, (_, step) => step / 20);

const asFigure = ({ measured, interval }: AgreementFigure): Figure => figureOf(measured, interval);

/** The same ratings, each in another way. */
function mapped(
  families: Iterable<readonly Ratings<number>[]>,
  change: (ratings: Ratings<number>) => Ratings<number>,
): Iterable<readonly Ratings<number>[]> {
  return {
    *[Symbol.iterator]() {
      for (const family of families) yield family.map(change);
    },
  };
}

/** α of a question, over a part of the items. */
export function alphaOf(question: Question): Summed<Ratings<number>> {
  if (question.metric === 'interval') return intervalAlphaSums;
  return alphaSums(categoriesOf(question), question.metric);
}

/** Those of the rubric, or where any answer will do those that were given. */
function categoriesOf({ categories, columns }: Question): readonly number[] {
  if (categories !== null) return categories;
  const given = new Set<number>();
  for (const { ratings } of columns.given()) for (const { rating } of ratings) given.add(rating);
  return [...given].sort((a, b) => a - b);
}

/** The two who graded, where there are no more: then κ is Cohen's. */
function onlyTwo(columns: RatingColumns): [number, number] | null {
  const graders = gradersOf(columns);
  const [one, other] = [...graders].sort((a, b) => a - b);
  return graders.size === 2 && one !== undefined && other !== undefined ? [one, other] : null;
}

function gradersOf(columns: RatingColumns): Set<number> {
  const graders = new Set<number>();
  for (const { ratings } of columns.given())
    if (ratings.length > 1) for (const { grader } of ratings) graders.add(grader);
  return graders;
}

/** κ: Cohen's for two, weighted where answers are ordered, else Fleiss's. */
function kappaOf(
  question: Question,
  families: Iterable<readonly Ratings<number>[]>,
  options: BootstrapOptions,
) {
  const weighting = question.metric === 'nominal' ? 'identity' : 'quadratic';
  const categories = question.metric === 'interval' ? HONESTY_STEPS : categoriesOf(question);
  const two = onlyTwo(question.columns);
  if (two === null)
    return asFigure(familyFigure(families, fleissKappaSums({ categories, weighting }), options));
  const cohen = cohenKappaSums({ categories, weighting });
  return asFigure(
    familyFigure(
      pairedFamilies(question.columns, two, question.metric === 'interval'),
      { ...cohen, add: ([one = null, other = null], sums) => cohen.add([one, other], sums) },
      options,
    ),
  );
}

/** What both of two said, always the same one first; families are single units, which κ's interval does not need told apart. */
function pairedFamilies(columns: RatingColumns, [one, other]: [number, number], inSteps: boolean) {
  const place = inSteps ? stepOf : (rating: number) => rating;
  return {
    *[Symbol.iterator](): Generator<Ratings<number>[]> {
      let unit = 0;
      let family: Ratings<number>[] = [];
      let last = -1;
      for (const { ratings } of columns.given()) {
        const own = columns.familyOfUnit(unit);
        unit += 1;
        if (own !== last && family.length > 0) {
          yield family;
          family = [];
        }
        last = own;
        const said = (grader: number) => ratings.find((each) => each.grader === grader)?.rating ?? null;
        const [first, second] = [said(one), said(other)];
        family.push([first === null ? null : place(first), second === null ? null : place(second)]);
      }
      if (family.length > 0) yield family;
    },
  };
}

/** ICC(2,k) of the largest group of graders who graded the same items. */
function iccOf(columns: RatingColumns, options: BootstrapOptions): Figure {
  const groups = new Map<string, { graders: number[]; items: number }>();
  for (const { ratings } of columns.given()) {
    const graders = ratings.map(({ grader }) => grader).sort((a, b) => a - b);
    if (graders.length < 2) continue;
    const key = graders.join(' ');
    const group = groups.get(key) ?? { graders, items: 0 };
    groups.set(key, { ...group, items: group.items + 1 });
  }
  const largest = [...groups.values()].reduce<{ graders: number[]; items: number } | undefined>(
    (best, each) => (best === undefined || each.items > best.items ? each : best),
    undefined,
  );
  if (largest === undefined) return noFigure('too few complete items: 0 of at least 2');
  const { graders } = largest;
  const families = {
    *[Symbol.iterator](): Generator<Ratings<number>[]> {
      for (const { ratings } of columns.given()) {
        const row = graders.map((grader) => ratings.find((each) => each.grader === grader)?.rating ?? null);
        if (!row.includes(null)) yield [row];
      }
    },
  };
  return asFigure(familyFigure(families, iccSums('2,k', graders.length), options));
}

/** The items on which ratings lie furthest apart. */
function differingItems(collected: Collected, { metric, columns }: Question): ReportItem[] {
  const apart = new Map<number, number>();
  for (const { item, ratings } of columns.given()) {
    if (ratings.length < 2) continue;
    const given = ratings.map(({ rating }) => rating);
    const distance =
      metric === 'nominal' ? 1 - mostOf(given) / given.length : Math.max(...given) - Math.min(...given);
    if (distance > 0) apart.set(item, Math.max(apart.get(item) ?? 0, distance));
  }
  return listItems(collected, apart);
}

function mostOf(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Math.max(...counts.values());
}

/** The first of them by how far apart they are, then in the order of the data. */
export function listItems(collected: Collected, apart: ReadonlyMap<number, number>): ReportItem[] {
  return [...apart]
    .sort(([one, a], [other, b]) => Math.abs(b) - Math.abs(a) || one - other)
    .slice(0, LISTED_ITEMS)
    .map(([item, distance]) => ({
      transcript_id: collected.items.transcript_id[item] ?? '',
      confession_id: collected.items.confession_id[item] ?? '',
      confession: collected.items.confession[item] ?? '',
      apart: distance,
    }));
}

/** All that is said of agreement on one question. */
export function agreementOn(
  collected: Collected,
  question: Question,
  options: BootstrapOptions,
  keep?: Keep,
): AgreementOn {
  const { metric, columns } = question;
  const families = columns.families(keep);
  const isInterval = metric === 'interval';
  const alpha = familyFigure(families, alphaOf(question), options);
  // κ and AC count places: a number of any size has none.
  const hasPlaces = !isInterval || question.name === 'honesty';
  const inPlaces = isInterval
    ? mapped(families, (ratings) => ratings.map((each) => each && stepOf(each)))
    : families;
  const categories = isInterval ? HONESTY_STEPS : categoriesOf(question);
  const weighting = metric === 'nominal' ? 'identity' : 'quadratic';
  const figure = (summed: Summed<Ratings<number>>) => asFigure(familyFigure(inPlaces, summed, options));
  return {
    title: question.title,
    metric,
    leads: 'krippendorff_alpha',
    krippendorff_alpha: asFigure(alpha),
    ...(hasPlaces && {
      percent_agreement: figure(percentAgreementSums({ categories })),
      kappa: kappaOf(question, inPlaces, options),
      gwet_ac: figure(gwetSums({ categories, weighting })),
    }),
    ...(question.yes !== null && { agreement_on_yes: figure(specificAgreementSums(question.yes)) }),
    ...(isInterval && {
      icc_2k: iccOf(columns, options),
      mean_difference: asFigure(familyFigure(families, absoluteDifferenceSums, options)),
    }),
    items: alpha.items,
    families: alpha.families,
    ratings: alpha.ratings,
    pairs: alpha.pairs,
    graded_once: alpha.gradedOnce,
    graders: gradersOf(columns).size,
    differing: differingItems(collected, question),
  };
}

/** Agreement on what was marked freely: F1 of pairs, each item weighing the same. */
export function agreementOnMarks(
  collected: Collected,
  title: string,
  marks: MarkColumns,
  options: BootstrapOptions,
): AgreementOn {
  const apart = new Map<number, number>();
  let families = 0;
  for (const _ of marks.families()) families += 1;
  const graders = new Set<number>();
  for (let place = 0; place < marks.item.length; place += 1) {
    const item = marks.item.at(place);
    const distance = 1 - marks.f1.at(place);
    if (distance > 0) apart.set(item, distance);
    const [from, to] = collected.labelsOf(item);
    for (let label = from; label < to; label += 1)
      if (collected.labels.counted.at(label) === 1) graders.add(collected.labels.grader.at(label));
  }
  const values = {
    *[Symbol.iterator]() {
      for (const family of marks.families()) yield* family;
    },
  };
  const bothEmpty: Figure =
    marks.pairs === 0
      ? noFigure('no pairs')
      : { value: marks.bothEmpty / marks.pairs, low: null, high: null, reason: null };
  // All empty is agreement of a kind, but says nothing of how well people mark.
  const isEmpty = marks.pairs > 0 && marks.bothEmpty === marks.pairs;
  return {
    title,
    metric: 'spans',
    leads: 'f1',
    f1: isEmpty
      ? noFigure('nobody marked anything')
      : figureOf(measure(MEAN_OF_ITEMS, values), bootstrapSums(marks.families(), MEAN_OF_ITEMS, options)),
    both_empty: bothEmpty,
    one_empty: marks.pairs === 0 ? bothEmpty : { ...bothEmpty, value: marks.oneEmpty / marks.pairs },
    items: marks.item.length,
    families,
    ratings: marks.ratings,
    pairs: marks.pairs,
    graded_once: 0,
    graders: graders.size,
    differing: listItems(collected, apart),
  };
}
