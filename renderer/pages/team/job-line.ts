import type { Progress } from '../../../shared/contract/base.ts';
import { failureOf } from '../import/failure.ts';
import type { Failure } from '../import/import-desk.ts';

export type JobState<Result> =
  | { is: 'waiting' }
  | { is: 'running'; progress: Progress | null }
  | { is: 'done'; result: Result }
  | { is: 'failed'; failure: Failure }
  /** Before it began, or while it ran. */
  | { is: 'cancelled' };

export interface Job<Input, Result> {
  id: string;
  input: Input;
  state: JobState<Result>;
}

/** What runs one job. Gives undefined where the person thought better of it. */
type RunJob<Input, Result> = (
  input: Input,
  options: { signal: AbortSignal; onProgress: (progress: Progress) => void },
) => Promise<Result | undefined>;

/**
 * Jobs that the engine does one after the other: packages to write, copies to bring in. It outlives its page, and what
 * fails keeps none of the others.
 */
export class JobLine<Input, Result> {
  readonly #run: RunJob<Input, Result>;
  readonly #onDone: () => void;
  readonly #listeners = new Set<() => void>();
  #jobs: readonly Job<Input, Result>[] = [];
  #abort: AbortController | undefined;
  #lastId = 0;

  constructor(run: RunJob<Input, Result>, onDone: () => void) {
    this.#run = run;
    this.#onDone = onDone;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly jobs = (): readonly Job<Input, Result>[] => this.#jobs;

  get isRunning(): boolean {
    return this.#abort !== undefined;
  }

  /** Puts jobs into the line. What is done already goes where nothing runs. */
  add(inputs: readonly Input[]): void {
    const before = this.isRunning ? this.#jobs : [];
    const added = inputs.map((input): Job<Input, Result> => {
      this.#lastId += 1;
      return { id: `job-${this.#lastId}`, input, state: { is: 'waiting' } };
    });
    this.#set([...before, ...added]);
    if (!this.isRunning) void this.#work();
  }

  /** Ends what runs, and begins nothing that waits. */
  cancel(): void {
    this.#set(
      this.#jobs.map((job) => (job.state.is === 'waiting' ? withState(job, { is: 'cancelled' }) : job)),
    );
    this.#abort?.abort();
  }

  /** What was said of the last ones is about another dataset now. */
  forget(): void {
    if (!this.isRunning) this.#set([]);
  }

  async #work(): Promise<void> {
    for (;;) {
      const job = this.#jobs.find(({ state }) => state.is === 'waiting');
      if (job === undefined) break;
      const abort = new AbortController();
      this.#abort = abort;
      this.#change(job.id, { is: 'running', progress: null });
      this.#change(job.id, await this.#outcome(job, abort));
    }
    this.#abort = undefined;
    this.#set([...this.#jobs]);
    this.#onDone();
  }

  async #outcome({ id, input }: Job<Input, Result>, { signal }: AbortController): Promise<JobState<Result>> {
    try {
      const onProgress = (progress: Progress) => this.#change(id, { is: 'running', progress });
      const result = await this.#run(input, { signal, onProgress });
      return result === undefined ? { is: 'cancelled' } : { is: 'done', result };
    } catch (error) {
      return signal.aborted ? { is: 'cancelled' } : { is: 'failed', failure: failureOf(error) };
    }
  }

  #change(id: string, state: JobState<Result>): void {
    this.#set(this.#jobs.map((job) => (job.id === id ? withState(job, state) : job)));
  }

  #set(jobs: readonly Job<Input, Result>[]): void {
    this.#jobs = jobs;
    for (const listener of this.#listeners) listener();
  }
}

function withState<Input, Result>(job: Job<Input, Result>, state: JobState<Result>): Job<Input, Result> {
  return { ...job, state };
}
