import type { MergeRun } from '../../../shared/contract/merging.ts';
import { formatDuration, plural } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { CopyReport } from './CopyReport.tsx';
import { JobProgress } from './JobProgress.tsx';
import type { Job } from './job-line.ts';
import { fileNameOf } from './merge-words.ts';
import styles from './Team.module.css';

/** What became of each copy that this window brought in. */
export function MergeJobs({ jobs }: { jobs: readonly Job<string, MergeRun>[] }) {
  if (jobs.length === 0) return null;
  const done = jobs.filter(({ state }) => state.is === 'done').length;
  return (
    <div className={styles.section}>
      <h2 className={styles.title} aria-live="polite">
        {done} of {plural(jobs.length, 'copy', 'copies')} brought in
      </h2>
      <ul className={styles.list}>
        {jobs.map((job) => (
          <li key={job.id} className={styles.item}>
            <strong className={styles.file}>{fileNameOf(job.input)}</strong>
            <Outcome job={job} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Outcome({ job: { state } }: { job: Job<string, MergeRun> }) {
  if (state.is === 'running') return <JobProgress act="Reading" progress={state.progress} />;
  if (state.is === 'waiting') return <span className={styles.quiet}>Waits for its turn.</span>;
  if (state.is === 'cancelled') {
    return <span className={styles.quiet}>Not brought in. Bring it in again to take the rest.</span>;
  }
  if (state.is === 'failed') {
    return (
      <Notice kind="bad" title="Refused. Nothing was taken of it.">
        {state.failure.message}
      </Notice>
    );
  }
  return (
    <>
      {state.result.copies.map((copy) => (
        <CopyReport key={copy.file} copy={copy} />
      ))}
      <span className={styles.why}>In {formatDuration(state.result.elapsed_ms)}.</span>
    </>
  );
}
