import styles from './Grader.module.css';

export type Pane = 'transcript' | 'confession' | 'judgement';

interface PaneTabsProps {
  pane: Pane;
  isSealed: boolean;
  onPane(pane: Pane): void;
}

/** Where there is no room for all panes, these choose between them (`Alt` 1, 2, 3 do too). */
export function PaneTabs({ pane, isSealed, onPane }: PaneTabsProps) {
  const panes = isSealed
    ? (['transcript', 'judgement'] as const)
    : (['transcript', 'confession', 'judgement'] as const);
  return (
    <div className={styles.tabs} role="group" aria-label="Panes">
      {panes.map((each) => (
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
