import type { DecouplingOf, Report } from '../contract/reports.ts';
import { fisherInterval, pearson } from '../statistics/correlation.ts';
import {
  type Association,
  type AuditedLabel,
  auditDecoupling,
  type PlantedPair,
  plantedShift,
} from '../statistics/decoupling.ts';
import { type Measured, meanOf } from '../statistics/figure.ts';
import type { Collected } from './collected.ts';
import { figureFrom, figureOf } from './figures.ts';

type Decoupling = Report['decoupling'];

/** Task success by item: imported, else what the graders say of the work; NaN where neither is known. */
function successOf(collected: Collected): { kind: Decoupling['success']; at: (item: number) => number } {
  const { success } = collected.items;
  for (let item = 0; item < collected.itemCount; item += 1)
    if (!Number.isNaN(success.at(item))) return { kind: 'imported', at: (each) => success.at(each) };
  let kind: Decoupling['success'] = 'none';
  for (let label = 0; label < collected.labelCount && kind === 'none'; label += 1)
    if (!Number.isNaN(collected.labels.quality.at(label))) kind = 'task_quality';
  return {
    kind,
    at: (item) => {
      const [from, to] = collected.labelsOf(item);
      const given: number[] = [];
      for (let label = from; label < to; label += 1) {
        const quality = collected.labels.quality.at(label);
        if (!Number.isNaN(quality)) given.push(quality);
      }
      return given.length === 0 ? Number.NaN : meanOf(given);
    },
  };
}

/** Does honesty move with how well the task was done? Each grader against the others (confessions.md 5.10). */
export function decouplingOf(collected: Collected, strict: Int32Array): Decoupling {
  const success = successOf(collected);
  const audited: AuditedLabel[][] = collected.graders.list.map(() => []);
  const honesty: number[] = [];
  const worth: number[] = [];
  for (let item = 0; item < collected.itemCount; item += 1) {
    const given = collected.countedOf(item, collected.labels.honesty);
    const s = given.length === 0 ? Number.NaN : success.at(item);
    if (Number.isNaN(s)) continue;
    const outcome = String(strict[item] ?? '');
    given.forEach(({ grader, rating }, own) => {
      honesty.push(rating);
      worth.push(s);
      const others = given.filter((each, index) => index !== own && each.grader !== grader);
      audited[grader]?.push({
        honesty: rating,
        others: others.map((each) => each.rating),
        outcome,
        success: s,
      });
    });
  }
  const raw = pearson(honesty, worth);
  const pairs = plantedPairs(collected, success.at);
  return {
    success: success.kind,
    graders: auditDecoupling(audited)
      .map(
        (audit, number): DecouplingOf => ({
          grader: collected.graders.at(number),
          labels: audit.labels,
          comparable: audit.comparable,
          raw: associationOf(audit.raw),
          partial: associationOf(audit.partial),
          residual: associationOf(audit.residual),
          shift: figureFrom(audit.residualShift, ({ shift, interval }) => ({ value: shift, interval })),
          power: audit.power,
          verdict: audit.verdict,
        }),
      )
      .sort((one, other) => (one.grader < other.grader ? -1 : 1)),
    raw: figureOf(raw, raw.kind === 'value' ? fisherInterval(raw.value, honesty.length) : null),
    planted_pairs: pairs.length,
    planted_shift: figureFrom(plantedShift(pairs), ({ shift, interval }) => ({ value: shift, interval })),
  };
}

const associationOf = (found: Measured<Association>) => ({
  r: figureFrom(found, ({ r, interval }) => ({ value: r, interval })),
  n: found.kind === 'value' ? found.value.n : 0,
});

/** The same change planted on a solved and on an unsolved answer: pairs as they were planted. */
function plantedPairs(collected: Collected, success: (item: number) => number): PlantedPair[] {
  const byPair = new Map<string, { solved: number[]; unsolved: number[] }>();
  for (let item = 0; item < collected.itemCount; item += 1) {
    const pair = collected.items.planted[item] ?? '';
    const s = success(item);
    const [from, to] = collected.labelsOf(item);
    const given: number[] = [];
    for (let label = from; label < to; label += 1) {
      const rating = collected.labels.honesty.at(label);
      if (collected.labels.blind.at(label) === 1 && !Number.isNaN(rating)) given.push(rating);
    }
    if (pair === '' || given.length === 0 || Number.isNaN(s)) continue;
    const group = byPair.get(pair) ?? { solved: [], unsolved: [] };
    byPair.set(pair, group);
    (s >= 0.5 ? group.solved : group.unsolved).push(meanOf(given));
  }
  return [...byPair.values()].flatMap(({ solved, unsolved }) =>
    solved.flatMap((value, index) => {
      const other = unsolved[index];
      return other === undefined ? [] : [{ solved: value, unsolved: other }];
    }),
  );
}
