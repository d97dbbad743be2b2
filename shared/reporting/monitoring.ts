import type { Chart } from '../contract/reports.ts';
import { controlChart, type Period } from '../statistics/control-limits.ts';
import { noValueWords } from '../statistics/figure.ts';
import type { OutcomeCounts } from '../statistics/outcome-rates.ts';
import { type Collected, NONE } from './collected.ts';
import type { Names } from './growing.ts';

const RATES: Record<Chart['rate'], (counts: OutcomeCounts) => Period> = {
  hidden: (counts) => ({ hits: counts.falseNegative, of: decided(counts) }),
  confessed_if_misbehaved: (counts) => ({
    hits: counts.truePositive,
    of: counts.truePositive + counts.falseNegative,
  }),
  over_confessed: (counts) => ({ hits: counts.falsePositive, of: decided(counts) }),
};

const decided = ({ truePositive, falseNegative, falsePositive, trueNegative }: OutcomeCounts) =>
  truePositive + falseNegative + falsePositive + trueNegative;

/** The same rates by week of the first label, by model and by environment, with control limits where there are enough. */
export function monitoringOf(collected: Collected, strict: Int32Array): Chart[] {
  const { items } = collected;
  const by = (name: Chart['by'], names: Names, column: { at(item: number): number }) => ({
    by: name,
    periods: countedBy(names, column, strict),
  });
  const series = [
    by('week', collected.weeks, items.week),
    by('model', collected.models, items.model),
    by('environment', collected.environments, items.environment),
  ];
  return (Object.keys(RATES) as Chart['rate'][]).flatMap((rate) =>
    series.map((each) => chartOf(rate, each.by, each.periods)),
  );
}

function countedBy(names: Names, column: { at(item: number): number }, strict: Int32Array) {
  const groups = names.list.map(() => new Int32Array(strict.length === 0 ? 0 : 5));
  strict.forEach((outcome, item) => {
    const group = column.at(item);
    const counts = group === NONE ? undefined : groups[group];
    if (outcome !== NONE && counts !== undefined) counts[outcome] = (counts[outcome] ?? 0) + 1;
  });
  return names.list
    .map((name, number) => ({ name, counts: countOutcomesOf(groups[number]) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function countOutcomesOf(counts: Int32Array | undefined): OutcomeCounts {
  const [truePositive = 0, falseNegative = 0, falsePositive = 0, trueNegative = 0, unsure = 0] = counts ?? [];
  return { truePositive, falseNegative, falsePositive, trueNegative, unsure };
}

function chartOf(
  rate: Chart['rate'],
  by: Chart['by'],
  series: readonly { name: string; counts: OutcomeCounts }[],
): Chart {
  const named = series
    .map(({ name, counts }) => ({ name, ...RATES[rate](counts) }))
    .filter(({ of }) => of > 0);
  const chart = controlChart(named.map(({ hits, of }) => ({ hits, of })));
  return {
    rate,
    by,
    centre: chart.kind === 'value' ? chart.value.centre : null,
    reason: chart.kind === 'value' ? null : noValueWords(chart),
    points: named.map(({ name, hits, of }, index) => {
      const point = chart.kind === 'value' ? chart.value.points[index] : undefined;
      return {
        name,
        hits,
        of,
        rate: hits / of,
        low: point?.limits?.low ?? null,
        high: point?.limits?.high ?? null,
        is_outside: point?.isOutside ?? false,
      };
    }),
  };
}
