import { useEffect } from 'react';
import { announce } from '../../frame/announce.ts';
import type { Grading } from './useGrading.ts';

/** What was in hand last, whichever item was drawn then. */
let before: { confession: string; stage: number } | undefined;

/**
 * Says what one sees happen after a commit or a submit: that another item is there, or that the reasoning is open. The
 * confession speaks for itself: its heading takes the focus.
 */
export function useSpokenSteps({ item, stage }: Pick<Grading, 'item' | 'stage'>): void {
  const { confession } = item;
  useEffect(() => {
    if (before !== undefined && before.confession !== confession) announce('Another item is open');
    else if (before?.stage === 2 && stage === 3) announce('Reasoning open');
    before = { confession, stage };
  }, [confession, stage]);
}
