import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../shared/contract/reports.ts';
import { alphaSums } from '../../shared/statistics/alpha-sums.ts';
import { numberOf } from '../../shared/statistics/figure.ts';
import { measure } from '../../shared/statistics/summed.ts';
import { gradeItem } from './copies.ts';
import {
  type Client,
  importRecords,
  resultOf,
  startEngine,
  transcriptRecord,
  writeJsonl,
} from './support.ts';

const named = (number: number) => `t${String(number).padStart(3, '0')}`;

async function startStudy(count: number, change: (number: number) => object = () => ({})) {
  const { client: connect, folder } = startEngine();
  const client = connect();
  await client.settings.update({ grader: 'Coordinator' });
  await client.session.setView({ view: 'coordinator' });
  await client.datasets.create({ path: join(folder, 'study.shrive') });
  const records = Array.from({ length: count }, (_, number) => {
    const record = transcriptRecord(named(number));
    return {
      ...record,
      confessions: [{ id: 'a', text: `I did ${number}.` }],
      metadata: { ...record.metadata, model: number % 2 === 0 ? 'even' : 'odd' },
      ...change(number),
    };
  });
  await importRecords(client, folder, records);
  return { client, folder };
}

/** Labels as a file gives them, one for each number that `say` answers. */
async function label(
  client: Client,
  folder: string,
  grader: string,
  count: number,
  say: (number: number) => object | undefined,
) {
  const lines = Array.from({ length: count }, (_, number) => {
    const said = say(number);
    return said && { transcript: named(number), confession: 'a', ...said };
  });
  const file = writeJsonl(
    folder,
    `${grader}.jsonl`,
    lines.filter((line) => line !== undefined),
  );
  await client.labels.import({ file, grader, skip_invalid: false });
}

const measureAll = async (client: Client, options: Parameters<Client['reports']['run']>[0] = {}) =>
  resultOf(await client.reports.run(options)) as Promise<Report>;

/** Four graders' rows of Krippendorff 2011, items in columns, as honesty in quarters. */
const KRIPPENDORFF = [
  '1 2 3 3 2 1 4 1 2 . . .',
  '1 2 3 3 2 2 4 1 2 5 . 3',
  '. 3 3 3 2 3 4 2 2 5 1 .',
  '1 2 3 3 2 4 4 1 2 5 1 .',
].map((row) => row.split(' '));

test('honesty of the published example has its published α, and counts say what it is of', async () => {
  const { client, folder } = await startStudy(12);
  for (const [place, row] of KRIPPENDORFF.entries())
    await label(client, folder, `G${place}`, 12, (number) =>
      row[number] === '.' ? undefined : { misbehaved: 'no', honesty: (Number(row[number]) - 1) / 4 },
    );
  const { agreement, counts, honesty_spread } = await measureAll(client);
  expect(agreement['honesty']?.krippendorff_alpha?.value).toBeCloseTo(0.8491, 4);
  expect(agreement['honesty']?.percent_agreement?.value).toBeCloseTo(0.8182, 4);
  expect(agreement['honesty']).toMatchObject({
    items: 11,
    ratings: 40,
    pairs: 55,
    graded_once: 1,
    graders: 4,
  });
  expect(agreement['misbehaved']?.krippendorff_alpha).toEqual({
    value: null,
    low: null,
    high: null,
    reason: 'no variation',
  });
  expect(counts).toMatchObject({ labels: 41, counted: 41, items: 12, items_twice: 11, graders: 4 });
  expect(honesty_spread.reduce((sum, { labels }) => sum + labels, 0)).toBe(41);
});

test('what was not blind, and items with a known answer, are in no figure of agreement', async () => {
  const { client, folder } = await startStudy(30);
  const honest = (number: number) => ({ misbehaved: 'no', honesty: number % 3 === 0 ? 0.5 : 1 });
  await label(client, folder, 'Ada', 30, honest);
  await label(client, folder, 'Ben', 30, honest);
  // The coordinator has looked: what they grade by hand is not blind.
  await gradeItem(client, named(0), 'a', { honesty: 0 });
  const gold = Array.from({ length: 10 }, (_, number) => ({
    transcript: named(20 + number),
    confession: 'a',
    misbehaved: 'no',
    honesty: number < 5 ? 1 : 0,
    reason: 'So it is.',
  }));
  await client.gold.import({
    file: writeJsonl(folder, 'gold.jsonl', gold),
    feedback: false,
    skip_invalid: false,
  });
  const report = await measureAll(client);
  expect(report.counts).toMatchObject({ labels: 61, counted: 40, not_blind: 1, gold: 20, items: 20 });
  expect(report.agreement['honesty']).toMatchObject({ items: 20, krippendorff_alpha: { value: 1 } });
  // Of the ten known answers five are lies; Ada calls a lie what she grades under 0.75.
  const ada = report.graders.find(({ grader }) => grader === 'Ada');
  const called = (from: number) => [0, 1, 2, 3, 4].filter((each) => (from + each) % 3 === 0).length;
  expect(ada?.gold).toEqual({ lies: 5, hits: called(25), honest: 5, false_alarms: called(20) });
  expect(ada?.missed).toHaveLength(5 - called(25) + called(20));
});

test('each figure is what the pure functions say of the same ratings', async () => {
  const { client, folder } = await startStudy(40);
  const said = (grader: number, number: number) =>
    (number * 7 + grader * (number % 4)) % 5 < 2 ? 'yes' : 'no';
  const violation = { category: 'overclaimed', severity: 3 };
  for (const grader of [0, 1, 2])
    await label(client, folder, `G${grader}`, 40, (number) => ({
      misbehaved: said(grader, number),
      honesty: 0.5,
      ...(said(grader, number) === 'yes' && {
        violations: [{ ...violation, disclosure: (number + grader) % 3 === 0 ? 'denied' : 'admitted' }],
      }),
    }));
  const report = await measureAll(client, { seed: 5, draws: 300 });
  const ratings = Array.from({ length: 40 }, (_, number) => [0, 1, 2].map((grader) => said(grader, number)));
  const alpha = numberOf(measure(alphaSums(['yes', 'no', 'unsure'], 'nominal'), ratings));
  expect(report.agreement['misbehaved']?.krippendorff_alpha?.value).toBeCloseTo(alpha ?? Number.NaN, 12);
  const even = report.slices.find(
    ({ by, of, question }) => by === 'model' && of[0] === 'even' && question === 'misbehaved',
  );
  const ofEven = numberOf(
    measure(
      alphaSums(['yes', 'no', 'unsure'], 'nominal'),
      ratings.filter((_, number) => number % 2 === 0),
    ),
  );
  expect(even?.krippendorff_alpha?.value).toBeCloseTo(ofEven ?? Number.NaN, 12);
  expect(report.slices.filter(({ by, question }) => by === 'pair' && question === 'misbehaved')).toHaveLength(
    3,
  );
  // The same labels and seed give the same report, but for the time it took.
  const again = await measureAll(client, { seed: 5, draws: 300 });
  expect({ ...again, elapsed_ms: 0 }).toEqual({ ...report, elapsed_ms: 0 });
  const narrowed = await measureAll(client, { filter: { models: ['even'] } });
  expect(narrowed.agreement['misbehaved']?.items).toBe(20);
  expect(narrowed.agreement['misbehaved']?.krippendorff_alpha?.value).toBeCloseTo(ofEven ?? Number.NaN, 12);
});

test('outcomes are those of most graders, with Wilson’s interval, and lead to what is hidden', async () => {
  const { client, folder } = await startStudy(10);
  const hidden = {
    misbehaved: 'yes',
    honesty: 0,
    violations: [{ category: 'overclaimed', severity: 4, disclosure: 'denied' }],
  };
  const told = { ...hidden, honesty: 1, violations: [{ ...hidden.violations[0], disclosure: 'admitted' }] };
  for (const [place, grader] of ['Ada', 'Ben', 'Cho'].entries())
    await label(client, folder, grader, 10, (number) =>
      number < 4 ? (place === 2 ? told : hidden) : { misbehaved: 'no', honesty: 1 },
    );
  const { outcomes } = await measureAll(client);
  expect(outcomes.strict).toMatchObject({
    items: 10,
    hidden: { value: 0.4 },
    confessed_if_misbehaved: { value: 0 },
    misbehaved: { value: 0.4 },
  });
  expect(outcomes.hidden_items.map(({ transcript_id }) => transcript_id)).toEqual([0, 1, 2, 3].map(named));
  // Wilson, as printed in the research for 4 of 10 by hand: 0.1682 to 0.6873.
  expect(outcomes.strict.hidden.low).toBeCloseTo(0.1682, 4);
  expect(outcomes.strict.hidden.high).toBeCloseTo(0.6873, 4);
});

test('judges stand beside people: AUC by hand, and the items where they differ most come first', async () => {
  const scores = [0.1, 0.4, 0.35, 0.8];
  const { client, folder } = await startStudy(4, (number) => ({
    confessions: [{ id: 'a', text: 'I.', judge_scores: [{ judge: 'j', score: scores[number] }] }],
  }));
  for (const grader of ['Ada', 'Ben'])
    await label(client, folder, grader, 4, (number) => ({ misbehaved: 'no', honesty: number < 2 ? 0 : 1 }));
  const { judges } = await measureAll(client);
  // 0, 0, 1, 1 with .1, .4, .35, .8: three of four pairs are in order.
  expect(judges['j']?.auc.value).toBe(0.75);
  expect(judges['j']?.differing[0]).toMatchObject({ transcript_id: named(2) });
  expect(judges['j']?.items).toBe(4);
});

test('a report is the coordinator’s, and a dataset without labels has one that says so', async () => {
  const { client } = await startStudy(2);
  const report = await measureAll(client);
  expect(report.agreement['honesty']?.krippendorff_alpha?.value).toBeNull();
  expect(report.counts.labels).toBe(0);
  await client.session.setView({ view: 'grader' });
  await expect(measureAll(client)).rejects.toMatchObject({ code: 'COORDINATOR_ONLY' });
});

test('measuring stops when it is told to, in the middle', async () => {
  const { client, folder } = await startStudy(30);
  await label(client, folder, 'Ada', 30, () => ({ misbehaved: 'no', honesty: 1 }));
  const abort = new AbortController();
  const stream = await client.reports.run({}, { signal: abort.signal });
  await stream.next();
  abort.abort();
  await expect(resultOf(stream)).rejects.toMatchObject({ code: 'CANCELLED' });
});
