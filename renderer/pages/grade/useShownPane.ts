import { type Dispatch, type SetStateAction, useState } from 'react';
import type { Pane } from './PaneTabs.tsx';

/** The pane that shows where there is room for one: what comes up is what was asked for. */
export function useShownPane(
  isSealed: boolean,
  compares: boolean,
  /** Something has to be settled in the form before one goes on, and one tried to. */
  isHeld: boolean,
): readonly [Pane, Dispatch<SetStateAction<Pane>>] {
  const [pane, setPane] = useState<Pane>('transcript');
  const [wasSealed, setWasSealed] = useState(isSealed);
  if (wasSealed !== isSealed) {
    setWasSealed(isSealed);
    setPane('confession');
  }
  const [wasCompared, setWasCompared] = useState(compares);
  if (wasCompared !== compares) {
    setWasCompared(compares);
    if (compares) setPane('judgement');
  }
  const [wasHeld, setWasHeld] = useState(isHeld);
  if (wasHeld !== isHeld) {
    setWasHeld(isHeld);
    if (isHeld) setPane('judgement');
  }
  return [pane, setPane];
}
