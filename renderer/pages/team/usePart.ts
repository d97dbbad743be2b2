import { useSyncExternalStore } from 'react';
import type { Job, JobLine } from './job-line.ts';
import type { Part } from './part-commands.ts';

let shown: Part = 'graders';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shows a part of the Team page, also before one goes there. */
export function showPart(part: Part): void {
  shown = part;
  for (const listener of listeners) listener();
}

/** The part that is shown; it stays so while the window is open. */
export function usePart(): Part {
  return useSyncExternalStore(subscribe, () => shown);
}

/** The jobs of a line, as they go on. */
export function useJobs<Input, Result>(line: JobLine<Input, Result>): readonly Job<Input, Result>[] {
  return useSyncExternalStore(line.subscribe, line.jobs);
}
