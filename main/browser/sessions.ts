import type { Engine, EngineSession } from '../engine/index.ts';

/** A tab's own name for itself: random, made by the page. */
const SESSION_ID = /^[\w-]{16,64}$/;
const IDLE_MS = 12 * 60 * 60_000;
const LOOK_EVERY_MS = 10 * 60_000;
/** More tabs than anybody has: the one unused for longest goes. */
const MAX_SESSIONS = 64;

interface Tab {
  session: EngineSession;
  usedAt: number;
  busy: number;
}

/** What a closed tab had in hand, should it come back. */
interface Remembered {
  path: string | undefined;
  view: 'grader' | 'coordinator';
}

/** One engine session for each tab, named by its `x-shrive-session` header; opened when first seen, closed when idle. */
export class Sessions {
  readonly #engine: Engine;
  readonly #dataset: string | undefined;
  readonly #tabs = new Map<string, Tab>();
  readonly #remembered = new Map<string, Remembered>();
  readonly #timer: NodeJS.Timeout;
  readonly #now: () => number;

  /** New sessions begin with `dataset` open, if one is given. */
  constructor(engine: Engine, dataset: string | undefined, now: () => number = Date.now) {
    this.#engine = engine;
    this.#dataset = dataset;
    this.#now = now;
    this.#timer = setInterval(() => void this.closeIdle(), LOOK_EVERY_MS).unref();
  }

  static isId(id: unknown): id is string {
    return typeof id === 'string' && SESSION_ID.test(id);
  }

  get size(): number {
    return this.#tabs.size;
  }

  /** Runs `act` with the tab's session; it does not go idle meanwhile. */
  async use<Result>(id: string, act: (session: EngineSession) => Promise<Result>): Promise<Result> {
    const tab = this.#tabs.get(id) ?? this.#open(id);
    tab.busy += 1;
    try {
      return await act(tab.session);
    } finally {
      tab.busy -= 1;
      tab.usedAt = this.#now();
    }
  }

  #open(id: string): Tab {
    if (this.#tabs.size >= MAX_SESSIONS) void this.#closeLeastUsed();
    const session = this.#engine.openSession();
    const before = this.#remembered.get(id) ?? { path: this.#dataset, view: 'grader' };
    this.#remembered.delete(id);
    const { session: state } = session.context;
    state.view = before.view;
    try {
      if (before.path !== undefined) state.openDataset(before.path, 'open');
    } catch {
      // Gone or damaged since: the page finds that none is open, and says why when it is opened again.
    }
    const tab = { session, usedAt: this.#now(), busy: 0 };
    this.#tabs.set(id, tab);
    return tab;
  }

  async #close(id: string, tab: Tab): Promise<void> {
    this.#tabs.delete(id);
    const { datasetPath, view } = tab.session.context.session;
    this.#remembered.set(id, { path: datasetPath, view });
    await tab.session.close();
  }

  async #closeLeastUsed(): Promise<void> {
    const idle = [...this.#tabs]
      .filter(([, tab]) => tab.busy === 0)
      .sort(([, a], [, b]) => a.usedAt - b.usedAt);
    const [least] = idle;
    if (least !== undefined) await this.#close(...least);
  }

  async closeIdle(): Promise<void> {
    const before = this.#now() - IDLE_MS;
    for (const [id, tab] of [...this.#tabs]) {
      if (tab.busy === 0 && tab.usedAt < before) await this.#close(id, tab);
    }
  }

  async closeAll(): Promise<void> {
    clearInterval(this.#timer);
    for (const [id, tab] of [...this.#tabs]) await this.#close(id, tab);
  }
}
