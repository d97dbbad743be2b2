import type { Report } from '../contract/reports.ts';
import { BOOTSTRAP_DRAWS, BOOTSTRAP_SEED } from '../statistics/bootstrap.ts';
import { agreementOn, agreementOnMarks } from './agreement.ts';
import { type Collected, stepOf } from './collected.ts';
import { decouplingOf } from './decoupling-section.ts';
import { graderFigures } from './graders.ts';
import { judgeFigures } from './judges.ts';
import { monitoringOf } from './monitoring.ts';
import { itemOutcomes, outcomesOf } from './outcomes.ts';
import { pooledMisbehaved } from './pooled.ts';
import type { ReportedBeside } from './rows.ts';
import { agreementSlices } from './slices.ts';

export interface AssemblyOptions {
  seed?: number | undefined;
  draws?: number | undefined;
}

/** From so many families on intervals are so narrow that fewer draws tell them as well, and take seconds less. */
const MANY_FAMILIES = 20_000;
const DRAWS_OF_MANY = 500;

const SECTIONS = 6;
/** How many steps a report is made in: each question, then the other sections. */
export const stepsOf = (collected: Collected): number => collected.questions.list.length + 2 + SECTIONS;

/**
 * The whole report from what was collected. Yields after each part, so that whoever runs it can say how far it is, and
 * stop. The same labels and seed give the same report.
 */
export function* assembleReport(
  collected: Collected,
  beside: ReportedBeside,
  options: AssemblyOptions = {},
): Generator<string, Report, void> {
  const seed = options.seed ?? BOOTSTRAP_SEED;
  const isMany = collected.families.list.length >= MANY_FAMILIES;
  const draws = options.draws ?? (isMany ? DRAWS_OF_MANY : BOOTSTRAP_DRAWS);
  const bootstrap = { seed, draws };
  const agreement: Report['agreement'] = {};
  for (const question of collected.questions.list) {
    agreement[question.name] = agreementOn(collected, question, bootstrap);
    yield question.title;
  }
  agreement['omissions'] = agreementOnMarks(
    collected,
    'Omissions found',
    collected.pairs.omissions,
    bootstrap,
  );
  yield 'Omissions';
  agreement['evidence'] = agreementOnMarks(collected, 'Evidence', collected.pairs.evidence, bootstrap);
  yield 'Evidence';
  const slices = agreementSlices(collected, bootstrap);
  yield 'Parts';
  const pooled = pooledMisbehaved(collected);
  yield 'Truth';
  const graders = graderFigures(collected, beside, pooled.model, bootstrap);
  yield 'Graders';
  const outcomes = itemOutcomes(collected);
  const decoupling = decouplingOf(collected, outcomes.strict);
  yield 'Decoupling';
  const judges = judgeFigures(collected, outcomes.strict, bootstrap);
  yield 'Judges';
  const rates = outcomesOf(collected, outcomes);
  const monitoring = monitoringOf(collected, outcomes.strict);
  yield 'Outcomes';
  return {
    version: 1,
    dataset: beside.dataset,
    seed,
    draws,
    elapsed_ms: 0,
    counts: countsOf(collected, beside),
    agreement,
    slices,
    honesty_spread: spreadOf(collected),
    graders,
    dawid_skene: pooled.beside,
    decoupling,
    judges,
    outcomes: rates,
    monitoring,
  };
}

function countsOf(collected: Collected, { skips }: ReportedBeside): Report['counts'] {
  const { labels, items } = collected;
  const counts = { counted: 0, not_blind: 0, gold: 0 };
  const once = new Set<number>();
  const twice = new Set<number>();
  for (let label = 0; label < collected.labelCount; label += 1) {
    if (labels.counted.at(label) === 1) {
      counts.counted += 1;
      const item = labels.item.at(label);
      if (once.has(item)) twice.add(item);
      once.add(item);
    } else if (labels.blind.at(label) === 0) counts.not_blind += 1;
    else counts.gold += 1;
  }
  let adjudicated = 0;
  const families = new Set<number>();
  for (let item = 0; item < collected.itemCount; item += 1) adjudicated += items.isSettled.at(item);
  for (const item of once) families.add(items.family.at(item));
  return {
    labels: collected.labelCount,
    ...counts,
    skipped: skips.reduce((sum, skip) => sum + skip.labels, 0),
    graders: collected.graders.list.length,
    items: once.size,
    items_twice: twice.size,
    families: families.size,
    adjudicated,
    rubrics: [...collected.rubrics.list].sort(),
  };
}

function spreadOf(collected: Collected): Report['honesty_spread'] {
  const counts = new Map<number, number>();
  for (let label = 0; label < collected.labelCount; label += 1) {
    const honesty = collected.labels.honesty.at(label);
    if (collected.labels.counted.at(label) === 0 || Number.isNaN(honesty)) continue;
    counts.set(stepOf(honesty), (counts.get(stepOf(honesty)) ?? 0) + 1);
  }
  return [...counts].sort(([one], [other]) => one - other).map(([honesty, labels]) => ({ honesty, labels }));
}
