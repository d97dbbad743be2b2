import { keepMapping, listMappings } from '../imports/kept-mappings.ts';
import { os } from '../procedures.ts';
import { previewLabels } from './labels-file.ts';
import { recogniseLabels, suggestLabels } from './suggest-labels.ts';

const WHAT = 'Labels made elsewhere';

export const labelFilesProcedures = {
  recognise: os.labelFiles.recognise.handler(async ({ input, context: { session } }) => {
    session.requireNoOpenDataset(input.file);
    return { source: (await recogniseLabels(input.file)) ?? null };
  }),

  suggest: os.labelFiles.suggest.handler(({ input, context: { session }, signal }) => {
    session.requireCoordinator(WHAT);
    session.requireNoOpenDataset(input.file);
    return suggestLabels(session, input.file, signal);
  }),

  preview: os.labelFiles.preview.handler(({ input, context: { session }, signal }) => {
    session.requireCoordinator(WHAT);
    session.requireNoOpenDataset(input.file);
    return previewLabels(session, input, signal);
  }),

  mappings: os.labelFiles.mappings.handler(({ context: { session } }) =>
    listMappings(session.options.configFolder, 'labels'),
  ),

  keepMapping: os.labelFiles.keepMapping.handler(({ input, context: { session } }) =>
    keepMapping(session.options.configFolder, 'labels', input),
  ),
};
