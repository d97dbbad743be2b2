import { isAbsolute, resolve } from 'node:path';
import { os, translateStream } from '../procedures.ts';
import type { Session } from '../session.ts';
import { resultOf, runJob } from '../work/run-job.ts';
import { describeForms } from './forms.ts';
import type { Exporter } from './rows.ts';

/** A blind grader exports own labels only; a coordinator everybody's. */
function exporterOf(session: Session): Exporter {
  return {
    blind_grader: session.isCoordinator ? undefined : session.grader,
    grader: session.graderOrNobody,
  };
}

export const exportsProcedures = {
  forms: os.exports.forms.handler(describeForms),

  preview: os.exports.preview.handler(({ input, context: { session }, signal }) => {
    session.store;
    return resultOf(
      runJob(
        'previewExport',
        { dataset: session.datasetPath ?? '', options: input, ...exporterOf(session) },
        { inline: session.options.inline === true, signal },
      ),
    );
  }),

  run: os.exports.run.handler(({ input: { out, ...options }, context: { session }, signal }) => {
    session.store;
    return translateStream(
      session,
      runJob(
        'export',
        {
          dataset: session.datasetPath ?? '',
          options,
          out: isAbsolute(out) ? out : resolve(session.options.homeFolder, out),
          ...exporterOf(session),
        },
        { inline: session.options.inline === true, signal },
      ),
    );
  }),
};
