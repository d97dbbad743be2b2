import { client, queryClient } from '../../client.ts';
import { failureOf } from './failure.ts';
import { ImportDesk } from './import-desk.ts';

/** The one desk of this window. After an import, everything that was read of the dataset is read anew. */
export const desk = new ImportDesk(
  {
    // Recognising fails only where the file cannot be read at all: the preview says why.
    holdsLabels: async (file) =>
      client.labelFiles.recognise({ file }).then(
        ({ source }) => source !== null,
        () => false,
      ),
    preview: (input, options) => client.imports.preview(input, options),
    run: (input, options) => client.imports.run(input, options),
  },
  failureOf,
  () => void queryClient.invalidateQueries(),
);
