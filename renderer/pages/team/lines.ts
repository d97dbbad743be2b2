import type { MergeRun } from '../../../shared/contract/merging.ts';
import type { WrittenPackage } from '../../../shared/contract/packages.ts';
import type { SyncRun } from '../../../shared/contract/syncing.ts';
import { client, queryClient } from '../../client.ts';
import { isPackageName, withPassphrase } from '../../packages/unlock.ts';
import { lastOf } from '../import/import-desk.ts';
import { JobLine } from './job-line.ts';

const readAnew = () => void queryClient.invalidateQueries();

export interface PackageJob {
  grader: string;
  out: string;
  passphrase: string | undefined;
}

/** The packages that this window writes. */
export const packageLine = new JobLine<PackageJob, WrittenPackage>(
  async ({ grader, out, passphrase }, { signal, onProgress }) =>
    lastOf(
      await client.packages.write(
        { grader, out, ...(passphrase !== undefined && { passphrase }) },
        { signal },
      ),
      undefined,
      onProgress,
    ),
  readAnew,
);

/** The copies that this window brings in, each a merge of its own: one that is refused keeps none of the others. */
export const mergeLine = new JobLine<string, MergeRun>(async (file, { signal, onProgress }) => {
  const merge = async (passphrase?: string) =>
    lastOf(
      await client.merging.run(
        { files: [file], ...(passphrase !== undefined && { passphrase }) },
        { signal },
      ),
      undefined,
      onProgress,
    );
  return isPackageName(file) ? (await withPassphrase(file, merge))?.result : merge();
}, readAnew);

/** The sync of this window. */
export const syncLine = new JobLine<string, SyncRun>(
  async (folder, { signal, onProgress }) =>
    lastOf(await client.syncing.run({ folder }, { signal }), undefined, onProgress),
  readAnew,
);
