import { resolve } from 'node:path';
import type { MergeRun } from '../../../shared/contract/merging.ts';
import { os, translateStream } from '../procedures.ts';
import { listMerges } from '../store/union.ts';
import { runJob } from '../work/run-job.ts';

export const mergingProcedures = {
  run: os.merging.run.handler(({ input, context: { session }, signal }) => {
    // Refused here where the dataset cannot be written.
    void session.writableStore;
    const dataset = session.datasetPath ?? '';
    const files = input.files.map((file) => resolve(session.options.homeFolder, file));
    for (const file of files) session.requireClosedDataset(file);
    return translateStream(
      session,
      runJob(
        'merge',
        { dataset, files, passphrase: input.passphrase },
        { inline: session.options.inline === true, signal },
      ),
    );
  }),

  list: os.merging.list.handler(({ context: { session } }) => listMerges(session.store) as MergeRun[]),
};
