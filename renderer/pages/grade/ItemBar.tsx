import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { QueuePlace } from '../../../shared/contract/queue.ts';
import { api } from '../../client.ts';
import { useKeyOf } from '../../commands/CommandsProvider.tsx';
import { savingOf } from '../../grading/saving-of.ts';
import type { QueueControl } from '../../grading/useQueueChoice.ts';
import { formatCount } from '../../kit/format.ts';
import { IconButton } from '../../kit/IconButton.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { SaveState } from '../../kit/SaveState.tsx';
import { useIsOwnPackage } from '../../packages/useIsOwnPackage.ts';
import styles from './Bars.module.css';
import { QueueMenu } from './QueueMenu.tsx';
import type { Grading } from './useGrading.ts';
import type { ItemFlow } from './useItemFlow.ts';

interface ItemBarProps {
  draft: Grading['draft'];
  flow: ItemFlow;
  place: QueuePlace | undefined;
  queue: QueueControl;
}

/** At the right of the top bar: what is on the disk, how far it is, and the way on. */
export function ItemBar({ draft, flow, place, queue }: ItemBarProps) {
  const progress = useQuery(api.queue.progress.queryOptions()).data;
  const { submitted = 0, total = 0 } = progress ?? {};
  const isPackage = useIsOwnPackage();
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
        label={`${submitted} of ${total} submitted`}
        total={total}
        done={submitted}
        className={styles.progress}
      />
      {isPackage && (
        <span className={styles.inPackage}>
          {formatCount(submitted)} of {formatCount(total)} in your package
        </span>
      )}
      <QueueMenu place={place} progress={progress} control={queue} />
      <span className={styles.ways}>
        <IconButton
          icon={ChevronLeft}
          size="small"
          label="Previous item"
          keys={previousKey}
          onClick={() => flow.goTo('previous')}
        />
        <IconButton
          icon={ChevronRight}
          size="small"
          label="Next item"
          keys={nextKey}
          onClick={() => flow.goTo('next')}
        />
      </span>
    </>
  );
}
