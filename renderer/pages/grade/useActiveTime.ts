import { useEffect, useRef } from 'react';

const TICK_MS = 5_000;
const IDLE_AFTER_MS = 60_000;

/**
 * Counts active time: the window is visible and the grader does something. `take` gives what has gathered, in
 * milliseconds, and begins anew; time alone makes no draft, so it is taken when a stage is committed.
 */
export function useActiveTime(isOpen: boolean): { take: () => number } {
  const lastSeen = useRef(Date.now());
  const gathered = useRef(0);
  useEffect(() => {
    if (!isOpen) return;
    const seen = () => {
      lastSeen.current = Date.now();
    };
    const events = ['keydown', 'pointermove', 'wheel'] as const;
    for (const event of events) window.addEventListener(event, seen, { passive: true });
    const timer = setInterval(() => {
      const isActive = Date.now() - lastSeen.current < IDLE_AFTER_MS;
      if (document.visibilityState === 'visible' && isActive) gathered.current += TICK_MS;
    }, TICK_MS);
    return () => {
      clearInterval(timer);
      for (const event of events) window.removeEventListener(event, seen);
    };
  }, [isOpen]);
  return {
    take: () => {
      const spent = gathered.current;
      gathered.current = 0;
      return spent;
    },
  };
}
