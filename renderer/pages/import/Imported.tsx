import { useNavigate } from '@tanstack/react-router';
import type { ImportRun } from '../../../shared/contract/imports.ts';
import { Button } from '../../kit/Button.tsx';
import { formatBytes, formatCount, formatDuration } from '../../kit/format.ts';
import { addedWords, existingWords, recordWord } from './file-words.ts';
import styles from './Imported.module.css';
import { NotTaken } from './NotTaken.tsx';
import { Rejects } from './Rejects.tsx';
import { ScoresFromMetadata } from './ScoresFromMetadata.tsx';
import { ShowFile } from './ShowFile.tsx';

/** What an import did. */
export function Imported({ run }: { run: ImportRun }) {
  const navigate = useNavigate();
  const existing = existingWords(run);
  const format = run.files[0]?.format ?? '';
  return (
    <div className={styles.imported}>
      <p role="status">
        <strong className={styles.strong}>{addedWords(run)}</strong>
        {existing !== undefined && `; ${existing}`}, in {formatDuration(run.elapsed_ms)}.
      </p>
      {run.rejects_file !== null && (
        <p>
          {formatCount(run.rejected_count)} {recordWord(format, run.rejected_count)} left out, with{' '}
          {run.rejected_count === 1 ? 'the reason' : 'the reasons'}, in <ShowFile path={run.rejects_file} />
        </p>
      )}
      <dl className={styles.files}>
        {run.files.map((file) => (
          <div key={file.file}>
            <dt className={styles.path}>{file.file}</dt>
            <dd className={styles.facts}>
              {formatBytes(file.bytes)}, {formatCount(file.records)} {recordWord(file.format, file.records)},
              SHA-256 <code className={styles.hash}>{file.sha256}</code>
            </dd>
          </div>
        ))}
      </dl>
      <div className={styles.acts}>
        <Button kind="main" onClick={() => void navigate({ to: '/grade' })}>
          Start grading
        </Button>
        <Button onClick={() => void navigate({ to: '/transcripts' })}>See the transcripts</Button>
      </div>
      <ScoresFromMetadata />
      <NotTaken {...run} />
      {run.rejected.length > 0 && (
        <Rejects rejected={run.rejected} count={run.rejected_count} format={format} />
      )}
    </div>
  );
}
