import type { Saving } from '../kit/SaveState.tsx';
import type { SaveStatus } from './useDraft.ts';

/** What the bar says of a draft. */
export function savingOf(status: SaveStatus<unknown>): Saving {
  if (status.kind === 'clean') return { kind: 'idle' };
  if (status.kind === 'conflict') return { kind: 'failed', why: 'another window changed this label.' };
  return status;
}
