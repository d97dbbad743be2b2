import { datasets } from './datasets.ts';
import { exports_ } from './exports.ts';
import { labels, queue } from './grading.ts';
import { imports } from './imports.ts';
import { rubrics } from './rubrics.ts';
import { session, settings } from './settings.ts';
import { transcripts } from './transcripts.ts';

/** The one contract between engine and shells: the desktop's port, the browser's HTTP and the command line. */
export const contract = {
  datasets,
  session,
  settings,
  transcripts,
  queue,
  labels,
  rubrics,
  imports,
  exports: exports_,
};
export type Contract = typeof contract;
