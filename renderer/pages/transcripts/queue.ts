import { clearQueueScope, queueScope } from '../grade/queue-scope.ts';

/** Under this the chosen transcripts wait for Grade: a JSON list of transcript ids (grade/queue-scope.ts reads it). */
const KEY = 'shrive.queue';

export function keepQueue(transcriptIds: readonly string[]): void {
  sessionStorage.setItem(KEY, JSON.stringify(transcriptIds));
}

/** A transcript opened by itself ends a queue that it is not in; one that is in it goes on with it. */
export function leaveQueueUnless(transcriptId: string): void {
  if (queueScope().transcript_ids?.includes(transcriptId) !== true) clearQueueScope();
}
