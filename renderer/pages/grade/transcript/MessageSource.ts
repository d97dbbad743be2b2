import type { Message, OutlineEntry } from '../../../../shared/domain/transcript.ts';

/** Messages fetched at a time. */
const WINDOW = 64;
/** Windows kept beside the first ones; the least recently shown gives way. */
const MAX_WINDOWS = 48;

type Load = (from: number, count: number) => Promise<readonly Message[]>;

/**
 * The messages of one transcript, fetched as they come near: the page holds what is around the reader and no more,
 * however long the transcript is. A store in the sense of `useSyncExternalStore`.
 */
export class MessageSource {
  readonly outline: readonly OutlineEntry[];
  readonly #first: readonly Message[];
  readonly #load: Load;
  /** By number; in the order in which they were last shown. */
  readonly #windows = new Map<number, readonly Message[] | 'pending' | 'failed'>();
  readonly #listeners = new Set<() => void>();
  #version = 0;

  constructor(outline: readonly OutlineEntry[], first: readonly Message[], load: Load) {
    this.outline = outline;
    this.#first = first;
    this.#load = load;
  }

  /** The message, if it is here. */
  get(message: number): Message | undefined {
    const first = this.#first[message];
    if (first !== undefined) return first;
    const window = this.#windows.get(Math.floor(message / WINDOW));
    return Array.isArray(window) ? (window as readonly Message[])[message % WINDOW] : undefined;
  }

  hasFailed(message: number): boolean {
    return this.get(message) === undefined && this.#windows.get(Math.floor(message / WINDOW)) === 'failed';
  }

  /** Sees to it that messages from `from` to `to` come; those that could not be read are tried again on `retry`. */
  ensure(from: number, to: number, retry = false): void {
    const last = Math.min(to, this.outline.length - 1);
    for (let at = Math.floor(Math.max(0, from) / WINDOW); at * WINDOW <= last; at += 1) {
      const known = this.#windows.get(at);
      if (Array.isArray(known)) {
        this.#windows.delete(at);
        this.#windows.set(at, known);
      }
      const isHere = this.#first.length >= Math.min((at + 1) * WINDOW, this.outline.length);
      if (isHere || (known !== undefined && !(retry && known === 'failed'))) continue;
      this.#windows.set(at, 'pending');
      void this.#fetch(at);
    }
  }

  async #fetch(window: number): Promise<void> {
    try {
      this.#windows.set(window, await this.#load(window * WINDOW, WINDOW));
    } catch {
      this.#windows.set(window, 'failed');
    }
    for (const [oldest, held] of this.#windows) {
      if (this.#windows.size <= MAX_WINDOWS) break;
      if (held !== 'pending' && oldest !== window) this.#windows.delete(oldest);
    }
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly version = (): number => this.#version;
}
