import type { Report } from '../contract/reports.ts';
import { MISBEHAVED } from '../domain/vocabulary.ts';
import { type DawidSkene, dawidSkene, type NumberedLabel } from '../statistics/dawid-skene.ts';
import { at, type Measured, noValueWords } from '../statistics/figure.ts';
import { majorityOf } from '../statistics/majority.ts';
import { listItems } from './agreement.ts';
import type { Collected } from './collected.ts';

/** Who said what of misbehaviour, as Dawid and Skene take it; items that nobody's counted label is of stay out. */
function misbehavedLabels(collected: Collected) {
  const columns = collected.questions.list.find(({ name }) => name === 'misbehaved')?.columns;
  const items: number[] = [];
  const labels: NumberedLabel[] = [];
  for (const { item, ratings } of columns?.given() ?? []) {
    const number = items.push(item) - 1;
    for (const { grader, rating } of ratings) labels.push({ item: number, grader, category: rating });
  }
  return { items, labels };
}

/** What items most likely are, from graders of unknown skill, beside what most of them say. */
export function pooledMisbehaved(collected: Collected): {
  model: Measured<DawidSkene>;
  beside: Report['dawid_skene'];
} {
  const { items, labels } = misbehavedLabels(collected);
  const model = dawidSkene(labels, {
    items: items.length,
    graders: collected.graders.list.length,
    categories: MISBEHAVED.length,
  });
  if (model.kind !== 'value')
    return {
      model,
      beside: {
        reason: noValueWords(model),
        items: items.length,
        differs: 0,
        ties: 0,
        categories: [],
        differing: [],
      },
    };
  const { posteriors, shares } = model.value;
  const won = MISBEHAVED.map(() => 0);
  const differing = new Map<number, number>();
  let ties = 0;
  let label = 0;
  items.forEach((item, number) => {
    const said: number[] = [];
    for (; label < labels.length && at(labels, label).item === number; label += 1)
      said.push(at(labels, label).category);
    const { winner } = majorityOf(said);
    const posterior = at(posteriors, number);
    const likeliest = posterior.indexOf(Math.max(...posterior));
    if (winner === undefined) ties += 1;
    else {
      won[winner] = at(won, winner) + 1;
      if (winner !== likeliest) differing.set(item, posterior[likeliest] ?? 0);
    }
  });
  const decided = items.length - ties;
  return {
    model,
    beside: {
      reason: null,
      items: items.length,
      differs: differing.size,
      ties,
      categories: MISBEHAVED.map((category, place) => ({
        category,
        posterior: at(shares, place),
        majority: decided === 0 ? 0 : at(won, place) / decided,
      })),
      differing: listItems(collected, differing),
    },
  };
}
