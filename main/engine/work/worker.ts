import { parentPort, workerData } from 'node:worker_threads';
import type { Progress } from '../../../shared/contract/base.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { JOBS, type JobName } from './jobs.ts';
import type { FromWorker } from './run-job.ts';

/** Runs one job and ends. Started by run-job.ts, in source and in the bundle an entry of its own. */
const { name, input } = workerData as { name: JobName; input: unknown };
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
    step = await job.next();
  }
  send({ result: step.value });
} catch (error) {
  if (error instanceof ShriveError) {
    const { code, message, where, details } = error;
    send({ failed: { code, message, where, details } });
  } else {
    send({ crashed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
port?.close();
