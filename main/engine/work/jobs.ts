import type { Progress } from '../../../shared/contract/base.ts';
import { runBackup, runCheck, runRestore } from '../datasets/upkeep-jobs.ts';
import { runExport } from '../exports/export-job.ts';
import { runExportPreview } from '../exports/preview-job.ts';
import { runImport } from '../imports/import-job.ts';
import { runPreview } from '../imports/preview-job.ts';
import { runSuggest } from '../imports/suggest-for-file.ts';
import { runMerge } from '../merge/merge-job.ts';
import { runPackage, runUnlock } from '../packages/package-job.ts';
import { runReport } from '../reports/report-job.ts';
import { runSync } from '../sync/sync-job.ts';

/**
 * Work that takes long: generators that report progress, stop at their signal and either land whole or leave nothing
 * behind. Each opens a connection of its own, so that it can run in a worker thread.
 */
export const JOBS = {
  import: runImport,
  preview: runPreview,
  suggest: runSuggest,
  export: runExport,
  previewExport: runExportPreview,
  check: runCheck,
  backup: runBackup,
  restore: runRestore,
  merge: runMerge,
  package: runPackage,
  unlock: runUnlock,
  sync: runSync,
  report: runReport,
};

export type JobName = keyof typeof JOBS;
export type JobInput<Name extends JobName> = Parameters<(typeof JOBS)[Name]>[0];
export type JobResult<Name extends JobName> =
  ReturnType<(typeof JOBS)[Name]> extends AsyncGenerator<Progress, infer Result, void> ? Result : never;
