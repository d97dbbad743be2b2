import { useCallback, useState } from 'react';
import { HIDDEN_AT_FIRST } from './table-columns.tsx';

/** Column id to whether it is shown; a column not in it is shown, but a metadata key's is not. */
export type ColumnChoice = Readonly<Record<string, boolean>>;

const KEY = 'shrive.transcripts.columns';

/** Which columns are shown, kept on this machine: it is about the screen, not about the data. */
export function useColumns(): [ColumnChoice, (id: string, isShown: boolean) => void] {
  const [choice, setChoice] = useState(read);
  const choose = useCallback((id: string, isShown: boolean) => {
    setChoice((before) => {
      const next = { ...before, [id]: isShown };
      localStorage.setItem(KEY, JSON.stringify(next));
      return next;
    });
  }, []);
  return [choice, choose];
}

function read(): ColumnChoice {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return HIDDEN_AT_FIRST;
    const known = Object.entries(kept).filter(
      (entry): entry is [string, boolean] => typeof entry[1] === 'boolean',
    );
    return { ...HIDDEN_AT_FIRST, ...Object.fromEntries(known) };
  } catch {
    return HIDDEN_AT_FIRST; // Not what was written here: the columns as they are at first.
  }
}
