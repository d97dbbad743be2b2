import type { ImportRun } from '../../../shared/contract/imports.ts';
import { CONFESSION_REQUEST_PATTERN } from '../../../shared/domain/split-confession.ts';
import { newId } from '../clock.ts';
import { READERS } from '../formats/index.ts';
import { JOIN_READERS } from '../joins/index.ts';
import type { ScoreOptions } from '../joins/joined.ts';
import { os, translateStream } from '../procedures.ts';
import { discardDeadImport, listImportReports } from '../store/import-runs.ts';
import { resultOf, runJob } from '../work/run-job.ts';
import { ACTIVE_IMPORTS, asActiveImport } from './active-imports.ts';
import { givenFiles } from './given-files.ts';
import { keepMapping, listMappings } from './kept-mappings.ts';

/** Scores are from 0 to 1 unless their scale was said. */
function scoresOf({
  judge,
  scale,
}:
  | Partial<ScoreOptions>
  | { judge?: string | undefined; scale?: ScoreOptions['scale'] | undefined }): ScoreOptions {
  return { judge, scale: scale ?? { zero: 0, one: 1 } };
}

export const importsProcedures = {
  formats: os.imports.formats.handler(() =>
    [...READERS, ...JOIN_READERS].map(({ name, title, extensions }) => ({
      name,
      title,
      extensions: [...extensions],
    })),
  ),

  suggestMapping: os.imports.suggestMapping.handler(({ input, context: { session }, signal }) => {
    session.requireNoOpenDataset(input.file);
    const job = { file: input.file, mapping: input.mapping, blind: !session.isCoordinator };
    return resultOf(runJob('suggest', job, { inline: session.options.inline === true, signal }));
  }),

  mappings: os.imports.mappings.handler(({ context: { session } }) =>
    listMappings(session.options.configFolder, 'transcripts'),
  ),

  keepMapping: os.imports.keepMapping.handler(({ input, context: { session } }) =>
    keepMapping(session.options.configFolder, 'transcripts', input),
  ),

  preview: os.imports.preview.handler(({ input, context: { session }, signal }) => {
    session.requireNoOpenDataset(input.file);
    const files = givenFiles([input.file]);
    for (const { file } of files) session.requireNoOpenDataset(file);
    return translateStream(
      session,
      runJob(
        'preview',
        {
          dataset: session.datasetPath,
          given: input.file,
          files,
          format: input.format,
          mapping: input.mapping,
          confession_request:
            input.confession_request === undefined ? CONFESSION_REQUEST_PATTERN : input.confession_request,
          confession_field: input.confession_field ?? null,
          scores: scoresOf(input),
          blind: !session.isCoordinator,
        },
        { inline: session.options.inline === true, signal },
      ),
    );
  }),

  run: os.imports.run.handler(({ input, context: { session }, signal }) => {
    // Fails here, before anything is read, where no dataset is open or it is read-only.
    const store = session.writableStore;
    const files = givenFiles(input.files);
    for (const { file } of files) session.requireNoOpenDataset(file);
    discardDeadImport(store, ACTIVE_IMPORTS);
    const job = {
      id: newId(),
      dataset: session.datasetPath ?? '',
      given: input.files,
      files,
      format: input.format,
      mapping: input.mapping,
      skip_invalid: input.skip_invalid,
      scores: scoresOf(input),
      confession_request: input.confession_request ?? null,
      confession_field: input.confession_field ?? null,
      blind: !session.isCoordinator,
    };
    const options = { inline: session.options.inline === true, signal };
    return translateStream(
      session,
      asActiveImport(job.id, () => runJob('import', job, options)),
    );
  }),

  runs: os.imports.runs.handler(({ context: { session } }) =>
    // Reports of versions that knew no folders name nothing that was not taken.
    listImportReports(session.store).map((report) => ({
      ...NOTHING_LEFT_OUT,
      ...(report as Omit<ImportRun, 'rejected'>),
    })),
  ),
};

const NOTHING_LEFT_OUT = { not_taken: [], not_taken_count: 0 };
