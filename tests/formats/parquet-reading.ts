import { parentPort } from 'node:worker_threads';
import { openSource } from '../../main/engine/formats/index.ts';
import { ShriveError } from '../../shared/contract/errors.ts';

/** Reads files in a thread that can be ended from outside, should it never come back. */

const MOST_RECORDS = 20_000;

async function read(file: string): Promise<string> {
  let [taken, rejected] = [0, 0];
  try {
    for await (const record of (await openSource(file)).records(undefined)) {
      if ('value' in record) taken += 1;
      else if (/\w.*\.$/s.test(record.rejected.reason)) rejected += 1;
      else return `a rejection without a reason: ${JSON.stringify(record.rejected)}`;
      // A file may well be long; what it must not do is to keep still.
      if (taken + rejected >= MOST_RECORDS) break;
    }
    return taken + rejected > 0 ? 'read' : 'empty';
  } catch (error) {
    return error instanceof ShriveError ? error.code : `untyped: ${(error as Error).stack}`;
  }
}

parentPort?.on('message', (file: string) => {
  void read(file).then((outcome) => parentPort?.postMessage(outcome));
});
