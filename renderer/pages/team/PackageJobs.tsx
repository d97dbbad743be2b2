import type { WrittenPackage } from '../../../shared/contract/packages.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { formatBytes, plural } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { ShowFile } from '../import/ShowFile.tsx';
import { JobProgress } from './JobProgress.tsx';
import type { Job } from './job-line.ts';
import type { PackageJob } from './lines.ts';
import { fileNameOf } from './merge-words.ts';
import styles from './Team.module.css';

/** What became of each package. */
export function PackageJobs({ jobs }: { jobs: readonly Job<PackageJob, WrittenPackage>[] }) {
  if (jobs.length === 0) {
    return (
      <EmptyState>
        A package holds the items that its grader was given, in an order of their own, the rubric, and what
        they graded before. Nobody else’s labels are in it, no judge scores, no silent right answers, and not
        why an item was given. It is opened as any dataset, and comes back under Bring together.
      </EmptyState>
    );
  }
  const done = jobs.filter(({ state }) => state.is === 'done').length;
  return (
    <div className={styles.section}>
      <h2 className={styles.title} aria-live="polite">
        {done} of {plural(jobs.length, 'package')} written
      </h2>
      <ul className={styles.list}>
        {jobs.map((job) => (
          <li key={job.id} className={styles.item}>
            <strong className={styles.file}>{job.input.grader}</strong>
            <Outcome job={job} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Outcome({ job: { input, state } }: { job: Job<PackageJob, WrittenPackage> }) {
  if (state.is === 'running') return <JobProgress act="Packing" progress={state.progress} />;
  if (state.is === 'waiting') return <span className={styles.quiet}>Waits for its turn.</span>;
  if (state.is === 'cancelled')
    return <span className={styles.quiet}>Cancelled. Nothing was written for {input.grader}.</span>;
  if (state.is === 'failed') {
    return (
      <Notice kind="bad" title={`${fileNameOf(input.out)} was not written.`}>
        {state.failure.message}
      </Notice>
    );
  }
  const { path, items, transcripts, bytes, encrypted } = state.result;
  return (
    <>
      <span className={styles.words}>
        {plural(items, 'item')} of {plural(transcripts, 'transcript')}, {formatBytes(bytes)}
        {encrypted ? ', encrypted' : ''}.
      </span>
      <ShowFile path={path} />
    </>
  );
}
