import { useQuery } from '@tanstack/react-query';
import type { MergeRun } from '../../../shared/contract/merging.ts';
import { api } from '../../client.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { formatMomentAndTime } from '../../kit/format.ts';
import { CopyReport } from './CopyReport.tsx';
import type { Job } from './job-line.ts';
import { cameInWords, fileNameOf } from './merge-words.ts';
import styles from './Team.module.css';

/** What was brought together before, newest first; what this window shows above is left out. */
export function PastMerges({ jobs }: { jobs: readonly Job<string, MergeRun>[] }) {
  const runs = useQuery({ ...api.merging.list.queryOptions(), staleTime: 0 }).data;
  if (runs === undefined) return null;
  const above = new Set(jobs.flatMap(({ state }) => (state.is === 'done' ? [state.result.id] : [])));
  const past = runs.filter(({ id }) => !above.has(id));
  if (past.length === 0) {
    if (jobs.length > 0) return null;
    return (
      <EmptyState>
        Nothing was brought together yet. When a package or a copy comes in, who said what in it and whose
        signature it has will stand here.
      </EmptyState>
    );
  }
  return (
    <div className={styles.section}>
      <h2 className={styles.title}>Before</h2>
      <ul className={styles.list}>
        {past.map((run) => (
          <li key={run.id} className={styles.item}>
            {run.copies.map((copy) => (
              <details key={copy.file}>
                <summary>
                  <strong className={styles.file}>{fileNameOf(copy.file)}</strong>{' '}
                  <span className={styles.quiet}>
                    {formatMomentAndTime(run.started_at)}. {cameInWords(copy)}
                  </span>
                </summary>
                <CopyReport copy={copy} />
              </details>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
