import { useCallback, useState } from 'react';

/** Column id to whether it is shown, for the columns somebody decided on. */
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
    if (typeof kept !== 'object' || kept === null) return {};
    const known = Object.entries(kept).filter(
      (entry): entry is [string, boolean] => typeof entry[1] === 'boolean',
    );
    return Object.fromEntries(known);
  } catch {
    return {}; // Not what was written here: the columns as they are at first.
  }
}
