import { useKeys } from '../../commands/CommandsProvider.tsx';
import { formatCount } from '../../kit/format.ts';
import { KeyCaps } from '../../kit/KeyCaps.tsx';
import styles from './SelectionBar.module.css';

interface SelectionBarProps {
  count: number;
  onGrade(): void;
  onClear(): void;
}

/** What can be done with the selected, floating over the table's lower edge. */
export function SelectionBar({ count, onGrade, onClear }: SelectionBarProps) {
  const keyOf = useKeys();
  const caps = (name: string) => {
    const shortcut = keyOf(name);
    return shortcut === undefined ? null : <KeyCaps shortcut={shortcut} tone="inverse" />;
  };
  return (
    <div className={styles.bar} role="toolbar" aria-label="The selected transcripts">
      <span className={styles.count} role="status">
        {formatCount(count)} selected
      </span>
      <button type="button" className={styles.main} onClick={onGrade}>
        {count === 1 ? 'Grade this' : 'Grade these'}
        <KeyCaps shortcut={keyOf('transcripts.grade') ?? 'KeyG'} />
      </button>
      <button type="button" className={styles.act} onClick={onClear}>
        Clear
        {caps('transcripts.select-none')}
      </button>
    </div>
  );
}
