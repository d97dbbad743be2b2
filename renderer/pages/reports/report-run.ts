import type { Progress } from '../../../shared/contract/base.ts';
import type { Report } from '../../../shared/contract/reports.ts';
import type { TranscriptFilter } from '../../../shared/contract/transcripts.ts';
import { client } from '../../client.ts';
import { failureOf } from '../import/failure.ts';
import { type Failure, lastOf } from '../import/import-desk.ts';

export interface RunState {
  /** The last report that was measured, and of what: it stays in sight while another is made. */
  report: Report | undefined;
  of: string | undefined;
  running: { of: string; progress: Progress | null } | undefined;
  ended: { of: string; failure: Failure | 'cancelled' } | undefined;
}

const NOTHING: RunState = { report: undefined, of: undefined, running: undefined, ended: undefined };

/** The one report of this window; it goes on when its page is left. */
class ReportRun {
  #state: RunState = NOTHING;
  #abort: AbortController | undefined;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): RunState => this.#state;

  /** `of` names dataset, labels and filter: the same is not measured twice, another takes the place of one under way. */
  async measure(of: string, filter: TranscriptFilter): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#set({ ...this.#state, running: { of, progress: null }, ended: undefined });
    try {
      const stream = await client.reports.run({ filter }, { signal: abort.signal });
      const report = await lastOf(stream, abort.signal, (progress) => {
        if (this.#abort === abort) this.#set({ ...this.#state, running: { of, progress } });
      });
      if (this.#abort === abort) this.#set({ report, of, running: undefined, ended: undefined });
    } catch (error) {
      if (this.#abort !== abort) return;
      const failure = abort.signal.aborted ? 'cancelled' : failureOf(error);
      this.#set({ ...this.#state, running: undefined, ended: { of, failure } });
    }
  }

  cancel(): void {
    this.#abort?.abort();
  }

  #set(state: RunState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

export const reportRun = new ReportRun();
