import { useCallback, useEffect, useRef } from 'react';
import type { Stage } from '../../../shared/domain/label.ts';
import { client } from '../../client.ts';
import { ActiveClock } from '../../grading/active-clock.ts';
import { breakClock } from '../../grading/break-clock.ts';
import { shell } from '../../shell.ts';

/** A crash loses what was counted since. */
const KEEP_EVERY_MS = 30_000;
const SIGNS = ['keydown', 'pointermove', 'pointerdown', 'wheel'] as const;

export interface ActiveTime {
  /** What is not kept yet, for the act that keeps it. */
  take(): number;
  /** The act failed: it counts with the next. */
  giveBack(ms: number): void;
}

/**
 * Counts active time with the stage in hand, and keeps it in the dataset every half a minute, when the window is
 * hidden, and when the item is left. Time alone makes no draft.
 */
export function useActiveTime(confession: string, stage: Stage, isOpen: boolean): ActiveTime {
  const clock = useRef(new ActiveClock());
  const take = useCallback(() => {
    const spent = clock.current.take();
    breakClock.spent(spent, Date.now());
    return spent;
  }, []);
  const giveBack = useCallback((ms: number) => {
    clock.current.giveBack(ms);
    breakClock.givenBack(ms);
  }, []);
  useEffect(() => {
    if (!isOpen) return;
    const { current } = clock;
    const keep = async () => {
      const spent = take();
      if (spent === 0) return;
      // Kept with the next, where it could not be now.
      await client.history
        .addActiveTime({ confession, stage, active_ms: spent })
        .catch(() => giveBack(spent));
    };
    const onSign = () => {
      if (document.visibilityState === 'visible') current.sign(Date.now());
    };
    const onVisibility = () => {
      if (document.visibilityState === 'visible') return current.sign(Date.now());
      current.pause(Date.now());
      void keep();
    };
    onSign();
    for (const sign of SIGNS) window.addEventListener(sign, onSign, { passive: true, capture: true });
    document.addEventListener('visibilitychange', onVisibility);
    const timer = setInterval(() => void keep(), KEEP_EVERY_MS);
    const stop = shell.onBeforeClose(async () => {
      current.pause(Date.now());
      await keep();
    });
    return () => {
      stop();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onVisibility);
      for (const sign of SIGNS) window.removeEventListener(sign, onSign, { capture: true });
      current.pause(Date.now());
      void keep();
    };
  }, [confession, stage, isOpen, take, giveBack]);
  return { take, giveBack };
}
