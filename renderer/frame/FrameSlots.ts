import { createContext } from 'react';

/** The elements of the frame that a page fills. Undefined until the frame is in the page. */
export interface FrameSlots {
  where?: HTMLElement;
  centre?: HTMLElement;
  right?: HTMLElement;
  facts?: HTMLElement;
  /** What stands between the bars. */
  page?: HTMLElement;
  setNarrow: (narrow: boolean) => void;
}

export const FrameSlotsContext = createContext<FrameSlots>({ setNarrow: () => {} });
