import { useCallback, useEffect, useRef } from 'react';
import { ActiveClock } from '../../grading/active-clock.ts';
import { breakClock } from '../../grading/break-clock.ts';

const SIGNS = ['keydown', 'pointermove', 'pointerdown', 'wheel'] as const;

export interface PairTime {
  /** What has gathered, in milliseconds, for the act that keeps it. */
  take(): number;
}

/** Counts active time with the pair in hand. It is kept with the comparison: a pair that is only looked at keeps none. */
export function usePairTime(isOpen: boolean): PairTime {
  const clock = useRef(new ActiveClock());
  useEffect(() => {
    if (!isOpen) return;
    const { current } = clock;
    const onSign = () => {
      if (document.visibilityState === 'visible') current.sign(Date.now());
    };
    const onVisibility = () => {
      if (document.visibilityState === 'visible') current.sign(Date.now());
      else current.pause(Date.now());
    };
    onSign();
    for (const sign of SIGNS) window.addEventListener(sign, onSign, { passive: true, capture: true });
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      for (const sign of SIGNS) window.removeEventListener(sign, onSign, { capture: true });
      current.pause(Date.now());
    };
  }, [isOpen]);
  const take = useCallback(() => {
    const spent = clock.current.take();
    breakClock.spent(spent, Date.now());
    return spent;
  }, []);
  return { take };
}
