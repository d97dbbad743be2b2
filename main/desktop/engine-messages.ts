/**
 * What main and the engine's process say to each other, besides the contract. A page's port is named by a number.
 * With a utility process the port itself comes along with `open`; over a fork its messages travel as `data`.
 */
export type ToEngine =
  | { type: 'open'; port: number }
  | { type: 'data'; port: number; data: unknown }
  | { type: 'close'; port: number }
  /** Close every dataset and end. */
  | { type: 'end' };

export type FromEngine =
  | { type: 'data'; port: number; data: unknown }
  /** The page has opened another dataset, or none. */
  | { type: 'dataset'; port: number; path: string | undefined }
  | { type: 'log'; level: 'info' | 'warn' | 'error'; message: string };
