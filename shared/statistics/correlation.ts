import { at, type Interval, type Measured, meanOf, measured, NO_VARIATION, sumOf, tooFew } from './figure.ts';
import { normalCumulative, zOfConfidence } from './normal.ts';

/** Pearson's r of two lists of the same length. */
export function pearson(ones: readonly number[], others: readonly number[]): Measured {
  if (ones.length !== others.length) throw new RangeError('two lists of the same length are needed');
  if (ones.length < 2) return tooFew('pairs', ones.length, 2);
  const [meanOne, meanOther] = [meanOf(ones), meanOf(others)];
  let cross = 0;
  let squareOne = 0;
  let squareOther = 0;
  ones.forEach((one, index) => {
    const [a, b] = [one - meanOne, at(others, index) - meanOther];
    cross += a * b;
    squareOne += a * a;
    squareOther += b * b;
  });
  // A mean may be a crumb beside values that are all the same.
  const crumb = (mean: number) => 1e-24 * ones.length * (1 + mean * mean);
  if (squareOne <= crumb(meanOne) || squareOther <= crumb(meanOther)) return NO_VARIATION;
  return measured(Math.max(-1, Math.min(1, cross / Math.sqrt(squareOne * squareOther))));
}

/** Ranks from 1; those that tie share the middle of their ranks. */
export function midRanks(values: readonly number[]): number[] {
  const order = values
    .map((value, index) => ({ value, index }))
    .sort((one, other) => one.value - other.value);
  const ranks = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && at(order, end).value === at(order, start).value) end += 1;
    for (const { index } of order.slice(start, end)) ranks[index] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/** Spearman's ρ: Pearson's r of mid-ranks (Spearman 1904). */
export const spearman = (ones: readonly number[], others: readonly number[]): Measured =>
  pearson(midRanks(ones), midRanks(others));

/** What is left of `values` when the part that follows a straight line of `covariate` is taken out. */
function withoutCovariate(values: readonly number[], covariate: readonly number[]): number[] {
  const [mean, centre] = [meanOf(values), meanOf(covariate)];
  const spread = sumOf(covariate.map((value) => (value - centre) ** 2));
  const cross = sumOf(covariate.map((value, index) => (value - centre) * (at(values, index) - mean)));
  const slope = spread > 0 ? cross / spread : 0;
  return values.map((value, index) => value - mean - slope * (at(covariate, index) - centre));
}

/** The correlation of two lists with one covariate held (Fisher 1924). */
export function partialCorrelation(
  ones: readonly number[],
  others: readonly number[],
  covariate: readonly number[],
): Measured {
  if (ones.length !== covariate.length) throw new RangeError('lists of the same length are needed');
  if (ones.length < 3) return tooFew('pairs', ones.length, 3);
  return pearson(withoutCovariate(ones, covariate), withoutCovariate(others, covariate));
}

/** Fisher's interval of a correlation from `n` pairs with `covariates` held: tanh(atanh r ± z/√(n − 3 − k)). */
export function fisherInterval(r: number, n: number, covariates = 0, confidence = 0.95): Measured<Interval> {
  const left = n - 3 - covariates;
  if (left < 1) return tooFew('pairs', n, 4 + covariates);
  if (Math.abs(r) >= 1) return measured({ low: r, high: r });
  const half = zOfConfidence(confidence) / Math.sqrt(left);
  return measured({ low: Math.tanh(Math.atanh(r) - half), high: Math.tanh(Math.atanh(r) + half) });
}

/** Two-sided p of r = 0 by Fisher's z. */
export function fisherP(r: number, n: number, covariates = 0): Measured {
  const left = n - 3 - covariates;
  if (left < 1) return tooFew('pairs', n, 4 + covariates);
  if (Math.abs(r) >= 1) return measured(0);
  return measured(2 * normalCumulative(-Math.abs(Math.atanh(r)) * Math.sqrt(left)));
}

/** How likely a true correlation `r` is found at a two-sided `alpha` from `n` pairs, by Fisher's z. */
export function correlationPower(r: number, n: number, covariates = 0, alpha = 0.05): number {
  const left = n - 3 - covariates;
  if (left < 1) return 0;
  const shift = Math.atanh(Math.abs(r)) * Math.sqrt(left);
  const z = zOfConfidence(1 - alpha);
  return normalCumulative(shift - z) + normalCumulative(-shift - z);
}
