import { Activity, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import styles from './DrawnAhead.module.css';
import { type FrameSlots, FrameSlotsContext } from './FrameSlots.ts';

/** The slots that are drawn ahead with the page. */
const DRAWN = ['where', 'centre', 'right', 'page'] as const;
type Sheets = Record<(typeof DRAWN)[number], HTMLElement>;

function makeSheet(): HTMLElement {
  const sheet = document.createElement('div');
  sheet.className = styles.sheet ?? '';
  return sheet;
}

function setNothing(): void {}

interface DrawnAheadProps {
  isShown: boolean;
  children: ReactNode;
}

/**
 * A page that is drawn before it is asked for, in React's own spare time, on sheets that are in no document: nothing
 * finds it, hears it or reads it there, and none of its effects run. To show it is to put its sheets into the frame.
 */
export function DrawnAhead({ isShown, children }: DrawnAheadProps) {
  const slots = useContext(FrameSlotsContext);
  const [sheets] = useState(
    (): Sheets => ({ where: makeSheet(), centre: makeSheet(), right: makeSheet(), page: makeSheet() }),
  );
  const { facts, setNarrow } = slots;
  const own = useMemo<FrameSlots>(
    () => ({
      ...sheets,
      ...(isShown && facts !== undefined && { facts }),
      setNarrow: isShown ? setNarrow : setNothing,
    }),
    [sheets, isShown, facts, setNarrow],
  );
  return (
    <>
      {isShown && <Shown sheets={sheets} slots={slots} />}
      {createPortal(
        <Activity mode={isShown ? 'visible' : 'hidden'}>
          <FrameSlotsContext value={own}>{children}</FrameSlotsContext>
        </Activity>,
        sheets.page,
      )}
    </>
  );
}

/** Stands before what is drawn, so that its effect comes first: what is drawn measures itself in the page. */
function Shown({ sheets, slots }: { sheets: Sheets; slots: FrameSlots }) {
  useLayoutEffect(() => {
    for (const slot of DRAWN) slots[slot]?.append(sheets[slot]);
    return () => {
      for (const slot of DRAWN) sheets[slot].remove();
    };
  }, [sheets, slots]);
  return null;
}
