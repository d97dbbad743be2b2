import type { ImportRun } from '../../../shared/contract/imports.ts';
import { newId } from '../clock.ts';
import { READERS } from '../formats/index.ts';
import { os, translateStream } from '../procedures.ts';
import { discardDeadImport, listImportReports } from '../store/import-runs.ts';
import { runJob } from '../work/run-job.ts';
import { ACTIVE_IMPORTS, asActiveImport } from './active-imports.ts';

export const importsProcedures = {
  formats: os.imports.formats.handler(() =>
    READERS.map(({ name, title, extensions }) => ({ name, title, extensions: [...extensions] })),
  ),

  preview: os.imports.preview.handler(({ input, context: { session }, signal }) => {
    session.requireNoOpenDataset(input.file);
    return translateStream(
      session,
      runJob(
        'preview',
        {
          dataset: session.datasetPath,
          file: input.file,
          format: input.format,
          blind: !session.isCoordinator,
        },
        { inline: session.options.inline === true, signal },
      ),
    );
  }),

  run: os.imports.run.handler(({ input, context: { session }, signal }) => {
    // Fails here, before anything is read, where no dataset is open or it is read-only.
    const store = session.writableStore;
    for (const file of input.files) session.requireNoOpenDataset(file);
    discardDeadImport(store, ACTIVE_IMPORTS);
    const job = {
      id: newId(),
      dataset: session.datasetPath ?? '',
      files: input.files,
      format: input.format,
      skip_invalid: input.skip_invalid,
      blind: !session.isCoordinator,
    };
    const options = { inline: session.options.inline === true, signal };
    return translateStream(
      session,
      asActiveImport(job.id, () => runJob('import', job, options)),
    );
  }),

  runs: os.imports.runs.handler(
    ({ context: { session } }) => listImportReports(session.store) as Omit<ImportRun, 'rejected'>[],
  ),
};
