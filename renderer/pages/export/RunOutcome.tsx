import { emptySplitsWords } from '../../../shared/domain/splits.ts';
import { useKeyOf } from '../../commands/CommandsProvider.tsx';
import { Button } from '../../kit/Button.tsx';
import { formatDuration, plural } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { progressWords } from '../import/progress-words.ts';
import { ShowFile } from '../import/ShowFile.tsx';
import { exportRun, type RunState } from './export-run.ts';
import styles from './RunOutcome.module.css';

interface RunOutcomeProps {
  run: RunState;
  canRun: boolean;
  /** What is missing before it can be run, in words; undefined while nothing is. */
  missing: string | undefined;
  /** How many rows it would be; undefined while that is not known. */
  rows: number | undefined;
  onRun(): void;
}

/** The main act, and in its place what became of it. */
export function RunOutcome({ run, canRun, missing, rows, onRun }: RunOutcomeProps) {
  const key = useKeyOf('export.run');
  if (run.is === 'running') {
    const words = progressWords('Writing', run.progress);
    return (
      <div className={styles.outcome}>
        {words.share !== null && (
          <ProgressBar label={`${words.headline}. ${words.details}`} total={1} done={words.share} />
        )}
        <p className={styles.words} role="status">
          {words.headline}
          {words.details !== '' && `. ${words.details}`}
        </p>
        <p className={styles.words}>
          <Button onClick={() => exportRun.cancel()}>Cancel</Button> leaves no file behind
        </p>
      </div>
    );
  }
  const empty = run.is === 'done' ? emptySplitsWords(run.result.files, run.splits) : undefined;
  return (
    <div className={styles.outcome}>
      {run.is === 'failed' && (
        <Notice
          kind="bad"
          title={run.failure.code === 'FILE_EXISTS' ? 'There is something in that folder.' : 'Not exported.'}
        >
          {run.failure.message}
        </Notice>
      )}
      {run.is === 'cancelled' && (
        <Notice kind="info" announce title="Cancelled.">
          No file was left behind.
        </Notice>
      )}
      {run.is === 'done' && (
        <Notice
          kind="info"
          announce
          title={`${plural(run.result.rows, 'row')} written in ${formatDuration(run.result.elapsed_ms)}.`}
        >
          <ShowFile path={run.result.out} />
          <ul className={styles.files}>
            {run.result.files.map((file) => (
              <li key={file.path}>
                <code className={styles.path}>{file.path}</code>, {plural(file.rows, 'row')}
                <br />
                <span className={styles.words}>SHA-256 </span>
                <code className={styles.hash}>{file.sha256}</code>
              </li>
            ))}
          </ul>
          {empty !== undefined && <p>{empty}</p>}
        </Notice>
      )}
      <div>
        <Button
          kind={run.is === 'done' ? 'other' : 'main'}
          size="large"
          keys={key}
          disabled={!canRun}
          onClick={onRun}
        >
          {rows === undefined || rows === 0 ? 'Export' : `Export ${plural(rows, 'row')}`}
        </Button>
        {missing !== undefined && <span className={styles.why}>{missing}</span>}
      </div>
    </div>
  );
}
