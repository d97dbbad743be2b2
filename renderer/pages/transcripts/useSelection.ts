import { useCallback, useState } from 'react';
import { client } from '../../client.ts';
import { extended, NOTHING_SELECTED, type Selection, toggled } from './selection.ts';
import type { TranscriptRows } from './useTranscriptRows.ts';
import type { View } from './view.ts';

export interface SelectionActs {
  toggle(index: number): void;
  /** All from the last one selected to this. */
  extendTo(index: number): void;
  all(): void;
  none(): void;
}

/** The selected transcripts. Ranges and "all" may reach beyond the pages that are here: those ids are asked for. */
export function useSelection(
  view: View,
  rows: TranscriptRows,
  total: number,
): [Selection, SelectionActs, Error | null] {
  const [selection, setSelection] = useState<Selection>(NOTHING_SELECTED);
  const [error, setError] = useState<Error | null>(null);
  const { rowAt } = rows;
  const idAt = useCallback((index: number) => rowAt(index)?.transcript_id, [rowAt]);

  const allIds = async () => {
    setError(null);
    try {
      return (await client.transcripts.ids({ filter: view.filter, sort: view.sort })).transcript_ids;
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)));
      return undefined;
    }
  };

  return [
    selection,
    {
      toggle: (index) => {
        const id = idAt(index);
        if (id !== undefined) setSelection(toggled(selection, id, index));
      },
      extendTo: (index) => {
        const from = selection.anchor ?? index;
        const [low, high] = [Math.min(from, index), Math.min(total - 1, Math.max(from, index))];
        let isHere = true;
        for (let at = low; at <= high && isHere; at += 1) isHere = idAt(at) !== undefined;
        if (isHere) setSelection(extended(selection, index, idAt));
        else
          void allIds().then((ids) => {
            if (ids !== undefined)
              setSelection((now) => extended({ ...now, anchor: from }, index, (at) => ids[at]));
          });
      },
      all: () => {
        void allIds().then((ids) => {
          if (ids !== undefined)
            setSelection((now) => ({ ids: new Set([...now.ids, ...ids]), anchor: now.anchor }));
        });
      },
      none: () => setSelection(NOTHING_SELECTED),
    },
    error,
  ];
}
