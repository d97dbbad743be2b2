import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { QueuePlace, QueueProgress } from '../../../shared/contract/queue.ts';
import { QUEUE_MODES, type QueueMode } from '../../../shared/grading/queue-order.ts';
import { api } from '../../client.ts';
import { paceWords, QUEUE_MODE_HINTS, QUEUE_MODE_WORDS, queueWords } from '../../grading/queue-words.ts';
import type { QueueControl } from '../../grading/useQueueChoice.ts';
import { formatCount } from '../../kit/format.ts';
import { Menu, type MenuItem } from '../../kit/Menu.tsx';
import styles from './Bars.module.css';

/** In the order in which they are offered. */
const OFFERED = [...QUEUE_MODES].sort((one) => (one === 'in_order' ? -1 : 0));

function placeWords(place: QueuePlace | undefined, total: number): string {
  if (place?.index == null) return place === undefined ? '' : 'Not in the queue';
  return `${formatCount(place.index + 1)} of ${formatCount(total)}`;
}

interface QueueMenuProps {
  place: QueuePlace | undefined;
  progress: QueueProgress | undefined;
  control: QueueControl;
}

/** Where this item stands, and under it how to go on. Pace is told to who asks. */
export function QueueMenu({ place, progress, control }: QueueMenuProps) {
  const { queue, choose } = control;
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const pace = useQuery({ ...api.history.pace.queryOptions(), enabled: isOpen }).data;
  const total = place?.total ?? progress?.total ?? 0;
  const left = progress === undefined ? 0 : progress.not_started + progress.draft;
  const mode = (each: QueueMode): MenuItem => ({
    label: QUEUE_MODE_WORDS[each],
    hint: QUEUE_MODE_HINTS[each],
    checked: queue?.mode === each,
    closes: true,
    run: () => void choose({ mode: each, keep_narrowed: each !== 'assigned' }),
  });
  const widen: MenuItem[] =
    queue?.narrowed_to == null
      ? []
      : [
          {
            label: `All ${formatCount(queue.transcripts)} transcripts`,
            run: () => void choose({ mode: queue.mode }),
          },
        ];
  return (
    <Menu
      align="end"
      onOpenChange={setOpen}
      head={
        <>
          {queue !== undefined && <p>{queueWords(queue)}</p>}
          {progress !== undefined && (
            <p>
              {formatCount(progress.submitted)} submitted, {formatCount(left)} left.{' '}
              {pace !== undefined && paceWords(pace.active_ms_per_item, left)}
            </p>
          )}
        </>
      }
      trigger={
        <button type="button" className={styles.place} aria-label={`${placeWords(place, total)}. The queue`}>
          {placeWords(place, total)}
          <ChevronDown aria-hidden="true" />
        </button>
      }
      groups={[
        OFFERED.map(mode),
        widen,
        [{ label: 'What I did', run: () => void navigate({ to: '/history' }) }],
      ]}
    />
  );
}
