import type { Saving } from '../kit/SaveState.tsx';
import type { SaveStatus } from './draft-hold.ts';

/** What stands against what is here. */
function conflictWords({ isOwn }: { isOwn: boolean }): string {
  return isOwn ? 'changed after it was sent.' : 'another window changed this label.';
}

/** What the bar says of a draft. */
export function savingOf(status: SaveStatus<unknown>): Saving {
  if (status.kind === 'clean') return { kind: 'idle' };
  if (status.kind === 'conflict') return { kind: 'failed', why: conflictWords(status) };
  return status;
}
