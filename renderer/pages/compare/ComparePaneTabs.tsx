import styles from './Compare.module.css';
import type { ComparePane } from './Comparer.tsx';

const PANES: readonly ComparePane[] = ['transcript', 'confessions', 'judgement'];

/** Where there is no room for all panes, these choose between them (`Alt` 1, 2, 3 do too). */
export function ComparePaneTabs({ pane, onPane }: { pane: ComparePane; onPane(pane: ComparePane): void }) {
  return (
    <div className={styles.tabs} role="group" aria-label="Panes">
      {PANES.map((each) => (
        <button
          key={each}
          type="button"
          className={styles.tab}
          data-pane-tab={each}
          aria-pressed={each === pane}
          onClick={() => onPane(each)}
        >
          {each}
        </button>
      ))}
    </div>
  );
}
