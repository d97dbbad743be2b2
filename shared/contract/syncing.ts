import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { base, Progress } from './base.ts';

export const SyncRun = z.object({
  folder: z.string(),
  /** Revisions of labels that came in, and that were laid into the folder. */
  labels: z.object({ added: z.int(), sent: z.int() }),
  /** The same of comparisons, adjudications and notes together. */
  other: z.object({ added: z.int(), sent: z.int() }),
  /** Files of the folder: read now, waiting for one that has not arrived yet, written. */
  bundles: z.object({ read: z.int(), waiting: z.int(), written: z.int() }),
  /** Files of which nothing was taken, and why; they are tried again when they change. */
  refused: z.array(z.object({ file: z.string(), reason: z.string() })),
  elapsed_ms: z.number(),
});
export type SyncRun = z.infer<typeof SyncRun>;

export const syncing = {
  /**
   * Exchanges revisions with everybody who uses the same folder: a network drive, a synchronised folder, a stick. Files
   * are only ever added, under names that cannot collide, so that no lock is needed.
   */
  run: base.input(z.object({ folder: z.string().min(1) })).output(eventIterator(Progress, SyncRun)),
};
