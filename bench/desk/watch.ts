/** What `installWatch` puts into a page: `window.bench`. */
export interface Watch {
  /** From now on: the next key, and the first frame after it that shows text of another item. */
  arm(): void;
  /** Milliseconds from the last key to that frame; `told` where the page asks to press again and that is waited for. */
  painted(orTold?: boolean): Promise<number | 'told'>;
  /** Changes the address, and counts from there as `painted` does from the key. */
  openAddress(hash: string): Promise<number>;
  /** When no call has been under way for a moment: what is fetched ahead is here. */
  settled(): Promise<void>;
  /** Begins to note how long frames take. */
  startFrames(): void;
  /** Ends it, and gives the durations in milliseconds. */
  takeFrames(): number[];
}

declare global {
  interface Window {
    bench: Watch;
  }
}

/**
 * Runs in the page before its own scripts, in the app and in the bare page alike.
 *
 * The clock begins at the key event's own `timeStamp`, which is when the browser took the key. From then on every
 * animation frame looks whether the address is another item's and text of a transcript stands in the page that was not
 * there before. The callback that finds it runs before its frame is styled, laid out and painted, so the clock stops in
 * a message posted from there: the next task, after the frame was painted. A frame is 16.7 ms: the figure is late by
 * less than one.
 */
export function installWatch(): void {
  const TEXT = '[data-transcript] [data-source="transcript"]';
  const QUIET_MS = 60;
  const PATIENCE_MS = 20_000;
  const IS_MODIFIER = new Set(['Alt', 'Control', 'Shift', 'Meta']);
  let underWay = 0;
  let quietSince = 0;
  const fetchPlain = window.fetch;
  window.fetch = async (...given) => {
    underWay += 1;
    try {
      return await fetchPlain(...given);
    } finally {
      underWay -= 1;
      quietSince = performance.now();
    }
  };

  let since: number | undefined;
  window.addEventListener(
    'keydown',
    (event) => {
      if (!IS_MODIFIER.has(event.key)) since = event.timeStamp;
    },
    { capture: true },
  );
  let isAnother: () => boolean = () => false;
  const arm = () => {
    const before = new WeakSet(document.querySelectorAll(TEXT));
    const { hash } = window.location;
    since = undefined;
    isAnother = () =>
      since !== undefined &&
      window.location.hash !== hash &&
      [...document.querySelectorAll(TEXT)].some(
        (text) => !before.has(text) && text.textContent !== '' && text.getClientRects().length > 0,
      );
  };
  const isTold = () =>
    [...document.querySelectorAll('[role="alert"]')].some((alert) =>
      alert.textContent?.includes('Press again'),
    );
  const painted = (orTold = false) =>
    new Promise<number | 'told'>((resolve, reject) => {
      const until = performance.now() + PATIENCE_MS;
      const look = () => {
        if (isAnother()) {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - (since ?? 0));
          port2.postMessage(undefined);
        } else if (orTold && isTold()) resolve('told');
        else if (performance.now() > until) {
          const said = document.body.textContent.slice(0, 400);
          reject(new Error(`No other item was painted at ${window.location.hash}: ${said}`));
        } else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });

  let frames: number[] | undefined;
  window.bench = {
    arm,
    painted,
    openAddress: async (hash) => {
      arm();
      since = performance.now();
      window.location.hash = hash;
      return Number(await painted());
    },
    settled: () =>
      new Promise((resolve) => {
        const look = () => {
          if (underWay === 0 && performance.now() - quietSince > QUIET_MS) resolve();
          else setTimeout(look, 10);
        };
        look();
      }),
    startFrames: () => {
      const noted: number[] = [];
      frames = noted;
      let before: number | undefined;
      const frame = (at: number) => {
        if (frames !== noted) return;
        if (before !== undefined) noted.push(at - before);
        before = at;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    },
    takeFrames: () => {
      const noted = frames ?? [];
      frames = undefined;
      return noted;
    },
  };
}
