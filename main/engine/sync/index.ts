import { resolve } from 'node:path';
import { os, translateStream } from '../procedures.ts';
import { runJob } from '../work/run-job.ts';

export const syncingProcedures = {
  run: os.syncing.run.handler(({ input, context: { session }, signal }) => {
    // Refused here where the dataset cannot be written.
    void session.writableStore;
    const job = {
      dataset: session.datasetPath ?? '',
      folder: resolve(session.options.homeFolder, input.folder),
      device: session.settings.device,
    };
    return translateStream(session, runJob('sync', job, { inline: session.options.inline === true, signal }));
  }),
};
