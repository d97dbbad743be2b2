import type { Progress } from '../../../shared/contract/base.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { isSignatureGood } from '../provenance/sign-chain.ts';
import { backupDataset } from '../store/backup.ts';
import { checkDataset } from '../store/check.ts';
import { fileError } from '../store/file-error.ts';
import { openReadable, type ReadableStore } from '../store/handles.ts';
import { restoreDataset } from '../store/restore.ts';

/** Upkeep of whole files. SQLite does most of it in one call, so there is no progress to tell. */

// biome-ignore lint/correctness/useYield: a job is a generator, also one without progress.
export async function* runCheck(job: { dataset: string }): AsyncGenerator<Progress, string[], void> {
  let store: ReadableStore | undefined;
  try {
    store = openReadable(job.dataset);
    return checkDataset(store, isSignatureGood);
  } catch (error) {
    const said = fileError(error, job.dataset);
    // So damaged that it cannot be read through: that is an answer to this question too.
    if (said instanceof ShriveError && said.code === 'DATASET_DAMAGED') return [said.message];
    throw said;
  } finally {
    store?.close();
  }
}

// biome-ignore lint/correctness/useYield: as above.
export async function* runBackup(job: {
  dataset: string;
  path: string;
}): AsyncGenerator<Progress, Awaited<ReturnType<typeof backupDataset>>, void> {
  return backupDataset(job.dataset, job.path);
}

// biome-ignore lint/correctness/useYield: as above.
export async function* runRestore(job: {
  dataset: string;
  backup: string;
  keep: string;
}): AsyncGenerator<Progress, Awaited<ReturnType<typeof restoreDataset>>, void> {
  return restoreDataset(job.dataset, job.backup, job.keep);
}
