import type { ImportRun } from '../../../shared/contract/imports.ts';
import { formatCount, formatDuration, formatMomentAndTime } from '../../kit/format.ts';
import styles from './PastRuns.module.css';

/** What came into this dataset before, newest first. */
export function PastRuns({ runs }: { runs: readonly Omit<ImportRun, 'rejected'>[] }) {
  return (
    <section>
      <h2 className={styles.title}>Imported before</h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Files</th>
            <th scope="col" className={styles.number}>
              Transcripts
            </th>
            <th scope="col" className={styles.number}>
              Confessions
            </th>
            <th scope="col" className={styles.number}>
              Left out
            </th>
            <th scope="col" className={styles.number}>
              Took
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <td className={styles.when}>{formatMomentAndTime(run.started_at)}</td>
              <td>
                <div className={styles.files}>
                  {run.files.map((file) => (
                    <span key={file.file} title={`${file.file}\nSHA-256 ${file.sha256}`}>
                      {file.file.split(/[\\/]/).at(-1)}
                    </span>
                  ))}
                </div>
              </td>
              <td className={styles.number}>{formatCount(run.transcripts.added)}</td>
              <td className={styles.number}>{formatCount(run.confessions.added)}</td>
              <td className={styles.number} title={run.rejects_file ?? undefined}>
                {run.rejected_count === 0 ? '–' : formatCount(run.rejected_count)}
              </td>
              <td className={styles.number}>{formatDuration(run.elapsed_ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
