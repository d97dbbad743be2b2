/** Transcripts chosen in the table; the queue is then those alone. Kept for this tab. */
const KEY = 'shrive.queue';

export function queueScope(): { transcript_ids?: string[] } {
  try {
    const chosen: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return Array.isArray(chosen) && chosen.length > 0 ? { transcript_ids: chosen.map(String) } : {};
  } catch {
    return {};
  }
}

export function clearQueueScope(): void {
  sessionStorage.removeItem(KEY);
}
