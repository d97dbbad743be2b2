import type { Decisions } from '../../../shared/adjudicating/settled-body.ts';
import { queryClient } from '../../client.ts';

/** What somebody has chosen of an item that is not settled yet. */
export interface SettlingDraft {
  decisions: Decisions;
  reason: string;
}

/**
 * Kept in this window with the answers of the engine, so that it goes when another dataset is opened or another person
 * comes. Nothing is on the disk before it is settled.
 */
const KEY = 'settling';

export function keepSettling(confession: string, draft: SettlingDraft): void {
  queryClient.setQueryDefaults([KEY], { gcTime: Number.POSITIVE_INFINITY });
  queryClient.setQueryData([KEY, confession], draft);
}

export function keptSettling(confession: string): SettlingDraft | undefined {
  return queryClient.getQueryData<SettlingDraft>([KEY, confession]);
}
