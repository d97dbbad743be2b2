import { isAbsolute, resolve } from 'node:path';
import type { ExportOptions } from '../../../shared/contract/exports.ts';
import { stringifyKeepingDigits } from '../big-integers.ts';
import { os, translateStream } from '../procedures.ts';
import type { Session } from '../session.ts';
import { runJob } from '../work/run-job.ts';
import { EXPORT_FORMS } from './forms.ts';
import { emptyCounts, exportRows } from './rows.ts';
import { splitOf } from './split.ts';

/** A blind grader exports own labels only; a coordinator everybody's. */
function blindGrader(session: Session): string | undefined {
  return session.isCoordinator ? undefined : session.grader;
}

const MAX_EXAMPLE_STRING = 300;

/** A value for looking at: long strings cut. */
function shortened(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length > MAX_EXAMPLE_STRING ? `${value.slice(0, MAX_EXAMPLE_STRING)}…` : value;
  if (Array.isArray(value)) return value.map(shortened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shortened(inner)]));
}

function preview(session: Session, options: ExportOptions) {
  const counts = emptyCounts();
  const rowsBySplit = { train: 0, validation: 0, test: 0 };
  let example: string | null = null;
  let rows = 0;
  for (const { family, row } of exportRows(session.store, options, blindGrader(session), counts)) {
    rows += 1;
    rowsBySplit[splitOf(family, options.seed, options.splits)] += 1;
    example ??= stringifyKeepingDigits(shortened(row), 2);
  }
  return {
    rows,
    rows_by_split: rowsBySplit,
    labels: counts.labels,
    removed: [...counts.removed].map(([control, labels]) => ({ control, labels })),
    example,
    graders: [...counts.graders].map(([name, labels]) => ({ name, labels })),
  };
}

export const exportsProcedures = {
  forms: os.exports.forms.handler(() =>
    EXPORT_FORMS.map(({ name, title, purpose }) => ({ name, title, purpose })),
  ),

  preview: os.exports.preview.handler(({ input, context: { session } }) => preview(session, input)),

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
