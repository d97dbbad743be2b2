import { useEffect, useState, useSyncExternalStore } from 'react';
import { queryClient } from './client.ts';
import { useRegistry } from './commands/CommandsProvider.tsx';
import styles from './EngineNotice.module.css';
import { engineState } from './engine-state.ts';
import { Notice } from './kit/Notice.tsx';
import { shell } from './shell.ts';

const RETRY_MS = 1000;

/** Covers the page while the engine does not answer, and asks again until it does. */
export function EngineNotice() {
  const state = useSyncExternalStore(engineState.subscribe, engineState.get);
  const registry = useRegistry();
  const isStopped = state === 'stopped';
  // A server that was started again has a new key, and this page the old one.
  const [hasNewKey, setHasNewKey] = useState(false);
  useEffect(() => (isStopped ? registry.suspend() : undefined), [isStopped, registry]);
  useEffect(() => {
    if (!isStopped || shell.kind === 'desktop') return undefined;
    const timer = setInterval(async () => {
      try {
        const answer = await fetch('./', { cache: 'no-store' });
        setHasNewKey(answer.status === 403);
        if (!answer.ok) return;
        engineState.set('running');
        await queryClient.invalidateQueries();
      } catch {
        // Still away.
      }
    }, RETRY_MS);
    return () => clearInterval(timer);
  }, [isStopped]);
  if (!isStopped) return null;
  return (
    <div className={styles.cover}>
      <div className={styles.words}>
        {hasNewKey ? (
          <Notice kind="bad" title="Shrive was started again.">
            Nothing that said saved is lost. This page has the old key: open the address that Shrive printed
            when it started.
          </Notice>
        ) : (
          <Notice kind="bad" title="The engine stopped.">
            Nothing that said saved is lost. Reconnecting…
          </Notice>
        )}
      </div>
    </div>
  );
}
