/** Which transcripts are chosen, over all pages of the table. */
export interface Selection {
  ids: ReadonlySet<string>;
  /** The row from which Shift chooses on: its place in the list as it is shown. */
  anchor: number | null;
}

export const NOTHING_SELECTED: Selection = { ids: new Set(), anchor: null };

export function toggled(selection: Selection, id: string, row: number): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: row };
}

/** Adds all rows between the anchor and `row`, both included, in either direction. */
export function extended(
  selection: Selection,
  row: number,
  idAt: (row: number) => string | undefined,
): Selection {
  const from = selection.anchor ?? row;
  const ids = new Set(selection.ids);
  for (let at = Math.min(from, row); at <= Math.max(from, row); at += 1) {
    const id = idAt(at);
    if (id !== undefined) ids.add(id);
  }
  return { ids, anchor: from };
}
