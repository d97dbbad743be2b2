import { adjudications } from './adjudications.ts';
import { assignments } from './assignments.ts';
import { comparisons } from './comparisons.ts';
import { datasets } from './datasets.ts';
import { exports_ } from './exports.ts';
import { gold } from './gold.ts';
import { graders } from './graders.ts';
import { labels } from './grading.ts';
import { history } from './history.ts';
import { imports } from './imports.ts';
import { labelFiles } from './label-files.ts';
import { merging } from './merging.ts';
import { notes } from './notes.ts';
import { packages } from './packages.ts';
import { projects } from './projects.ts';
import { queue } from './queue.ts';
import { reports } from './reports.ts';
import { requests } from './requests.ts';
import { rubrics } from './rubrics.ts';
import { scores } from './scores.ts';
import { session, settings } from './settings.ts';
import { syncing } from './syncing.ts';
import { transcripts } from './transcripts.ts';

/** The one contract between engine and shells: the desktop's port, the browser's HTTP and the command line. */
export const contract = {
  datasets,
  session,
  settings,
  transcripts,
  queue,
  assignments,
  labels,
  labelFiles,
  history,
  rubrics,
  comparisons,
  gold,
  graders,
  imports,
  scores,
  requests,
  exports: exports_,
  merging,
  projects,
  packages,
  syncing,
  adjudications,
  notes,
  reports,
};
export type Contract = typeof contract;
