/** Something measured: a question, at a size, with the bare floor beside it (docs of the bench: RESULTS.md). */
export interface Trial<Ready = unknown> {
  /** `grade-next-sample`: `npm run bench -- grade` runs all whose name begins so. */
  name: string;
  question: string;
  /** On what it is measured, in words. */
  size: string;
  /** How often run and reference take turns, at full length and with --quick. */
  rounds: { full: number; quick: number };
  figures: Figures;
  aim?: Aim;
  prepare(isQuick: boolean): Promise<Ready>;
  /** One turn, as samples. */
  run(ready: Ready): Promise<readonly number[]>;
  /** The same turn with as little as possible around it. */
  reference(ready: Ready): Promise<readonly number[]>;
  /** Gives back what `prepare` took. */
  end(ready: Ready): Promise<void>;
}

/** Sums up samples. */
export type Figures = (samples: readonly number[]) => Record<string, Figure>;
export interface Figure {
  value: number;
  unit: 'ms' | 'MB' | 'frames';
}

/** What a figure is to stay below, or at. */
export interface Aim {
  figure: string;
  most: number;
}

/** Makes a trial one of the list, whatever it prepares. */
export function trial<Ready>(made: Trial<Ready>): Trial {
  return made as Trial;
}

/** The sample below which this share of all lies (nearest rank). */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

const ms = (value: number): Figure => ({ value, unit: 'ms' });
const sort = (samples: readonly number[]) => [...samples].sort((one, other) => one - other);

/** How long something took, each time. */
export const latencies: Figures = (samples) => {
  const sorted = sort(samples);
  return {
    p50: ms(percentile(sorted, 0.5)),
    p95: ms(percentile(sorted, 0.95)),
    p99: ms(percentile(sorted, 0.99)),
    max: ms(percentile(sorted, 1)),
  };
};

/** A frame that lasts longer is seen to stick. */
const LONG_FRAME_MS = 50;

/** How long frames lasted. */
export const frames: Figures = (samples) => {
  const sorted = sort(samples);
  return {
    p50: ms(percentile(sorted, 0.5)),
    p95: ms(percentile(sorted, 0.95)),
    max: ms(percentile(sorted, 1)),
    'over 50 ms': { value: samples.filter((each) => each > LONG_FRAME_MS).length, unit: 'frames' },
  };
};

/** Memory at a first moment and at the last one, in megabytes. */
export const growth: Figures = (samples) => {
  const first = samples[0] ?? Number.NaN;
  const last = samples.at(-1) ?? Number.NaN;
  return {
    'at first': { value: first, unit: 'MB' },
    'at last': { value: last, unit: 'MB' },
    growth: { value: last - first, unit: 'MB' },
  };
};
