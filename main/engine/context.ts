import type { Session } from './session.ts';

/** What every procedure is called with: the session of one window, tab or command. */
export interface EngineContext {
  session: Session;
}
