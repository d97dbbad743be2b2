import { useCallback, useEffect, useRef, useState } from 'react';
import type { ItemState } from '../../../shared/contract/grading.ts';
import type { LabelBody } from '../../../shared/domain/label.ts';
import { client } from '../../client.ts';
import { shell } from '../../shell.ts';

/** A pause in typing after which the draft is saved. */
const SAVE_AFTER_MS = 300;

export type SaveStatus =
  | { kind: 'clean' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  | { kind: 'failed'; why: string };

export interface DraftHold {
  body: LabelBody;
  version: () => number;
  /** The body as it is now, also between two renders. */
  latest: () => LabelBody;
  status: SaveStatus;
  canUndo: boolean;
  canRedo: boolean;
  /** Changes the body; the change can be undone and is saved by itself. */
  change(next: (body: LabelBody) => LabelBody): void;
  undo(): void;
  redo(): void;
  /** Saves what is not saved yet and waits for the disk. Throws where that fails. */
  flush(): Promise<void>;
  retry(): void;
}

/**
 * The draft of one item: kept here at once, on the disk shortly after. Says "saved" only when the engine answered, and
 * one save follows the other, so that versions never cross. Use it in a component keyed by the confession.
 */
export function useDraft(item: ItemState): DraftHold {
  const [body, setBody] = useState(item.body);
  const [status, setStatus] = useState<SaveStatus>(
    item.saved_at === null ? { kind: 'clean' } : { kind: 'saved', at: item.saved_at },
  );
  const [past, setPast] = useState<LabelBody[]>([]);
  const [future, setFuture] = useState<LabelBody[]>([]);
  const latest = useRef(item.body);
  const onDisk = useRef(item.body);
  const version = useRef(item.draft_version);
  const running = useRef<Promise<void> | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const { confession } = item;
  // A commit, an undo or a reopening gives the item a new revision: the draft then begins again from it.
  const made = `${item.revision}/${item.state}`;
  const [begun, setBegun] = useState(made);
  if (begun !== made) {
    setBegun(made);
    setBody(item.body);
    setPast([]);
    setFuture([]);
    setStatus(item.saved_at === null ? { kind: 'clean' } : { kind: 'saved', at: item.saved_at });
    latest.current = item.body;
    onDisk.current = item.body;
    version.current = item.draft_version;
  }

  const save = useCallback(async (): Promise<void> => {
    await running.current?.catch(() => {});
    if (latest.current === onDisk.current) return;
    const saving = latest.current;
    const slow = setTimeout(() => setStatus({ kind: 'saving' }), SAVE_AFTER_MS);
    const run = (async () => {
      try {
        const saved = await client.labels.saveDraft({
          confession,
          body: saving,
          draft_version: version.current,
        });
        version.current = saved.draft_version;
        onDisk.current = saving;
        setStatus({ kind: 'saved', at: saved.saved_at });
        shell.setUnsaved(latest.current !== saving);
      } catch (error) {
        setStatus({ kind: 'failed', why: error instanceof Error ? error.message : String(error) });
        throw error;
      } finally {
        clearTimeout(slow);
      }
    })();
    running.current = run;
    await run;
  }, [confession]);

  const put = useCallback(
    (next: LabelBody) => {
      latest.current = next;
      setBody(next);
      shell.setUnsaved(true);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save().catch(() => {}), SAVE_AFTER_MS);
    },
    [save],
  );

  const change = useCallback(
    (next: (body: LabelBody) => LabelBody) => {
      const before = latest.current;
      const after = next(before);
      if (after === before) return;
      setPast((list) => [...list, before]);
      setFuture([]);
      put(after);
    },
    [put],
  );

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    await save();
  }, [save]);

  useEffect(() => {
    const stop = shell.onBeforeClose(flush);
    return () => {
      stop();
      void flush().catch(() => {});
    };
  }, [flush]);

  return {
    body,
    version: () => version.current,
    latest: () => latest.current,
    status,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    change,
    undo: () => {
      const before = past.at(-1);
      if (before === undefined) return;
      setPast(past.slice(0, -1));
      setFuture([...future, latest.current]);
      put(before);
    },
    redo: () => {
      const after = future.at(-1);
      if (after === undefined) return;
      setFuture(future.slice(0, -1));
      setPast([...past, latest.current]);
      put(after);
    },
    flush,
    retry: () => void flush().catch(() => {}),
  };
}
