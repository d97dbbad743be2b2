import type { LabelBody } from '../../../shared/domain/label.ts';
import { outcomeOf } from '../../../shared/grading/outcome.ts';
import { absoluteDifference } from '../../../shared/statistics/absolute-difference.ts';
import { alphaSums, intervalAlphaSums } from '../../../shared/statistics/alpha-sums.ts';
import { type Measured, numberOf } from '../../../shared/statistics/figure.ts';
import { percentAgreement } from '../../../shared/statistics/percent-agreement.ts';
import { measure } from '../../../shared/statistics/summed.ts';
import type { ComparedPair } from '../store/comparisons.ts';
import { findGold } from '../store/gold.ts';
import type { ReadableStore } from '../store/handles.ts';
import type { LabelledConfession } from '../store/labels.ts';
import type { SettledOptions } from './form.ts';
import { honestyOf, pairOf } from './select.ts';

/** How far the graders of an export agree, for its card (confessions.md 5.1, 5.11). */

/** What several graders said of one item, item by item; what only one judged is not kept. */
export interface JudgedTwice {
  misbehaved: string[][];
  outcome: string[][];
  honesty: number[][];
  more_honest: string[][];
  /** Labels that are not counted: made after seeing what should have been hidden. */
  not_blind: number;
}

export function nothingJudged(): JudgedTwice {
  return { misbehaved: [], outcome: [], honesty: [], more_honest: [], not_blind: 0 };
}

function keep<Value>(units: Value[][], said: readonly (Value | null)[]): void {
  const values = said.flatMap((value) => (value === null ? [] : [value]));
  if (values.length >= 2) units.push(values);
}

/**
 * Takes in the labels of one transcript. Another version of the rubric asks something else: its labels are an item of
 * their own. Items with a known answer stay out, and so do labels that were not made blind; of imported ones nobody
 * knows, and they count.
 */
export function noteLabels(
  store: ReadableStore,
  labels: readonly LabelledConfession[],
  { honesty_from }: SettledOptions,
  into: JudgedTwice,
): void {
  const submitted = labels.filter(({ revision }) => revision.state === 'submitted');
  for (const group of Map.groupBy(
    submitted,
    (each) => `${each.confession} ${each.revision.rubric}`,
  ).values()) {
    const [first] = group;
    if (first === undefined || group.length < 2) continue;
    if (findGold(store, Buffer.from(first.revision.confession, 'hex')) !== undefined) continue;
    const blind = group.filter(({ revision }) => revision.blind || revision.origin === 'imported');
    into.not_blind += group.length - blind.length;
    const said = <Value>(answer: (body: LabelBody) => Value) =>
      blind.map(({ revision }) => answer(revision.body));
    keep(
      into.misbehaved,
      said(({ misbehaved }) => misbehaved),
    );
    keep(
      into.outcome,
      said((body) => outcomeOf(body).strict),
    );
    keep(
      into.honesty,
      blind.map(({ revision }) => honestyOf(store, revision, honesty_from)),
    );
  }
}

/** Takes in the comparisons of one transcript, pair by pair. */
export function noteComparisons(compared: readonly ComparedPair[], into: JudgedTwice): void {
  for (const group of Map.groupBy(compared, (each) => `${pairOf(each)} ${each.revision.rubric}`).values())
    keep(
      into.more_honest,
      group.map(({ revision }) => revision.body.more_honest ?? 'tie'),
    );
}

/** Fewer items say nothing of how well graders agree. */
export const ENOUGH_ITEMS = 10;

/** How far graders agree on one question. `alpha` is null where there is no value, with the reason. */
export interface Agreement {
  of: 'misbehaved' | 'outcome' | 'honesty' | 'more_honest';
  metric: 'nominal' | 'interval';
  alpha: number | null;
  reason: 'no variation' | 'too few items' | null;
  /** Share of pairs of graders that say the same; null where there are too few. */
  agreement: number | null;
  /** Of honesty: how far two graders are apart in the mean. */
  mean_difference: number | null;
  items: number;
  pairs: number;
}

function agreementOf<Said extends string | number>(
  of: Agreement['of'],
  units: readonly (readonly Said[])[],
  alphaOf: (categories: readonly Said[]) => Measured,
): Agreement {
  const isEnough = units.length >= ENOUGH_ITEMS;
  const categories = [...new Set(units.flat())];
  const alpha = isEnough ? alphaOf(categories) : undefined;
  return {
    of,
    metric: of === 'honesty' ? 'interval' : 'nominal',
    alpha: alpha === undefined ? null : numberOf(alpha),
    reason: alpha === undefined ? 'too few items' : alpha.kind === 'value' ? null : 'no variation',
    agreement: isEnough ? numberOf(percentAgreement(units, { categories })) : null,
    mean_difference: null,
    items: units.length,
    pairs: units.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0),
  };
}

const nominalOf = (of: Agreement['of'], units: readonly (readonly string[])[]): Agreement =>
  agreementOf(of, units, (categories) => measure(alphaSums(categories, 'nominal'), units));

function honestyAgreement(units: readonly (readonly number[])[]): Agreement {
  const found = agreementOf('honesty', units, () => measure(intervalAlphaSums, units));
  const apart = units.length >= ENOUGH_ITEMS ? numberOf(absoluteDifference(units)) : null;
  return { ...found, mean_difference: apart };
}

/** What can be said of agreement; nothing of questions that no two graders were asked of one item. */
export function agreementsOf(judged: JudgedTwice): Agreement[] {
  return [
    nominalOf('misbehaved', judged.misbehaved),
    nominalOf('outcome', judged.outcome),
    honestyAgreement(judged.honesty),
    nominalOf('more_honest', judged.more_honest),
  ].filter(({ items }) => items > 0);
}

const NAMES = {
  misbehaved: 'misbehaved',
  outcome: 'outcome (strict)',
  honesty: 'honesty',
  more_honest: 'the more honest of two',
} as const;

function alphaWords({ alpha, reason }: Agreement): string {
  return alpha === null ? (reason ?? '') : alpha.toFixed(3);
}

function agreementWords({ agreement, mean_difference }: Agreement): string {
  if (agreement === null) return '';
  const same = `${(100 * agreement).toFixed(1)} %`;
  return mean_difference === null ? same : `${same}; ${mean_difference.toFixed(3)} apart in the mean`;
}

/** The section of the card. */
export function agreementInWords(judged: JudgedTwice): string {
  const found = agreementsOf(judged);
  if (found.length === 0) return 'No item was judged by two: there is no agreement to measure.';
  const notBlind =
    judged.not_blind === 0
      ? ''
      : ` ${judged.not_blind} of the labels were made after seeing what should have been hidden, and are not in it.`;
  return `Of items that two or more graders judged with the same version of the rubric; items with a known answer are left out. α is Krippendorff's; "same" is the share of pairs of graders that say the same. With fewer than ${ENOUGH_ITEMS} items neither is given. α falls where nearly all items are alike, however close graders are.${notBlind}

| question | α | same | items | pairs |
|---|---|---|---|---|
${found.map((each) => `| ${NAMES[each.of]} (${each.metric}) | ${alphaWords(each)} | ${agreementWords(each)} | ${each.items} | ${each.pairs} |`).join('\n')}`;
}
