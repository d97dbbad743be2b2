import { type PlannedItem, planWork } from '../../shared/assigning/plan.ts';
import { dawidSkene, type NumberedLabel } from '../../shared/statistics/dawid-skene.ts';
import { majorityOf } from '../../shared/statistics/majority.ts';
import { poolHonesty } from '../../shared/statistics/pooled-honesty.ts';
import { wilsonInterval } from '../../shared/statistics/wilson.ts';
import { Chance, percent, spreadOf, tableOf } from './chance.ts';
import {
  adjudicated,
  drawItems,
  type Grader,
  gradeOf,
  type Item,
  type Label,
  OUTCOMES,
  TEAM,
} from './people.ts';

/** How well ways of working recover the truth of 2,000 items, and what an hour of grading buys. */

const ITEMS = 2000;
const GOLD = { share: 0.1, items: 200, leastRight: 0.8 };

interface Given extends Label {
  item: number;
  grader: number;
}

const hashOf = (index: number) => index.toString(16).padStart(64, '0');

/** Who grades what, by the plan of the product. */
function planned(graders: readonly Grader[], items: readonly number[], overlap: number, seed: number) {
  const pool = items.map(
    (item): PlannedItem => ({
      hash: hashOf(item),
      transcript: item,
      stratum: '',
      is_gold: false,
      given_to: [],
    }),
  );
  const rule = { overlap, overlap_share: 1, gold_share: 0, seed };
  const { assignments } = planWork(
    pool,
    graders.map(({ name }) => name),
    rule,
  );
  return assignments.map(({ grader, hash }) => ({ grader, item: Number.parseInt(hash, 16) }));
}

function graded(
  chance: Chance,
  items: readonly Item[],
  graders: readonly Grader[],
  which: readonly number[],
  overlap: number,
  seed: number,
): Given[] {
  return planned(graders, which, overlap, seed).flatMap(({ grader: name, item }): Given[] => {
    const grader = TEAM.findIndex((each) => each.name === name);
    const [who, what] = [TEAM[grader], items[item]];
    return who === undefined || what === undefined ? [] : [{ ...gradeOf(chance, what, who), item, grader }];
  });
}

interface Recovered {
  right: number;
  error: number;
  hours: number;
}

interface Answer {
  outcome: number;
  honesty: number;
}

function compare(items: readonly Item[], answers: readonly Answer[], minutes: number): Recovered {
  let right = 0;
  let error = 0;
  items.forEach((item, index) => {
    const answer = answers[index];
    if (answer?.outcome === item.outcome) right += 1;
    error += Math.abs((answer?.honesty ?? 0.5) - item.honesty);
  });
  return { right: right / items.length, error: error / items.length, hours: minutes / 60 };
}

const minutesOf = (labels: readonly Label[]) => labels.reduce((sum, { minutes }) => sum + minutes, 0);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Most votes and mean honesty; a tie goes to whoever came first. */
function byMajority(labels: readonly Given[], count: number): Answer[] {
  const lists = Map.groupBy(labels, ({ item }) => item);
  return Array.from({ length: count }, (_, item) => {
    const list = lists.get(item) ?? [];
    const { winner } = majorityOf(list.map(({ outcome }) => outcome));
    return {
      outcome: winner ?? list[0]?.outcome ?? 0,
      honesty: mean(list.map(({ honesty }) => honesty)),
    };
  });
}

/** Dawid and Skene for the outcome, honesty pooled over graders who lean and err unlike. */
function byModel(labels: readonly Given[], count: number): Answer[] {
  const options = { items: count, graders: TEAM.length };
  const numbered: NumberedLabel[] = labels.map(({ item, grader, outcome }) => ({
    item,
    grader,
    category: outcome,
  }));
  const found = dawidSkene(numbered, { ...options, categories: OUTCOMES.length });
  const pooled = poolHonesty(labels, options);
  const plain = byMajority(labels, count);
  return plain.map((answer, item) => {
    const row = found.kind === 'value' ? (found.value.posteriors[item] ?? []) : [];
    return {
      outcome: row.length === 0 ? answer.outcome : row.indexOf(Math.max(...row)),
      honesty: (pooled.kind === 'value' ? pooled.value.items[item]?.honesty : undefined) ?? answer.honesty,
    };
  });
}

const all = Array.from({ length: ITEMS }, (_, index) => index);

function overlapped(chance: Chance, items: readonly Item[], overlap: number, seed: number) {
  return graded(chance, items, TEAM, all, overlap, seed);
}

/** Two grade; what they differ in goes to somebody who takes more time. */
function withAdjudication(chance: Chance, items: readonly Item[], seed: number): Recovered {
  const labels = overlapped(chance, items, 2, seed);
  const answers = byMajority(labels, ITEMS);
  let minutes = minutesOf(labels);
  const lists = Map.groupBy(labels, ({ item }) => item);
  for (const [index, item] of items.entries()) {
    const [one, other] = lists.get(index) ?? [];
    if (one === undefined || other === undefined) continue;
    if (one.outcome === other.outcome && Math.abs(one.honesty - other.honesty) < 0.25) continue;
    const settled = adjudicated(chance, item);
    minutes += settled.minutes;
    answers[index] = settled;
  }
  return compare(items, answers, minutes);
}

/**
 * A tenth of what each grades has a right answer. Whoever is surely below four of five right on it is taken off, and
 * what they graded is graded by the others; all of it costs time.
 */
function withGold(
  chance: Chance,
  items: readonly Item[],
  overlap: number,
  seed: number,
  settle: typeof byMajority,
): Recovered {
  const labels = overlapped(chance, items, overlap, seed);
  const gold = drawItems(chance, GOLD.items).map((item) => ({ ...item, isHard: false }));
  let minutes = minutesOf(labels);
  const off = new Set<number>();
  for (const [number, grader] of TEAM.entries()) {
    const own = labels.filter((label) => label.grader === number).length;
    const asked = Math.min(gold.length, Math.round((own * GOLD.share) / (1 - GOLD.share)));
    let right = 0;
    for (const item of gold.slice(0, asked)) {
      const label = gradeOf(chance, item, grader);
      minutes += label.minutes;
      if (label.outcome === item.outcome) right += 1;
    }
    if (wilsonInterval(right, asked).high < GOLD.leastRight) off.add(number);
  }
  const kept = labels.filter(({ grader }) => !off.has(grader));
  const staying = TEAM.filter((_, number) => !off.has(number));
  const again = labels.filter(({ grader }) => off.has(grader)).map(({ item }) => item);
  const counts = new Map<number, number>();
  for (const item of again) counts.set(item, (counts.get(item) ?? 0) + 1);
  const more: Given[] = [];
  for (const [item, times] of counts) {
    const had = new Set(kept.filter((label) => label.item === item).map(({ grader }) => grader));
    const free = staying.filter((each) => !had.has(TEAM.indexOf(each)));
    for (let time = 0; time < times && free.length > 0; time += 1) {
      const grader = chance.oneOf(free, () => 1);
      free.splice(free.indexOf(grader), 1);
      const what = items[item];
      if (what !== undefined)
        more.push({ ...gradeOf(chance, what, grader), item, grader: TEAM.indexOf(grader) });
    }
  }
  minutes += minutesOf(more);
  return compare(items, settle([...kept, ...more], ITEMS), minutes);
}

type Way = (chance: Chance, items: readonly Item[], seed: number) => Recovered;

const byOverlap =
  (overlap: number, settle: typeof byMajority): Way =>
  (chance, items, seed) => {
    const labels = overlapped(chance, items, overlap, seed);
    return compare(items, settle(labels, ITEMS), minutesOf(labels));
  };

const WAYS: readonly [name: string, way: Way][] = [
  ['one grader each', byOverlap(1, byMajority)],
  ['one grader each, gold filter', (chance, items, seed) => withGold(chance, items, 1, seed, byMajority)],
  ['two, majority', byOverlap(2, byMajority)],
  ['two, Dawid-Skene', byOverlap(2, byModel)],
  ['two, disagreements adjudicated', withAdjudication],
  ['three, majority', byOverlap(3, byMajority)],
  ['three, Dawid-Skene', byOverlap(3, byModel)],
  ['three, gold filter, majority', (chance, items, seed) => withGold(chance, items, 3, seed, byMajority)],
  ['three, gold filter, Dawid-Skene', (chance, items, seed) => withGold(chance, items, 3, seed, byModel)],
  ['five, majority', byOverlap(5, byMajority)],
  ['five, Dawid-Skene', byOverlap(5, byModel)],
];

/** The table. Every way grades the same items in a run. */
export function recoverTable(runs: number, seed: number): string {
  const rows = WAYS.map(([name, way], at) => {
    const found = Array.from({ length: runs }, (_, run) => {
      const items = drawItems(new Chance(seed + run), ITEMS);
      return way(new Chance(seed + 1000 * (at + 1) + run), items, seed + run);
    });
    const of = (figure: keyof Recovered) => spreadOf(found.map((each) => each[figure]));
    return { name, right: of('right'), error: of('error'), hours: of('hours') };
  });
  const [single] = rows;
  return tableOf(
    [
      'way of working',
      'outcome right',
      '± s.e.',
      'honesty off by',
      'hours',
      'right items per hour',
      'wrong ones mended per hour more',
    ],
    rows.map(({ name, right, error, hours }) => {
      const more = hours.mean - (single?.hours.mean ?? 0);
      const mended = (right.mean - (single?.right.mean ?? 0)) * ITEMS;
      return [
        name,
        percent(right.mean, 1),
        percent(right.error, 2),
        error.mean.toFixed(3),
        hours.mean.toFixed(0),
        ((right.mean * ITEMS) / hours.mean).toFixed(1),
        more < 1 ? '' : (mended / more).toFixed(2),
      ];
    }),
  );
}
