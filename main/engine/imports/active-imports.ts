import type { Progress } from '../../../shared/contract/base.ts';
import type { ImportRun } from '../../../shared/contract/imports.ts';

const active = new Set<string>();

/** Ids of the imports that this process is at, in whatever thread: what else is marked as running here has failed. */
export const ACTIVE_IMPORTS: ReadonlySet<string> = active;

/** Runs an import, known by its id as one of this process until it ends or is left. */
export async function* asActiveImport(
  id: string,
  run: () => AsyncGenerator<Progress, ImportRun, void>,
): AsyncGenerator<Progress, ImportRun, void> {
  active.add(id);
  try {
    return yield* run();
  } finally {
    active.delete(id);
  }
}
