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
  /** Stops when a step raises the log-likelihood by less than this. */
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

/** Each row sums to 1; a row without anything stays 0. */
function normaliseRows(values: Float64Array, width: number): void {
  for (let start = 0; start < values.length; start += width) {
    let sum = 0;
    for (let k = 0; k < width; k += 1) sum += at(values, start + k);
    if (sum > 0) for (let k = 0; k < width; k += 1) values[start + k] = at(values, start + k) / sum;
  }
}

function voteShares({ item, category }: Columns, items: number, q: number): Float64Array {
  const votes = new Float64Array(items * q);
  item.forEach((row, label) => {
    const cell = row * q + at(category, label);
    votes[cell] = at(votes, cell) + 1;
  });
  normaliseRows(votes, q);
  return votes;
}

/** M: how frequent each category is among labelled items, and the tables, from how likely each item is what. */
function estimate(columns: Columns, posteriors: Float64Array, q: number, smoothing: number) {
  const shares = new Float64Array(q);
  for (let cell = 0; cell < posteriors.length; cell += 1)
    shares[cell % q] = at(shares, cell % q) + at(posteriors, cell);
  normaliseRows(shares, q);
  const tables = new Float64Array(columns.tables * q * q).fill(smoothing);
  columns.item.forEach((row, label) => {
    const start = at(columns.table, label) * q * q + at(columns.category, label);
    for (let truth = 0; truth < q; truth += 1) {
      const cell = start + truth * q;
      tables[cell] = at(tables, cell) + at(posteriors, row * q + truth);
    }
  });
  normaliseRows(tables, q);
  return { shares, tables };
}

/** E: how likely each item is what, in logarithms so that many labels do not underflow; returns the log-likelihood. */
function weigh(
  columns: Columns,
  shares: Float64Array,
  tables: Float64Array,
  isLabelled: Uint8Array,
  into: Float64Array,
) {
  const q = shares.length;
  const logShares = shares.map(Math.log);
  const logTables = tables.map(Math.log);
  for (let cell = 0; cell < into.length; cell += 1) into[cell] = at(logShares, cell % q);
  columns.item.forEach((row, label) => {
    const start = at(columns.table, label) * q * q + at(columns.category, label);
    for (let truth = 0; truth < q; truth += 1)
      into[row * q + truth] = at(into, row * q + truth) + at(logTables, start + truth * q);
  });
  let logLikelihood = 0;
  for (let row = 0; row < isLabelled.length; row += 1) {
    if (isLabelled[row] === 0) {
      into.fill(0, row * q, (row + 1) * q);
      continue;
    }
    let highest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < q; k += 1) highest = Math.max(highest, at(into, row * q + k));
    let sum = 0;
    for (let k = 0; k < q; k += 1) {
      const likelihood = Math.exp(at(into, row * q + k) - highest);
      into[row * q + k] = likelihood;
      sum += likelihood;
    }
    for (let k = 0; k < q; k += 1) into[row * q + k] = at(into, row * q + k) / sum;
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
    tolerance = 1e-8,
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
    hasConverged = Math.abs(reached - logLikelihood) < tolerance;
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
