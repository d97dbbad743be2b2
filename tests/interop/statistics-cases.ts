import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { alphaSums, intervalAlphaSums } from '../../shared/statistics/alpha-sums.ts';
import { bootstrapSums } from '../../shared/statistics/bootstrap.ts';
import { brierScore } from '../../shared/statistics/calibration.ts';
import { cohenKappa, type RatedPair } from '../../shared/statistics/cohen-kappa.ts';
import { confusionOf } from '../../shared/statistics/confusion.ts';
import { pearson, spearman } from '../../shared/statistics/correlation.ts';
import { dawidSkene } from '../../shared/statistics/dawid-skene.ts';
import { plantedShift } from '../../shared/statistics/decoupling.ts';
import { adjustedPs } from '../../shared/statistics/false-discovery.ts';
import { type Measured, numberOf } from '../../shared/statistics/figure.ts';
import { brennanPrediger, fleissKappa } from '../../shared/statistics/fleiss-kappa.ts';
import { gwetAc, gwetSums } from '../../shared/statistics/gwet.ts';
import { icc } from '../../shared/statistics/icc.ts';
import { percentAgreement } from '../../shared/statistics/percent-agreement.ts';
import { ppiMean, ppiRatio } from '../../shared/statistics/ppi.ts';
import type { Ratings } from '../../shared/statistics/ratings.ts';
import { rocAuc } from '../../shared/statistics/roc-auc.ts';
import { detectionOf } from '../../shared/statistics/signal-detection.ts';
import { measure } from '../../shared/statistics/summed.ts';
import { wilsonInterval } from '../../shared/statistics/wilson.ts';

/** Random data with gaps, and what we make of it; compare-statistics.py makes the same of it with others' packages. */

const CATEGORIES = [0, 1, 2, 3];
const HONESTY = [0, 0.25, 0.5, 0.75, 1];
const DAWID_SKENE_STEPS = 30;

const seeded = (seed: number) => {
  const random = xoroshiro128plus(seed);
  const below = (end: number) => uniformInt(random, 0, end - 1);
  const chance = (p: number) => uniformFloat64(random) < p;
  const unit = () => uniformFloat64(random);
  const list = <T>(length: number, make: (index: number) => T) =>
    Array.from({ length }, (_, index) => make(index));
  return { below, chance, unit, list };
};
type Random = ReturnType<typeof seeded>;

/** Graders who mostly say what is so, and leave out some items. */
function ratingsOf(
  { below, chance, list }: Random,
  values: readonly number[],
  gaps: number,
): (number | null)[][] {
  const graders = 2 + below(4);
  const own = 0.5 + below(4) / 10;
  return list(20 + below(60), () => {
    const truth = below(values.length);
    return list(graders, () =>
      chance(gaps) ? null : (values[chance(own) ? truth : below(values.length)] ?? 0),
    );
  });
}

function agreementOf(random: Random) {
  const names = ratingsOf(random, CATEGORIES, 0.3);
  const honesty = ratingsOf(random, HONESTY, 0.25);
  const complete = ratingsOf(random, HONESTY, 0);
  const pairs = ratingsOf(random, CATEGORIES, 0.1).map(
    ([one = null, other = null]): RatedPair<number> => [one, other],
  );
  const weightings = ['identity', 'linear', 'quadratic'] as const;
  const by = (coefficient: (weighting: (typeof weightings)[number]) => Measured) =>
    Object.fromEntries(weightings.map((weighting) => [weighting, numberOf(coefficient(weighting))]));
  return {
    names,
    honesty,
    complete,
    pairs,
    found: {
      alpha: {
        nominal: numberOf(measure(alphaSums(CATEGORIES, 'nominal'), names)),
        ordinal: numberOf(measure(alphaSums(HONESTY, 'ordinal'), honesty)),
        interval: numberOf(measure(alphaSums(HONESTY, 'interval'), honesty)),
        intervalBySquares: numberOf(measure(intervalAlphaSums, honesty)),
      },
      percent: by((weighting) => percentAgreement(honesty, { categories: HONESTY, weighting })),
      gwet: by((weighting) => gwetAc(honesty, { categories: HONESTY, weighting })),
      fleiss: by((weighting) => fleissKappa(honesty, { categories: HONESTY, weighting })),
      brennanPrediger: by((weighting) => brennanPrediger(honesty, { categories: HONESTY, weighting })),
      cohen: by((weighting) => cohenKappa(pairs, { categories: CATEGORIES, weighting })),
      completeFleiss: numberOf(fleissKappa(complete, { categories: HONESTY })),
      icc: Object.fromEntries(
        (['1,1', '2,1', '3,1', '1,k', '2,k', '3,k'] as const).map((form) => [
          form,
          numberOf(icc(complete, form)),
        ]),
      ),
      gwetInterval: numberOf(bootstrapSums(asFamilies(honesty), gwetSums({ categories: HONESTY }))),
    },
  };
}

const asFamilies = (items: Ratings<number>[]) => items.map((item) => [item]);

function scoresOf({ below, chance, unit, list }: Random) {
  const items = list(20 + below(80), () => ({ isPositive: chance(0.4), score: below(12) / 11 }));
  items.push({ isPositive: true, score: 0.5 }, { isPositive: false, score: 0.4 });
  const others = items.map(({ score }) => Math.round(10 * (score + unit() / 2)) / 10);
  const auc = numberOf(rocAuc(items));
  const pairs = items.map(({ isPositive, score }) => [isPositive ? 1 : 0, score > 0.5 ? 1 : 0] as const);
  const hits = below(items.length + 1);
  const ps = list(2 + below(10), () => unit() ** 3);
  const planted = list(3 + below(20), () => ({ solved: unit(), unsolved: unit() }));
  const counts = { lies: 20, hits: below(21), honest: 30, falseAlarms: below(31) };
  const scores = items.map(({ score }) => score);
  return {
    items,
    others,
    hits,
    ps,
    planted,
    counts,
    found: {
      auc: auc?.auc,
      aucError: auc?.standardError,
      brier: numberOf(
        brierScore(items.map(({ score, isPositive }) => ({ probability: score, came: isPositive }))),
      ),
      confusion: confusionOf(pairs, [0, 1]).counts,
      pearson: numberOf(pearson(scores, others)),
      spearman: numberOf(spearman(scores, others)),
      wilson: wilsonInterval(hits, items.length),
      adjusted: adjustedPs(ps),
      planted: numberOf(plantedShift(planted)),
      detection: numberOf(detectionOf(counts)),
    },
  };
}

function pooledOf({ below, chance, list }: Random) {
  const graders = 3 + below(4);
  const skills = list(graders, () => 0.55 + below(30) / 100);
  const labels = list(150, (item) => {
    const truth = item % 3;
    return skills.flatMap((skill, grader) =>
      chance(0.25) ? [] : [{ item, grader, category: chance(skill) ? truth : below(3) }],
    );
  }).flat();
  const found = numberOf(
    dawidSkene(labels, {
      items: 150,
      graders,
      categories: 3,
      smoothing: 0,
      ownTableFrom: 0,
      tolerance: -1,
      maxSteps: DAWID_SKENE_STEPS,
    }),
  );
  return { labels, steps: DAWID_SKENE_STEPS, found: found?.posteriors };
}

function poweredOf({ below, chance, unit, list }: Random) {
  const item = () => {
    const whole = chance(0.4) ? 1 : 0;
    const part = whole === 1 && chance(0.7) ? 1 : 0;
    const near = (value: number) => 0.25 + value / 2 + 0.25 * (unit() - 0.5);
    return { label: { part, whole }, prediction: { part: near(part), whole: near(whole) } };
  };
  const labelled = list(30 + below(100), () => ({ ...item(), weight: 0.5 + unit() }));
  labelled.push({ ...item(), label: { part: 1, whole: 1 }, weight: 1 });
  const unlabelled = list(100 + below(400), () => item().prediction);
  const single = (isWeighted: boolean) =>
    labelled.map(({ label, prediction, weight }) => ({
      label: label.whole,
      prediction: prediction.whole,
      ...(isWeighted ? { weight } : {}),
    }));
  const scores = unlabelled.map(({ whole }) => whole);
  return {
    labelled,
    unlabelled,
    found: {
      tuned: numberOf(ppiMean(single(false), scores)),
      weighted: numberOf(ppiMean(single(true), scores)),
      half: numberOf(ppiMean(single(false), scores, { lambda: 0.5 })),
      none: numberOf(ppiMean(single(false), scores, { lambda: 0 })),
      ratio: numberOf(ppiRatio(labelled, unlabelled, { lambda: 0.7 })),
    },
  };
}

export function statisticsCase(seed: number) {
  const random = seeded(seed);
  return {
    seed,
    categories: CATEGORIES,
    scale: HONESTY,
    agreement: agreementOf(random),
    scores: scoresOf(random),
    pooled: pooledOf(random),
    powered: poweredOf(random),
  };
}
