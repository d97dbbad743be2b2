import type { Ref } from 'react';
import { rowsToShow } from '../../shared/comparing/align-claims.ts';
import type { Arrangement, Side, Words } from '../../shared/comparing/compare-confessions.ts';
import styles from './Confessions.module.css';
import { diffWords } from './diff-words.ts';
import { ClaimCell, type SideView, WholeCell } from './SideCell.tsx';

export interface SideBySideProps extends Omit<SideView, 'side'> {
  words: { left: Words; right: Words };
  arrangement: Arrangement;
  /** What they are called: nothing that tells where they come from. */
  names: { left: string; right: string };
  isDiffWanted: boolean;
  /** Beside the names: switches. */
  tools?: React.ReactNode;
  ref?: Ref<HTMLElement>;
}

const SIDES: readonly Side[] = ['left', 'right'];
const ON_THE_SIDES = { left: 'on the left', right: 'on the right' };

/** Two confessions of one transcript side by side: claim by claim where both are reports, else as they were written. */
export function SideBySide({
  words,
  arrangement,
  names,
  isDiffWanted,
  tools,
  ref,
  ...view
}: SideBySideProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <section className={styles.pane} aria-label="Confessions" tabIndex={0} ref={ref}>
      <div className={styles.head}>
        {SIDES.map((side) => (
          <h2 key={side} className={styles.name}>
            {names[side]}
          </h2>
        ))}
        {tools !== undefined && <div className={styles.tools}>{tools}</div>}
      </div>
      {isDiffWanted && (
        <p className={styles.legend} role="status">
          {diffWords(view.differences, ON_THE_SIDES, ['dashed', 'solid'])}
        </p>
      )}
      {arrangement.kind === 'claims' ? (
        <ol className={styles.rows} aria-label="Claims side by side">
          {rowsToShow(arrangement.rows).map((row) => (
            <li key={`${row.left?.claim.key} ${row.right?.claim.key}`} className={styles.row}>
              {SIDES.map((side) => {
                const own = row[side];
                const other = row[side === 'left' ? 'right' : 'left'];
                return (
                  <div key={side} className={styles.cell} data-side={side}>
                    {own === undefined ? (
                      <p className={styles.missing}>{names[side]} has no claim like this.</p>
                    ) : (
                      <ClaimCell
                        {...view}
                        side={side}
                        claim={own.claim}
                        number={own.index + 1}
                        isOtherWord={
                          row.isAlike && own.claim.compliance?.word !== other?.claim.compliance?.word
                        }
                      />
                    )}
                  </div>
                );
              })}
            </li>
          ))}
        </ol>
      ) : (
        <div className={styles.row}>
          {SIDES.map((side) => (
            <div key={side} className={styles.cell} data-side={side} role="group" aria-label={names[side]}>
              <WholeCell {...view} side={side} words={words[side]} claims={arrangement[side]} />
            </div>
          ))}
        </div>
      )}
    </section>
  );
}
