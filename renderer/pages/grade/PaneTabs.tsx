import styles from './Grader.module.css';

export type Pane = 'transcript' | 'confession' | 'judgement' | 'beside';

interface PaneTabsProps {
  pane: Pane;
  isSealed: boolean;
  /** Id of the confession that is open beside the one in hand. */
  beside: string | undefined;
  onPane(pane: Pane): void;
}

/** Where there is no room for all panes, these choose between them (`Alt` 1, 2, 3 do too). */
export function PaneTabs({ pane, isSealed, beside, onPane }: PaneTabsProps) {
  const panes: readonly Pane[] = isSealed
    ? ['transcript', 'judgement']
    : ['transcript', 'confession', 'judgement', ...(beside === undefined ? [] : ['beside' as const])];
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
          {each === 'beside' ? `Confession ${beside}` : each}
        </button>
      ))}
    </div>
  );
}
