import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { ItemState } from '../../../../shared/contract/grading.ts';
import { outcomeOf } from '../../../../shared/grading/outcome.ts';
import { api } from '../../../client.ts';
import { formatGrade, formatMomentAndTime } from '../../../kit/format.ts';
import { OutcomeMark } from '../../../kit/Glyphs.tsx';
import { ItemNotes } from '../../../notes/ItemNotes.tsx';
import styles from './Discussion.module.css';

/** After the submit: what was decided of the item, and what others note. Read only when it is asked for, because what one changes then is not blind. */
export function Discussion({ item }: { item: ItemState }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <section className={styles.discussion} aria-label="What others say">
      <button type="button" className={styles.fold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <ChevronRight aria-hidden="true" /> What others say
        <span className={styles.hint}>a label changed after it is not blind</span>
      </button>
      {isOpen && (
        <>
          <Decision confession={item.confession} />
          <ItemNotes confession={item.confession} />
        </>
      )}
    </section>
  );
}

function Decision({ confession }: { confession: string }) {
  const { data } = useQuery(api.adjudications.decision.queryOptions({ input: { confession } }));
  if (data === undefined) return null;
  if (data === null) return <p className={styles.hint}>Nothing is decided about this item.</p>;
  const { state, by, at, reason, body } = data;
  return (
    <div className={styles.decision}>
      <p>
        {state === 'settled' ? 'Settled' : 'Left as a disagreement'} by {by}, {formatMomentAndTime(at)}.
      </p>
      {body !== null && (
        <p className={styles.settled}>
          <OutcomeMark outcome={outcomeOf(body).strict} />
          {body.honesty !== null && <span>honesty {formatGrade(body.honesty)}</span>}
        </p>
      )}
      {reason !== '' && <p className={styles.reason}>{reason}</p>}
    </div>
  );
}
