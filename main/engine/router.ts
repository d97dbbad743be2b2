import { adjudicationsProcedures } from './adjudications/index.ts';
import { assignmentsProcedures } from './assignments/index.ts';
import { comparisonsProcedures } from './comparisons/index.ts';
import { datasetsProcedures } from './datasets/index.ts';
import { exportsProcedures } from './exports/index.ts';
import { goldProcedures } from './gold/index.ts';
import { gradersProcedures } from './graders/index.ts';
import { historyProcedures } from './history/index.ts';
import { importsProcedures } from './imports/index.ts';
import { labelsProcedures } from './labels/index.ts';
import { labelFilesProcedures } from './labels/label-files.ts';
import { mergingProcedures } from './merge/index.ts';
import { notesProcedures } from './notes/index.ts';
import { packagesProcedures } from './packages/index.ts';
import { os } from './procedures.ts';
import { projectsProcedures } from './projects/index.ts';
import { queueProcedures } from './queue/index.ts';
import { reportsProcedures } from './reports/index.ts';
import { requestsProcedures } from './requests/index.ts';
import { rubricsProcedures } from './rubrics/index.ts';
import { scoresProcedures } from './scores/index.ts';
import { sessionProcedures, settingsProcedures } from './settings/index.ts';
import { syncingProcedures } from './sync/index.ts';
import { transcriptsProcedures } from './transcripts/index.ts';

/** The whole contract, implemented. Serve it with a session's context. */
export const router = os.router({
  datasets: datasetsProcedures,
  session: sessionProcedures,
  settings: settingsProcedures,
  transcripts: transcriptsProcedures,
  queue: queueProcedures,
  assignments: assignmentsProcedures,
  labels: labelsProcedures,
  labelFiles: labelFilesProcedures,
  history: historyProcedures,
  rubrics: rubricsProcedures,
  comparisons: comparisonsProcedures,
  gold: goldProcedures,
  graders: gradersProcedures,
  imports: importsProcedures,
  scores: scoresProcedures,
  requests: requestsProcedures,
  exports: exportsProcedures,
  merging: mergingProcedures,
  projects: projectsProcedures,
  packages: packagesProcedures,
  syncing: syncingProcedures,
  adjudications: adjudicationsProcedures,
  notes: notesProcedures,
  reports: reportsProcedures,
});
