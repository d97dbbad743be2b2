import { at, type Measured, measured, NEEDS, tooFew } from './figure.ts';

/**
 * What an item most likely is, given what graders of unknown skill said of it (Dawid and Skene 1979, Applied Statistics
 * 28:20): each grader has a table of how they call what truly is, found together with the truth by EM, from vote shares
 * on. A posterior is not an adjudicated label (confessions.md 5.9). The same labels give the same answer: nothing is
 * drawn.
 */

/** One label, by numbers from 0. A grader may label an item more than once. */
export interface NumberedLabel {
  item: number;
  grader: number;
  category: number;
}

export interface DawidSkeneOptions {
  items: number;
  graders: number;
  categories: number;
  /** Added to each cell of each grader's table, so that what was never seen is not impossible. 0: as published. */
  smoothing?: number;
  /**
   * Graders with fewer labels than this share one table: too few to have one of their own. 0: each has one, as
   * published.
   */
  ownTableFrom?: number;
  /** Stops when a step raises the log-likelihood by less than this for each label. */
  tolerance?: number;
  maxSteps?: number;
}

export interface DawidSkene {
  /** By item and category; an item without labels has the shares of all. */
  posteriors: number[][];
  /** How frequent each category is. */
  shares: number[];
  /** By grader, true category, given category. */
  tables: number[][][];
  /** Whether the grader has a table of their own, by grader. */
  hasOwnTable: boolean[];
  /** Without the multinomial constant. */
  logLikelihood: number;
  steps: number;
  hasConverged: boolean;
}

/** The labels as columns; graders with few labels are one. */
interface Columns {
  item: Int32Array;
  table: Int32Array;
  category: Int32Array;
  tableOf: number[];
  tables: number;
}

function columnsOf(labels: readonly NumberedLabel[], graders: number, ownTableFrom: number): Columns {
  const counts = new Int32Array(graders);
  for (const { grader } of labels) counts[grader] = at(counts, grader) + 1;
  let tables = 0;
  let shared: number | undefined;
  const tableOf = Array.from(counts, (count) => {
    if (count >= ownTableFrom) return tables++;
    shared ??= tables++;
    return shared;
  });
  return {
    item: Int32Array.from(labels, ({ item }) => item),
    table: Int32Array.from(labels, ({ grader }) => at(tableOf, grader)),
    category: Int32Array.from(labels, ({ category }) => category),
    tableOf,
    tables,
  };
}

/*
 * The loops below run over every label at every step, so they read their columns with `?? 0` and no function between:
 * through `at` a million labels took four times as long.
 */

/** Each row sums to 1; a row without anything stays 0. */
function normaliseRows(values: Float64Array, width: number): void {
  for (let start = 0; start < values.length; start += width) {
    let sum = 0;
    for (let k = start; k < start + width; k += 1) sum += values[k] ?? 0;
    if (sum > 0) for (let k = start; k < start + width; k += 1) values[k] = (values[k] ?? 0) / sum;
  }
}

function voteShares({ item, category }: Columns, items: number, q: number): Float64Array {
  const votes = new Float64Array(items * q);
  for (let label = 0; label < item.length; label += 1) {
    const cell = (item[label] ?? 0) * q + (category[label] ?? 0);
    votes[cell] = (votes[cell] ?? 0) + 1;
  }
  normaliseRows(votes, q);
  return votes;
}

/** M: how frequent each category is among labelled items, and the tables, from how likely each item is what. */
function estimate(columns: Columns, posteriors: Float64Array, q: number, smoothing: number) {
  const shares = new Float64Array(q);
  for (let start = 0; start < posteriors.length; start += q)
    for (let k = 0; k < q; k += 1) shares[k] = (shares[k] ?? 0) + (posteriors[start + k] ?? 0);
  normaliseRows(shares, q);
  const tables = new Float64Array(columns.tables * q * q).fill(smoothing);
  const { item, table, category } = columns;
  for (let label = 0; label < item.length; label += 1) {
    const row = (item[label] ?? 0) * q;
    let cell = (table[label] ?? 0) * q * q + (category[label] ?? 0);
    for (let truth = 0; truth < q; truth += 1, cell += q)
      tables[cell] = (tables[cell] ?? 0) + (posteriors[row + truth] ?? 0);
  }
  normaliseRows(tables, q);
  return { shares, tables };
}

/** Sums in logarithms, so that many labels do not underflow. */
function logLikelihoods(
  columns: Columns,
  shares: Float64Array,
  tables: Float64Array,
  into: Float64Array,
): void {
  const q = shares.length;
  const logShares = shares.map(Math.log);
  const logTables = tables.map(Math.log);
  for (let start = 0; start < into.length; start += q) into.set(logShares, start);
  const { item, table, category } = columns;
  for (let label = 0; label < item.length; label += 1) {
    const row = (item[label] ?? 0) * q;
    let cell = (table[label] ?? 0) * q * q + (category[label] ?? 0);
    for (let truth = 0; truth < q; truth += 1, cell += q)
      into[row + truth] = (into[row + truth] ?? 0) + (logTables[cell] ?? 0);
  }
}

/** E: how likely each item is what; returns the log-likelihood. Items without labels have no row. */
function weigh(
  columns: Columns,
  shares: Float64Array,
  tables: Float64Array,
  isLabelled: Uint8Array,
  into: Float64Array,
) {
  const q = shares.length;
  logLikelihoods(columns, shares, tables, into);
  let logLikelihood = 0;
  for (let item = 0; item < isLabelled.length; item += 1) {
    const start = item * q;
    if (isLabelled[item] === 0) {
      into.fill(0, start, start + q);
      continue;
    }
    let highest = Number.NEGATIVE_INFINITY;
    for (let k = start; k < start + q; k += 1) highest = Math.max(highest, into[k] ?? highest);
    let sum = 0;
    for (let k = start; k < start + q; k += 1) {
      const likelihood = Math.exp((into[k] ?? 0) - highest);
      into[k] = likelihood;
      sum += likelihood;
    }
    for (let k = start; k < start + q; k += 1) into[k] = (into[k] ?? 0) / sum;
    logLikelihood += highest + Math.log(sum);
  }
  return logLikelihood;
}

const rowsOf = (values: Float64Array, width: number): number[][] =>
  Array.from({ length: values.length / width }, (_, row) => [
    ...values.subarray(row * width, (row + 1) * width),
  ]);

/** The most likely truth of each item, with how sure it is, or `too_few` below 20 items. */
export function dawidSkene(
  labels: readonly NumberedLabel[],
  {
    items,
    graders,
    categories: q,
    smoothing = 0.01,
    ownTableFrom = NEEDS.dawidSkene,
    tolerance = 1e-9,
    maxSteps = 1000,
  }: DawidSkeneOptions,
): Measured<DawidSkene> {
  const isLabelled = new Uint8Array(items);
  for (const { item } of labels) isLabelled[item] = 1;
  const labelled = isLabelled.reduce((sum, one) => sum + one, 0);
  if (labelled < NEEDS.dawidSkene) return tooFew('items', labelled, NEEDS.dawidSkene);
  const columns = columnsOf(labels, graders, ownTableFrom);
  const posteriors = voteShares(columns, items, q);
  let { shares, tables } = estimate(columns, posteriors, q, smoothing);
  let logLikelihood = Number.NEGATIVE_INFINITY;
  let steps = 0;
  let hasConverged = false;
  while (!hasConverged && steps < maxSteps) {
    if (steps > 0) ({ shares, tables } = estimate(columns, posteriors, q, smoothing));
    const reached = weigh(columns, shares, tables, isLabelled, posteriors);
    hasConverged = Math.abs(reached - logLikelihood) < tolerance * labels.length;
    logLikelihood = reached;
    steps += 1;
  }
  const byTable = rowsOf(tables, q);
  const ownTables = columns.tableOf.map((table) => byTable.slice(table * q, (table + 1) * q));
  const counts = new Int32Array(graders);
  for (const { grader } of labels) counts[grader] = at(counts, grader) + 1;
  return measured({
    posteriors: rowsOf(posteriors, q).map((row, item) => (isLabelled[item] === 1 ? row : [...shares])),
    shares: [...shares],
    tables: ownTables,
    hasOwnTable: Array.from(counts, (count) => count >= ownTableFrom),
    logLikelihood,
    steps,
    hasConverged,
  });
}
