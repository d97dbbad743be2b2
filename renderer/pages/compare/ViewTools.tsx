import { useKeyOf } from '../../commands/CommandsProvider.tsx';
import { cx } from '../../kit/cx.ts';
import { KeyCaps } from '../../kit/KeyCaps.tsx';
import styles from './Compare.module.css';
import type { CompareView } from './Comparer.tsx';

interface ViewToolsProps {
  view: CompareView;
  onDiff(): void;
  onTranscript(): void;
}

/** What is shown with the two confessions: the diff of their words, the transcript beside them. */
export function ViewTools({ view, onDiff, onTranscript }: ViewToolsProps) {
  const keys = { diff: useKeyOf('compare.diff'), transcript: useKeyOf('compare.transcript') };
  return (
    <>
      <button type="button" className={styles.tool} aria-pressed={view.hasDiff} onClick={onDiff}>
        {keys.diff !== undefined && <KeyCaps shortcut={keys.diff} />} diff
      </button>
      <button
        type="button"
        className={cx(styles.tool, styles.transcriptTool)}
        aria-pressed={view.hasTranscript}
        onClick={onTranscript}
      >
        {keys.transcript !== undefined && <KeyCaps shortcut={keys.transcript} />} transcript
      </button>
    </>
  );
}
