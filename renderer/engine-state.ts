/** Whether the engine answers, for the notice that covers the page while it does not. */
export type EngineState = 'running' | 'stopped';

let state: EngineState = 'running';
const listeners = new Set<() => void>();

export const engineState = {
  get: (): EngineState => state,
  set(next: EngineState): void {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
