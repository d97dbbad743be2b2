import type { DatasetInfo } from '../../../shared/contract/datasets.ts';
import { shell } from '../../shell.ts';
import { useDatasets } from '../../useDatasets.ts';
import { desk } from './desk.ts';
import type { ImportFile } from './import-desk.ts';

/** Imports what was decided on; where no dataset is open, into a new one that is made for it first. */
export function useDecide(dataset: DatasetInfo | null | undefined) {
  const { create, problem } = useDatasets();
  const decide = async (files: readonly ImportFile[]): Promise<void> => {
    const [first] = files;
    if (first === undefined || dataset === undefined) return;
    if (dataset === null) {
      const path = await shell.chooseSaveDataset(`${stemOf(first.name)}.shrive`);
      if (path === undefined) return;
      // Whatever was counted, to an empty dataset it is as new as to none.
      desk.datasetIs(path, { keepPreviews: true });
      const made = await create(path);
      if (made === undefined) return;
      desk.datasetIs(made.path, { keepPreviews: true });
    }
    for (const file of files) desk.importFile(file.id);
  };
  return { decide, problem };
}

/** `nightly.jsonl.gz` gives a dataset called `nightly`. */
function stemOf(name: string): string {
  return name.replace(/(\.(jsonl?|ndjson|eval|parquet|csv|txt))?(\.(gz|zst))?$/i, '') || 'transcripts';
}
