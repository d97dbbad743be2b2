import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import {
  DISAGREEMENT_STATES,
  type DisagreementItem,
  type DisagreementState,
} from '../../../shared/contract/adjudications.ts';
import { api } from '../../client.ts';
import { formatCount } from '../../kit/format.ts';
import styles from './Adjudicate.module.css';
import { adjudicatePath } from './useSettleFlow.ts';

const STATE_WORDS: Record<DisagreementState, string> = {
  open: 'open',
  settled: 'settled',
  kept: 'left as it is',
  reopened: 'taken up again',
};
/** Longer lists are narrowed by their state. */
const MOST = 500;

function whyWords({ why, decided, changed }: DisagreementItem): string {
  return [
    why === '' ? 'the graders agree by now' : why,
    decided === null ? '' : `by ${decided.by}`,
    changed ? 'labels changed since' : '',
  ]
    .filter((part) => part !== '')
    .join('; ');
}

/** All disagreements, the dearest first, by where they stand. */
export function DisagreementList() {
  const navigate = useNavigate();
  const [state, setState] = useState<DisagreementState>();
  const { data } = useQuery(
    api.adjudications.list.queryOptions({
      input: { offset: 0, limit: MOST, ...(state !== undefined && { states: [state] }) },
    }),
  );
  if (data === undefined) return null;
  const { counts, items, total } = data;
  return (
    <section aria-label="All disagreements">
      <div className={styles.filters} role="group" aria-label="Show">
        <button
          type="button"
          className={styles.filter}
          aria-pressed={state === undefined}
          onClick={() => setState(undefined)}
        >
          all {formatCount(counts.open + counts.settled + counts.kept + counts.reopened)}
        </button>
        {DISAGREEMENT_STATES.map((each) => (
          <button
            key={each}
            type="button"
            className={styles.filter}
            aria-pressed={state === each}
            onClick={() => setState(each)}
          >
            {STATE_WORDS[each]} {formatCount(counts[each])}
          </button>
        ))}
      </div>
      <ol className={styles.list}>
        {items.map((item) => (
          <li key={item.confession}>
            <button
              type="button"
              className={styles.listed}
              onClick={() => void navigate({ to: adjudicatePath(item.confession) })}
            >
              <span>
                {item.transcript_id} <span className={styles.hint}>{item.confession_id}</span>
              </span>
              <span>{STATE_WORDS[item.state]}</span>
              <span className={styles.hint}>{whyWords(item)}</span>
            </button>
          </li>
        ))}
      </ol>
      {items.length === 0 && <p className={styles.hint}>None here.</p>}
      {items.length < total && (
        <p className={styles.hint}>
          The first {formatCount(items.length)} of {formatCount(total)}. The command line lists them all.
        </p>
      )}
    </section>
  );
}
