/**
 * What main and the engine's process say to each other, besides the contract. A page's port is named by a number.
 * With a utility process the port itself comes along with `open`; over a fork its messages travel as `data`.
 */
export type ToEngine =
  /** Try whether this dataset opens, or make it; SAMPLE for the sample. */
  | { type: 'prepare'; dataset: string; how: 'open' | 'create' }
  | { type: 'open'; port: number; state: SessionState }
  | { type: 'data'; port: number; data: unknown }
  | { type: 'close'; port: number }
  /** Close every dataset and end. */
  | { type: 'end' };

export type FromEngine =
  | { type: 'prepared'; path: string }
  | { type: 'refused'; code: string; message: string }
  | { type: 'data'; port: number; data: unknown }
  /** The page has opened another dataset, or none, or changed its view. */
  | { type: 'state'; port: number; state: SessionState }
  | { type: 'log'; level: 'info' | 'warn' | 'error'; message: string };

/** What a page has in hand: given to the next session when it reloads or the engine is started again. */
export interface SessionState {
  dataset: string | undefined;
  view: 'grader' | 'coordinator';
}

/** Stands for the person's own copy of the sample, made where it is missing. */
export const SAMPLE = 'sample:';
