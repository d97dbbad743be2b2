import { Link } from '@tanstack/react-router';
import { signed2 } from '../../../shared/reporting/words.ts';
import { Dialog } from '../../kit/Dialog.tsx';
import { plural } from '../../kit/format.ts';
import type { BehindNumber } from './ReportBench.tsx';
import styles from './Reports.module.css';

interface ItemsDialogProps {
  behind: BehindNumber | undefined;
  onClose(): void;
}

/** The items behind a number, the furthest apart first. */
export function ItemsDialog({ behind, onClose }: ItemsDialogProps) {
  return (
    <Dialog
      open={behind !== undefined}
      onClose={onClose}
      title={behind?.title ?? ''}
      description={behind && `${plural(behind.items.length, 'item')}, the furthest apart first.`}
    >
      <ol className={styles.items}>
        {behind?.items.map(({ transcript_id, confession_id, confession, apart }) => (
          <li key={confession}>
            <Link to={`/grade/${confession}`} onClick={onClose} className={styles.item}>
              <span className={styles.itemName}>{transcript_id}</span>
              <span className={styles.itemConfession}>{confession_id}</span>
              <span className={styles.itemApart}>{signed2(apart)}</span>
            </Link>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
