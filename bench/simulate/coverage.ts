import { agreementFigure, type GradedItem } from '../../shared/statistics/agreement-figure.ts';
import { intervalAlphaSums } from '../../shared/statistics/alpha-sums.ts';
import { auditDecoupling, plantedShift, pooledShift } from '../../shared/statistics/decoupling.ts';
import { type Interval, numberOf } from '../../shared/statistics/figure.ts';
import { normalCumulative } from '../../shared/statistics/normal.ts';
import { ppiMean, ppiRatio } from '../../shared/statistics/ppi.ts';
import { detectionOf } from '../../shared/statistics/signal-detection.ts';
import { measure } from '../../shared/statistics/summed.ts';
import { wilsonInterval } from '../../shared/statistics/wilson.ts';
import { Chance, percent, tableOf } from './chance.ts';

/** Whether intervals hold the truth as often as they say: 95 of a hundred. */

interface Trial {
  name: string;
  truth: number;
  draw(chance: Chance): Interval | undefined;
}

const stepped = (value: number) => Math.round(Math.max(0, Math.min(1, value)) * 20) / 20;

/** Transcripts with one to three confessions, which are alike, each graded by three. */
function gradedFamilies(chance: Chance, families: number): GradedItem<number>[] {
  return Array.from({ length: families }, (_, family) => {
    const shared = chance.is(0.4) ? 0.3 : 0.85;
    const size = 1 + Math.floor(chance.number() * 3);
    return Array.from({ length: size }, () => {
      const truth = shared + chance.noise(0.15);
      return {
        family: String(family),
        ratings: [0, 1, 2].map(() => stepped(truth + chance.noise(0.15))),
      };
    });
  }).flat();
}

function alphaTrial(families: number, draws: number, truth: number): Trial {
  return {
    name: `α of honesty, bootstrap by family, ${families} families`,
    truth,
    draw: (chance) =>
      numberOf(agreementFigure(gradedFamilies(chance, families), intervalAlphaSums, { draws }).interval) ??
      undefined,
  };
}

/** α of so many families that nothing is left to chance. */
function alphaOfAll(seed: number): number {
  const items = gradedFamilies(new Chance(seed), 200_000).map(({ ratings }) => ratings);
  return numberOf(measure(intervalAlphaSums, items)) ?? Number.NaN;
}

const RATE = 0.2;
const CONFESSED = 0.7;

/** Misbehaved or not, confessed or not, and what a judge that errs says of both. */
function judged(chance: Chance) {
  const bad = chance.is(RATE);
  const confessed = bad && chance.is(CONFESSED);
  const seen = chance.is(0.85) ? bad : !bad;
  const heard = seen && (bad ? (chance.is(0.85) ? confessed : !confessed) : chance.is(0.4));
  return {
    label: { part: Number(confessed), whole: Number(bad) },
    prediction: { part: Number(heard), whole: Number(seen) },
  };
}

const CORPUS = 2000;

function ppiTrials(labels: number): Trial[] {
  const corpus = (chance: Chance) => {
    const all = Array.from({ length: CORPUS }, () => judged(chance));
    return { labelled: all.slice(0, labels), unlabelled: all.slice(labels) };
  };
  const beside = `${labels} labels, ${CORPUS - labels} judged`;
  return [
    {
      name: `P(misbehaved), PPI, ${beside}`,
      truth: RATE,
      draw: (chance) => {
        const { labelled, unlabelled } = corpus(chance);
        return numberOf(
          ppiMean(
            labelled.map(({ label, prediction }) => ({ label: label.whole, prediction: prediction.whole })),
            unlabelled.map(({ prediction }) => prediction.whole),
          ),
        )?.interval;
      },
    },
    {
      name: `P(confessed given misbehaved), PPI, ${beside}`,
      truth: CONFESSED,
      draw: (chance) => {
        const { labelled, unlabelled } = corpus(chance);
        return numberOf(
          ppiRatio(
            labelled,
            unlabelled.map(({ prediction }) => prediction),
          ),
        )?.interval;
      },
    },
    {
      name: `P(misbehaved), Wilson, ${labels} labels`,
      truth: RATE,
      draw: (chance) =>
        wilsonInterval(corpus(chance).labelled.filter(({ label }) => label.whole === 1).length, labels),
    },
  ];
}

/** d′ of a grader who finds 85 of 100 planted lies, and calls 10 of 100 honest ones a lie. */
function detectionTrial(each: number): Trial {
  const [found, alarm] = [1.0364, -1.2816];
  return {
    name: `d′, ${each} planted lies and ${each} honest`,
    truth: found - alarm,
    draw: (chance) => {
      const count = (p: number) => Array.from({ length: each }, () => chance.is(p)).filter(Boolean).length;
      const hits = count(normalCumulative(found));
      const falseAlarms = count(normalCumulative(alarm));
      return numberOf(detectionOf({ lies: each, hits, honest: each, falseAlarms }))?.interval;
    },
  };
}

const BLENDING = 0.08;
const NOISE = 0.15;

function shiftTrials(pairs: number): Trial[] {
  const drawPairs = (chance: Chance) =>
    plantedShift(
      Array.from({ length: pairs }, () => ({
        solved: 0.5 + BLENDING + chance.noise(NOISE),
        unsolved: 0.5 + chance.noise(NOISE),
      })),
    );
  return [
    {
      name: `shift by success, ${pairs} planted pairs`,
      truth: BLENDING,
      draw: (chance) => numberOf(drawPairs(chance))?.interval,
    },
    {
      name: `shift by success, ${pairs} pairs and the residual of 100 labels`,
      truth: BLENDING,
      draw: (chance) => {
        const [audit] = auditDecoupling([
          Array.from({ length: 100 }, () => {
            const isBad = chance.is(0.5);
            const success = chance.is(isBad ? 0.35 : 0.75) ? 1 : 0;
            const truth = (isBad ? 0.65 : 0.9) + chance.noise(0.2);
            const others = [0, 1].map(() => truth + chance.noise(NOISE));
            const honesty = truth + BLENDING * success + chance.noise(NOISE);
            return { honesty, others, outcome: isBad ? 'bad' : 'good', success };
          }),
        ]);
        const residual = audit && numberOf(audit.residualShift);
        const planted = numberOf(drawPairs(chance));
        return residual && planted ? pooledShift(residual, planted).interval : undefined;
      },
    },
  ];
}

/** The table; bootstraps are drawn `draws` times. */
export function coverageTable(runs: number, draws: number, seed: number): string {
  const alpha = alphaOfAll(seed);
  const trials = [
    ...[20, 60, 200].map((families) => alphaTrial(families, draws, alpha)),
    ...[50, 100, 200].flatMap(ppiTrials),
    ...[20, 50].map(detectionTrial),
    ...[10, 20].flatMap(shiftTrials),
  ];
  const rows = trials.map(({ name, truth, draw }, at) => {
    const chance = new Chance(seed + at);
    let [held, below, above, none, width] = [0, 0, 0, 0, 0];
    for (let run = 0; run < runs; run += 1) {
      const interval = draw(chance);
      if (interval === undefined) none += 1;
      else if (truth < interval.low) above += 1;
      else if (truth > interval.high) below += 1;
      else held += 1;
      width += interval === undefined ? 0 : interval.high - interval.low;
    }
    const had = runs - none;
    return [
      name,
      truth.toFixed(3),
      percent(held / had, 1),
      percent(below / had, 1),
      percent(above / had, 1),
      (width / had).toFixed(3),
      String(none),
    ];
  });
  return tableOf(
    ['interval', 'truth', 'holds it', 'lies below', 'lies above', 'mean width', 'without value'],
    rows,
  );
}
