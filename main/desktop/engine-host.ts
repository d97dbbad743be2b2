import type { MessagePortMain } from 'electron';
import { type EngineChild, startEngineChild } from './engine-child.ts';
import type { FromEngine, SessionState, ToEngine } from './engine-messages.ts';
import { log } from './log.ts';

const FIRST_RESTART_MS = 100;
const LONGEST_RESTART_MS = 10_000;
/** After this long without a fall, the next restart is quick again. */
const STEADY_MS = 30_000;
/** The engine closes its datasets when it is told to end; then it is killed. */
const END_MS = 5_000;

/** A dataset that does not open, with its code of shared/contract/errors.ts. */
export class RefusedDataset extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface EngineHostListeners {
  /** It ended unasked; a new one is on its way, and the page must ask for a new port. */
  onExit(reason: string): void;
  onState(state: SessionState): void;
}

/** The engine process of one window: started at once, started again when it falls, ended with the window. */
export class EngineHost {
  readonly #listeners: EngineHostListeners;
  #child: EngineChild | undefined;
  #startedAt = 0;
  #restartMs = FIRST_RESTART_MS;
  #isEnding = false;
  #onEnded: (() => void) | undefined;
  #nextPort = 1;
  #newestPort = 0;
  #waitingPort: MessagePortMain | undefined;
  #preparing:
    | { message: ToEngine; resolve: (path: string) => void; reject: (error: Error) => void }
    | undefined;
  #state: SessionState = { dataset: undefined, view: 'grader' };

  constructor(listeners: EngineHostListeners) {
    this.#listeners = listeners;
    this.#start();
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  #start(): void {
    this.#startedAt = Date.now();
    this.#child = startEngineChild({
      onMessage: (message) => this.#take(message),
      onExit: (reason) => this.#fallen(reason),
    });
    if (this.#preparing !== undefined) this.#child.send(this.#preparing.message);
    const port = this.#waitingPort;
    this.#waitingPort = undefined;
    if (port !== undefined) this.connect(port);
  }

  #fallen(reason: string): void {
    if (this.#child === undefined) return;
    this.#child = undefined;
    if (this.#isEnding) {
      this.#onEnded?.();
      return;
    }
    log.error(`The engine ended: ${reason}. It is started again.`);
    if (Date.now() - this.#startedAt > STEADY_MS) this.#restartMs = FIRST_RESTART_MS;
    if (this.#preparing !== undefined && this.#restartMs > FIRST_RESTART_MS) {
      this.#preparing.reject(new Error(`The engine does not start (${reason}). The log says more.`));
      this.#preparing = undefined;
    }
    this.#listeners.onExit(reason);
    setTimeout(() => {
      if (!this.#isEnding) this.#start();
    }, this.#restartMs);
    this.#restartMs = Math.min(this.#restartMs * 2, LONGEST_RESTART_MS);
  }

  #take(message: FromEngine): void {
    if (message.type === 'log') log[message.level](message.message);
    else if (message.type === 'state') {
      // An older port may still be closing after a reload.
      if (message.port !== this.#newestPort) return;
      this.#state = message.state;
      this.#listeners.onState(message.state);
    } else if (message.type === 'prepared') {
      this.#state = { ...this.#state, dataset: message.path };
      this.#preparing?.resolve(message.path);
      this.#preparing = undefined;
    } else if (message.type === 'refused') {
      this.#preparing?.reject(new RefusedDataset(message.code, message.message));
      this.#preparing = undefined;
    }
  }

  /**
   * Tries whether a dataset (or SAMPLE) opens, or makes it; sessions then begin with it. Gives its path. Fails with
   * RefusedDataset.
   */
  prepare(dataset: string, how: 'open' | 'create'): Promise<string> {
    return new Promise((resolve, reject) => {
      const message: ToEngine = { type: 'prepare', dataset, how };
      this.#preparing = { message, resolve, reject };
      this.#child?.send(message);
    });
  }

  /** Hands a page's port to the engine, or to the next one if it is just being started again. */
  connect(port: MessagePortMain): void {
    if (this.#child === undefined) {
      this.#waitingPort?.close();
      this.#waitingPort = port;
      return;
    }
    const number = this.#nextPort;
    this.#nextPort += 1;
    this.#newestPort = number;
    this.#child.open({ type: 'open', port: number, state: this.#state }, port);
  }

  /** Ends the engine, datasets closed; resolves when it is gone. */
  async end(): Promise<void> {
    this.#isEnding = true;
    const child = this.#child;
    if (child === undefined) return;
    await new Promise<void>((resolve) => {
      this.#onEnded = resolve;
      child.send({ type: 'end' });
      setTimeout(() => {
        child.kill();
        resolve();
      }, END_MS).unref();
    });
  }
}
