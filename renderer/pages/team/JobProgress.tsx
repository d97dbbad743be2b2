import type { Progress } from '../../../shared/contract/base.ts';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { progressWords } from '../import/progress-words.ts';
import styles from './Team.module.css';

/** How far it is, as far as that is known. */
export function JobProgress({ act, progress }: { act: string; progress: Progress | null }) {
  const { share, headline, details } = progressWords(act, progress);
  const words = details === '' ? headline : `${headline}. ${details}`;
  return (
    <>
      {share !== null && <ProgressBar label={words} total={1} done={share} />}
      <span className={styles.words} role="status">
        {words}
      </span>
    </>
  );
}
