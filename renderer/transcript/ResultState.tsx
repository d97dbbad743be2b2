import { OctagonAlert } from 'lucide-react';
import { isToolError, type Message, toolExitCode } from '../../shared/domain/transcript.ts';
import styles from './Row.module.css';

/** Whether a tool failed, at a glance: an octagon with the exit code, or the word; a quiet "exit 0" where it says so. */
export function ResultState({ message }: { message: Message }) {
  const code = toolExitCode(message);
  if (isToolError(message)) {
    return (
      <span className={styles.error}>
        <OctagonAlert aria-hidden="true" />
        {code === undefined || code === 0 ? 'error' : `exit ${code}`}
      </span>
    );
  }
  return code === undefined ? null : <span className={styles.exited}>exit {code}</span>;
}
