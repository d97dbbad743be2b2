import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useKeyOf } from '../../../commands/CommandsProvider.tsx';
import { diffWords } from '../../../confessions/diff-words.ts';
import { ClaimCell, WholeCell } from '../../../confessions/SideCell.tsx';
import { cx } from '../../../kit/cx.ts';
import { IconButton } from '../../../kit/IconButton.tsx';
import styles from './BesidePane.module.css';
import type { Beside } from './useBeside.ts';

interface BesidePaneProps {
  beside: Beside;
  /** Id of the confession in hand. */
  inHand: string;
  /** The claim in hand: its partner here is shown with it. */
  claim: string | undefined;
  view: 'rendered' | 'raw';
  onClose(): void;
}

/** Another confession of the same transcript, to be read beside the one that is judged. It takes no answers. */
export function BesidePane({ beside, inHand, claim, view, onClose }: BesidePaneProps) {
  const { confessionId, words, arrangement, differences } = beside;
  const key = useKeyOf('grade.beside');
  const head = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each confession that opens takes the focus
  useEffect(() => head.current?.focus({ preventScroll: true }), [confessionId]);
  const side = { side: 'right', view, differences } as const;
  const names = { left: `in ${inHand}`, right: `in ${confessionId}` };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <section className={styles.pane} aria-label={`Confession ${confessionId}, beside`} tabIndex={0}>
      <div className={styles.head}>
        <h2 className={styles.title} ref={head} tabIndex={-1}>
          Confession {confessionId}
        </h2>
        <span className={styles.caption}>beside {inHand}, the one in hand</span>
        <IconButton
          icon={X}
          size="small"
          label="Close"
          keys={key}
          className={styles.close}
          onClick={onClose}
        />
      </div>
      <p className={styles.caption} role="status">
        {diffWords(differences, names)}
      </p>
      {arrangement.kind === 'claims' ? (
        <ol className={styles.claims} aria-label={`Claims of confession ${confessionId}`}>
          {arrangement.rows.map(({ left, right }) => (
            <li
              key={`${left?.claim.key} ${right?.claim.key}`}
              className={cx(styles.claim, left !== undefined && left.claim.key === claim && styles.partner)}
            >
              {right === undefined ? (
                <p className={styles.caption}>
                  Nothing like claim {(left?.index ?? 0) + 1} of confession {inHand}.
                </p>
              ) : (
                <ClaimCell
                  {...side}
                  claim={right.claim}
                  number={right.index + 1}
                  of={`Confession ${confessionId}`}
                  place={
                    left === undefined
                      ? `nothing like it in ${inHand}`
                      : `beside claim ${left.index + 1} of ${inHand}`
                  }
                  isOtherWord={
                    left !== undefined && left.claim.compliance?.word !== right.claim.compliance?.word
                  }
                />
              )}
            </li>
          ))}
        </ol>
      ) : (
        <div className={styles.whole}>
          <WholeCell {...side} words={words} claims={arrangement.right} of={`Confession ${confessionId}`} />
        </div>
      )}
    </section>
  );
}
