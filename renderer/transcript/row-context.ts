import { createContext, useContext } from 'react';
import type { Marks } from './marks.ts';

/** What all rows of the transcript share. */
export interface RowContextValue {
  marks: Marks;
  view: 'rendered' | 'raw';
  /** The message in hand. */
  current: number;
  /** Evidence of this violation is the active one. */
  active: string | undefined;
  isOpen(message: number, part: string, opensByItself: boolean): boolean;
  setOpen(message: number, part: string, open: boolean): void;
  /** Shows a text that is too long for the page in a viewer of its own. */
  openViewer(message: number, part: string): void;
  onCurrent(message: number): void;
  onTag(id: string): void;
}

export const RowContext = createContext<RowContextValue | undefined>(undefined);

export function useRow(): RowContextValue {
  const context = useContext(RowContext);
  if (context === undefined) throw new Error('a row of the transcript outside the transcript');
  return context;
}
