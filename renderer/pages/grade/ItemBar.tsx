import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useKeyOf } from '../../commands/CommandsProvider.tsx';
import { IconButton } from '../../kit/IconButton.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { SaveState, type Saving } from '../../kit/SaveState.tsx';
import styles from './Bars.module.css';
import type { SaveStatus } from './useDraft.ts';
import type { Grading } from './useGrading.ts';
import type { ItemFlow } from './useItemFlow.ts';

export interface Place {
  /** From 1. */
  index: number;
  total: number;
  submitted: number;
}

function savingOf(status: SaveStatus): Saving {
  if (status.kind === 'clean') return { kind: 'idle' };
  if (status.kind === 'conflict') return { kind: 'failed', why: 'another window changed this label.' };
  return status;
}

/** At the right of the top bar: what is on the disk, how far it is, and the way on. */
export function ItemBar({ draft, flow, place }: { draft: Grading['draft']; flow: ItemFlow; place: Place }) {
  const nextKey = useKeyOf('grade.next');
  const previousKey = useKeyOf('grade.previous');
  return (
    <>
      <SaveState
        state={savingOf(draft.status)}
        {...(draft.status.kind === 'failed' && { onTryAgain: draft.retry })}
      />
      <ProgressBar
        size="short"
        label={`${place.submitted} of ${place.total} submitted`}
        total={place.total}
        done={place.submitted}
        className={styles.progress}
      />
      <span className={styles.place}>
        {place.index} of {place.total}
      </span>
      <span className={styles.ways}>
        <IconButton
          icon={ChevronLeft}
          size="small"
          label="Previous item"
          keys={previousKey}
          onClick={() => flow.goTo('previous', false)}
        />
        <IconButton
          icon={ChevronRight}
          size="small"
          label="Next item"
          keys={nextKey}
          onClick={() => flow.goTo('next', false)}
        />
      </span>
    </>
  );
}
