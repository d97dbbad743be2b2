import type { Progress } from '../../../shared/contract/base.ts';
import type { ExportFile, ExportOptions } from '../../../shared/contract/exports.ts';
import { client } from '../../client.ts';
import { failureOf } from '../import/failure.ts';
import { type Failure, lastOf } from '../import/import-desk.ts';

export interface ExportResult {
  out: string;
  rows: number;
  files: (typeof ExportFile)['_output'][];
  elapsed_ms: number;
}

export type RunState =
  | { is: 'idle' }
  | { is: 'running'; progress: Progress | null }
  | { is: 'cancelled' }
  | { is: 'failed'; failure: Failure }
  | { is: 'done'; result: ExportResult; splits: ExportOptions['splits'] };

/** The one export of this window. It goes on when its page is left. */
class ExportRun {
  #state: RunState = { is: 'idle' };
  #abort: AbortController | undefined;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): RunState => this.#state;

  async start(options: ExportOptions, out: string): Promise<void> {
    if (this.#state.is === 'running') return;
    const abort = new AbortController();
    this.#abort = abort;
    this.#set({ is: 'running', progress: null });
    try {
      const stream = await client.exports.run({ ...options, out }, { signal: abort.signal });
      const result = await lastOf(stream, undefined, (progress) => this.#set({ is: 'running', progress }));
      this.#set({ is: 'done', result, splits: options.splits });
    } catch (error) {
      this.#set(abort.signal.aborted ? { is: 'cancelled' } : { is: 'failed', failure: failureOf(error) });
    }
  }

  cancel(): void {
    this.#abort?.abort();
  }

  /** What was said of the last export is about other settings now. */
  forget(): void {
    if (this.#state.is !== 'running' && this.#state.is !== 'idle') this.#set({ is: 'idle' });
  }

  #set(state: RunState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

export const exportRun = new ExportRun();
