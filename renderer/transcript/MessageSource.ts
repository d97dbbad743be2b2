import { type Message, type OutlineEntry, unitsOf } from '../../shared/domain/transcript.ts';

/** What is fetched at a time: so many messages, or fewer where they are long. Fewer may come: what else is in them counts. */
const WINDOW = { messages: 64, units: 512 * 1024 };
/** What is kept beside the first messages; the windows least recently shown give way. */
const KEPT = { windows: 48, units: 8 * 1024 * 1024 };

interface SourceOptions {
  /** How many messages the transcript has. */
  count: number;
  /** The beginning of its outline; the others come once somebody reads. */
  outline: readonly OutlineEntry[];
  first: readonly Message[];
  loadMessages(from: number, count: number): Promise<readonly Message[]>;
  loadOutline(from: number): Promise<readonly OutlineEntry[]>;
}

interface Window {
  from: number;
  count: number;
  /** By the outline, which knows no reasoning; of all that came once it is here. */
  units: number;
  /** Who is asked for while it is on its way. */
  wanted: Set<number>;
  held: readonly Message[] | 'pending' | 'failed' | undefined;
}

/**
 * One transcript, fetched as it comes near: the page holds its outline and what is around the reader, and no more,
 * however long it is. A store in the sense of `useSyncExternalStore`.
 */
export class MessageSource {
  readonly count: number;
  #outline: readonly OutlineEntry[] = [];
  readonly #options: SourceOptions;
  /** The window that a message is in. */
  readonly #windowOf: Window[] = [];
  /** Windows that hold messages, in the order in which they were last near. */
  readonly #kept = new Set<Window>();
  #near = new Set<Window>();
  readonly #listeners = new Set<() => void>();
  #version = 0;
  #growing: Promise<void> | undefined;

  constructor(options: SourceOptions) {
    this.#options = options;
    this.count = options.count;
    this.#append(options.outline);
  }

  /** As far as it has come; a new list when more is there. */
  get outline(): readonly OutlineEntry[] {
    return this.#outline;
  }

  /** The message, if it is here. */
  get(message: number): Message | undefined {
    const first = this.#options.first[message];
    if (first !== undefined) return first;
    const window = this.#windowFor(message);
    return Array.isArray(window?.held)
      ? (window.held as readonly Message[])[message - window.from]
      : undefined;
  }

  hasFailed(message: number): boolean {
    return this.get(message) === undefined && this.#windowFor(message)?.held === 'failed';
  }

  /** These messages are near the reader now: they come, and stay until others are near. */
  setNear(messages: Iterable<number>): void {
    this.#near = new Set(this.ensure(messages));
  }

  /** Sees to it that these messages come; those that could not be read are tried again on `retry`. */
  ensure(messages: Iterable<number>, retry = false): ReadonlySet<Window> {
    const windows = new Set<Window>();
    for (const message of messages) {
      const window = this.#windowFor(message);
      if (window === undefined || this.#options.first[message] !== undefined) continue;
      windows.add(window);
      if (!Array.isArray(window.held)) window.wanted.add(message);
    }
    for (const window of windows) {
      if (this.#kept.delete(window)) this.#kept.add(window);
      if (window.held === undefined || (retry && window.held === 'failed')) void this.#fetch(window);
    }
    return windows;
  }

  /** When all of the outline is here. */
  async whole(): Promise<void> {
    while (this.#outline.length < this.count) {
      this.#growing ??= this.#grow().finally(() => {
        this.#growing = undefined;
      });
      await this.#growing;
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    // What cannot be had now is asked for again when the reader goes there (`whole`).
    this.whole().catch(() => {});
    return () => this.#listeners.delete(listener);
  };

  readonly version = (): number => this.#version;

  /** Fetches more of the outline and tells of it whenever it has doubled: each telling costs a drawing. */
  async #grow(): Promise<void> {
    const more: OutlineEntry[] = [];
    const known = this.#outline.length;
    while (known + more.length < this.count && more.length < known) {
      const entries = await this.#options.loadOutline(known + more.length);
      if (entries.length === 0) throw new Error('the outline ends early');
      more.push(...entries);
    }
    this.#append(more);
    this.#tell();
  }

  #append(entries: readonly OutlineEntry[]): void {
    let window: Window | undefined;
    for (const { message, length } of entries) {
      if (window === undefined || window.count >= WINDOW.messages || window.units + length > WINDOW.units) {
        window = { from: message, count: 0, units: 0, wanted: new Set(), held: undefined };
      }
      window.count += 1;
      window.units += length;
      this.#windowOf[message] = window;
    }
    this.#outline = [...this.#outline, ...entries];
  }

  #windowFor(message: number): Window | undefined {
    return this.#windowOf[message];
  }

  async #fetch(window: Window): Promise<void> {
    window.held = 'pending';
    try {
      const came = await this.#options.loadMessages(window.from, window.count);
      if (came.length === 0) throw new Error('no messages came');
      window.held = came;
      window.units = came.reduce((sum, message) => sum + unitsOf(message), 0);
      this.#kept.add(window);
      if (came.length < window.count) this.#split(window, came.length);
      window.wanted.clear();
      this.#letGo();
    } catch {
      window.held = 'failed';
    }
    this.#tell();
  }

  /** Not all of a window came: the rest is a window of its own, and comes too where something in it is asked for. */
  #split(window: Window, came: number): void {
    const from = window.from + came;
    const wanted = new Set([...window.wanted].filter((message) => message >= from));
    const rest: Window = { from, count: window.count - came, units: 0, wanted, held: undefined };
    window.count = came;
    for (let at = 0; at < rest.count; at += 1) this.#windowOf[from + at] = rest;
    if (wanted.size === 0) return;
    if (this.#near.has(window)) this.#near.add(rest);
    void this.#fetch(rest);
  }

  #letGo(): void {
    let units = 0;
    for (const window of this.#kept) units += window.units;
    for (const window of this.#kept) {
      if (this.#kept.size <= KEPT.windows && units <= KEPT.units) return;
      if (this.#near.has(window)) continue;
      window.held = undefined;
      units -= window.units;
      this.#kept.delete(window);
    }
  }

  #tell(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
