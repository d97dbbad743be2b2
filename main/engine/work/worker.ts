import { parentPort, workerData } from 'node:worker_threads';
import type { Progress } from '../../../shared/contract/base.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { fileError } from '../store/file-error.ts';
import { JOBS, type JobName } from './jobs.ts';
import type { FromWorker } from './run-job.ts';

/** Runs one job and ends. Started by run-job.ts, in source and in the bundle an entry of its own. */
const { name, input } = workerData as { name: JobName; input: { dataset?: string } };
const abort = new AbortController();
const port = parentPort;

function send(message: FromWorker): void {
  port?.postMessage(message);
}

port?.once('message', () => abort.abort());

const run = JOBS[name] as (input: unknown, signal: AbortSignal) => AsyncGenerator<Progress, unknown, void>;
const job = run(input, abort.signal);
try {
  let step = await job.next();
  while (step.done !== true) {
    send({ progress: step.value });
    // A job that waits for nothing would never hear that it is cancelled.
    await new Promise((next) => setImmediate(next));
    step = await job.next();
  }
  send({ result: step.value });
} catch (error) {
  // Only a ShriveError keeps its code on the way to the other thread: what SQLite says becomes one here.
  // What broke off because it was told to is no fault of anybody's, in whatever it was read.
  const isStopped = abort.signal.aborted && !(error instanceof ShriveError);
  const said = isStopped
    ? new ShriveError('CANCELLED', 'Stopped, as asked.', { cause: error })
    : fileError(error, input.dataset ?? 'the dataset');
  if (said instanceof ShriveError) {
    const { code, message, where, details } = said;
    send({ failed: { code, message, where, details } });
  } else {
    send({ crashed: said.stack ?? said.message });
  }
}
port?.close();
