import { setImmediate as breathe } from 'node:timers/promises';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { Session } from '../session.ts';

/** UTF-16 units that are looked through before other questions have their turn. */
export const UNITS_AT_ONCE = 128 * 1024;

/** Told of the units looked through, waits now and then. */
export type Turn = (units: number) => Promise<void>;

/**
 * For a long look through texts: told of the units looked through, waits now and then until other questions had their
 * turn. Fails where nobody waits for the answer any more, or the dataset was closed meanwhile.
 */
export function takingTurns(session: Session, signal: AbortSignal | undefined): Turn {
  const { store } = session;
  let read = 0;
  return async function turn(units: number): Promise<void> {
    read += units;
    if (read >= UNITS_AT_ONCE) {
      read = 0;
      await breathe();
    }
    signal?.throwIfAborted();
    // It may have been closed meanwhile, and another one opened.
    if (session.opened?.store !== store)
      throw new ShriveError(
        'DATASET_NOT_OPEN',
        'The dataset was closed while its texts were looked through.',
      );
  };
}
