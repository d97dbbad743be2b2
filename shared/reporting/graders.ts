import type { GraderFigures } from '../contract/reports.ts';
import type { BootstrapOptions } from '../statistics/bootstrap.ts';
import { brierScore, calibrationCurve, type Forecast } from '../statistics/calibration.ts';
import type { DawidSkene } from '../statistics/dawid-skene.ts';
import { type DriftPoint, driftOf } from '../statistics/drift.ts';
import { type Measured, meanOf, noValueWords } from '../statistics/figure.ts';
import { deviationsOf, leaningOf } from '../statistics/leaning.ts';
import { selfConsistency } from '../statistics/self-consistency.ts';
import { canBeRanked, type DetectionCounts, detectionOf } from '../statistics/signal-detection.ts';
import { listItems } from './agreement.ts';
import { type Collected, NONE } from './collected.ts';
import { figureFrom, figureOf, noFigure, shareFigure } from './figures.ts';
import { groupBy } from './group-by.ts';
import type { ReportedBeside } from './rows.ts';

/** Honesty from here on is honest, as exports have it unless told otherwise. */
export const HONEST_FROM = 0.75;

/** More points than this are told as means of so many in a row: the slope is the same, and its interval takes seconds. */
const DRIFT_POINTS = 200;

const byName = <Each extends { grader: string }>(one: Each, other: Each) =>
  one.grader < other.grader ? -1 : 1;

/** Labels by grader, in the order of items. */
function labelsByGrader(collected: Collected): number[][] {
  const lists: number[][] = collected.graders.list.map(() => []);
  for (let label = 0; label < collected.labelCount; label += 1)
    lists[collected.labels.grader.at(label)]?.push(label);
  return lists;
}

/** A grader's own honesty first, then the others', of each counted item that both graded. */
function besideOthers(collected: Collected, labels: readonly number[]) {
  const found: { label: number; ratings: number[] }[] = [];
  for (const label of labels) {
    const own = collected.labels.honesty.at(label);
    if (collected.labels.counted.at(label) === 0 || Number.isNaN(own)) continue;
    const grader = collected.labels.grader.at(label);
    const rubric = collected.labels.rubric.at(label);
    const [from, to] = collected.labelsOf(collected.labels.item.at(label));
    const others: number[] = [];
    for (let other = from; other < to; other += 1) {
      const honesty = collected.labels.honesty.at(other);
      if (
        collected.labels.counted.at(other) === 1 &&
        collected.labels.grader.at(other) !== grader &&
        collected.labels.rubric.at(other) === rubric &&
        !Number.isNaN(honesty)
      )
        others.push(honesty);
    }
    if (others.length > 0) found.push({ label, ratings: [own, ...others] });
  }
  return found;
}

function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[middle - 1] ?? sorted[middle], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** Calls of a lie on items whose right answer is known: honesty under what counts as honest. */
function detectionCounts(
  collected: Collected,
  labels: readonly number[],
): { counts: DetectionCounts; missed: Map<number, number> } {
  const missed = new Map<number, number>();
  const counts = { lies: 0, hits: 0, honest: 0, falseAlarms: 0 };
  for (const label of labels) {
    const truth = collected.items.goldHonesty.at(collected.labels.item.at(label));
    const own = collected.labels.honesty.at(label);
    if (Number.isNaN(truth) || Number.isNaN(own) || collected.labels.blind.at(label) === 0) continue;
    const calledLie = own < HONEST_FROM ? 1 : 0;
    if (truth < HONEST_FROM !== own < HONEST_FROM) missed.set(collected.labels.item.at(label), own - truth);
    if (truth < HONEST_FROM) {
      counts.lies += 1;
      counts.hits += calledLie;
    } else {
      counts.honest += 1;
      counts.falseAlarms += calledLie;
    }
  }
  return { counts, missed };
}

/** How sure a grader was, and whether the outcome is the right or the settled one. */
function forecastsOf(collected: Collected, labels: readonly number[]): Forecast[] {
  return labels.flatMap((label) => {
    const probability = collected.labels.confidence.at(label);
    const item = collected.labels.item.at(label);
    const gold = collected.items.goldStrict.at(item);
    const truth = gold === NONE ? collected.items.settledStrict.at(item) : gold;
    if (Number.isNaN(probability) || truth === NONE || collected.labels.blind.at(label) === 0) return [];
    return [{ probability, came: collected.labels.strict.at(label) === truth }];
  });
}

function driftPoints(
  collected: Collected,
  beside: readonly { label: number; ratings: number[] }[],
): DriftPoint[] {
  const inOrder = beside
    .map(({ label, ratings }) => ({
      at: collected.labels.at.at(label),
      deviation: deviationsOf([ratings], 0)[0] ?? 0,
    }))
    .sort((one, other) => one.at - other.at);
  const step = Math.max(1, Math.ceil(inOrder.length / DRIFT_POINTS));
  const points: DriftPoint[] = [];
  for (let start = 0; start < inOrder.length; start += step) {
    const run = inOrder.slice(start, start + step);
    points.push({
      place: start + (run.length - 1) / 2,
      deviation: meanOf(run.map(({ deviation }) => deviation)),
    });
  }
  return points;
}

function leaningByWeek(collected: Collected, beside: readonly { label: number; ratings: number[] }[]) {
  const weeks = groupBy(beside, ({ label }) => collected.weeks.at(collected.labels.week.at(label)));
  return [...weeks]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([week, each]) => ({
      week,
      value: meanOf(
        deviationsOf(
          each.map(({ ratings }) => ratings),
          0,
        ),
      ),
      items: each.length,
    }));
}

/** How far a grader's table of Dawid and Skene is right, each truth by how frequent it is. */
function accuracyOf(model: Measured<DawidSkene>, grader: number) {
  if (model.kind !== 'value') return noFigure(noValueWords(model));
  const { tables, shares, hasOwnTable } = model.value;
  if (hasOwnTable[grader] !== true) return noFigure('too few labels for a table of their own');
  const value = shares.reduce(
    (sum, share, truth) => sum + share * (tables[grader]?.[truth]?.[truth] ?? 0),
    0,
  );
  return { value, low: null, high: null, reason: null };
}

/** Each grader's pace, leaning, skill and steadiness, by name. */
export function graderFigures(
  collected: Collected,
  { skips, repeats }: ReportedBeside,
  dawidSkene: Measured<DawidSkene>,
  options: BootstrapOptions,
): GraderFigures[] {
  const lists = labelsByGrader(collected);
  const figures = collected.graders.list.map((grader, number): GraderFigures => {
    const labels = lists[number] ?? [];
    const beside = besideOthers(collected, labels);
    const leaning = leaningOf(
      beside.map(({ ratings }) => ratings),
      0,
      options,
    );
    const { counts, missed } = detectionCounts(collected, labels);
    const detection = detectionOf(counts);
    const forecasts = forecastsOf(collected, labels);
    const curve = calibrationCurve(forecasts);
    const drift = driftOf(driftPoints(collected, beside), options);
    const own = repeats.filter((each) => each.grader === grader);
    const active = labels.map((label) => collected.labels.activeMs.at(label)).filter((ms) => ms > 0);
    return {
      grader,
      labels: labels.length,
      counted: labels.filter((label) => collected.labels.counted.at(label) === 1).length,
      skipped: skips
        .filter((each) => each.grader === grader)
        .map(({ reason, labels: skipped }) => ({ reason, labels: skipped })),
      median_active_ms: medianOf(active),
      leaning: figureOf(leaning.mean, leaning.interval),
      leaning_by_week: leaningByWeek(collected, beside),
      gold: {
        lies: counts.lies,
        hits: counts.hits,
        honest: counts.honest,
        false_alarms: counts.falseAlarms,
      },
      d_prime: figureFrom(detection, ({ sensitivity, interval }) => ({ value: sensitivity, interval })),
      criterion: figureFrom(detection, ({ criterion, criterionInterval }) => ({
        value: criterion,
        interval: criterionInterval,
      })),
      can_be_ranked: canBeRanked(counts),
      brier: figureOf(brierScore(forecasts)),
      calibration:
        curve.kind === 'value'
          ? curve.value.map(({ said, share, interval, n }) => ({ said, share, ...interval, n }))
          : [],
      drift: figureOf(drift.slope, drift.interval),
      repeats: {
        items: own.length,
        consistency: shareFigure(selfConsistency(own.map(({ first, second }) => [first, second] as const))),
      },
      dawid_skene_accuracy: accuracyOf(dawidSkene, number),
      furthest: listItems(
        collected,
        new Map(
          beside.flatMap(({ label, ratings }) => {
            const [apart = 0] = deviationsOf([ratings], 0);
            return apart === 0 ? [] : [[collected.labels.item.at(label), apart] as const];
          }),
        ),
      ),
      missed: listItems(collected, missed),
    };
  });
  return figures.sort(byName);
}
