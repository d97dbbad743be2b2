import { isAbsolute, resolve } from 'node:path';
import { os, translateStream } from '../procedures.ts';
import { runJob } from '../work/run-job.ts';
import { saveReport } from './save-report.ts';

export const reportsProcedures = {
  run: os.reports.run.handler(({ input, context: { session }, signal }) => {
    session.store;
    session.requireCoordinator('A report');
    return translateStream(
      session,
      runJob(
        'report',
        { dataset: session.datasetPath ?? '', options: input, grader: session.graderOrNobody },
        { inline: session.options.inline === true, signal },
      ),
    );
  }),

  save: os.reports.save.handler(({ input: { report, format, out }, context: { session } }) => {
    session.store;
    session.requireCoordinator('A report');
    return saveReport(report, format, isAbsolute(out) ? out : resolve(session.options.homeFolder, out));
  }),
};
