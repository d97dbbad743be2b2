import { isAbsolute, resolve } from 'node:path';
import { os, translateStream } from '../procedures.ts';
import type { Session } from '../session.ts';
import { resultOf, runJob } from '../work/run-job.ts';
import { EXPORT_FORMS } from './forms.ts';

/** A blind grader exports own labels only; a coordinator everybody's. */
function blindGrader(session: Session): string | undefined {
  return session.isCoordinator ? undefined : session.grader;
}

export const exportsProcedures = {
  forms: os.exports.forms.handler(() =>
    EXPORT_FORMS.map(({ name, title, purpose }) => ({ name, title, purpose })),
  ),

  preview: os.exports.preview.handler(({ input, context: { session }, signal }) => {
    session.store;
    return resultOf(
      runJob(
        'previewExport',
        { dataset: session.datasetPath ?? '', options: input, blind_grader: blindGrader(session) },
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
          blind_grader: blindGrader(session),
        },
        { inline: session.options.inline === true, signal },
      ),
    );
  }),
};
