import { type Command, type CommandSpec, isEnabled, type Place } from './command.ts';
import {
  chosenKeys,
  findClash,
  isKeyedAlike,
  KeyClash,
  type KeyOverrides,
  usableOverrides,
} from './key-clash.ts';
import { isSingleKey, type KeyPress, matchesShortcut, parseShortcut, type Shortcut } from './shortcut.ts';
import { isShownAlike } from './shown-alike.ts';

/** Where the press was made, as far as it matters. */
export interface PressContext {
  /** In a field: what is typed belongs to it. */
  inField: boolean;
  /** An input method is composing. */
  composing: boolean;
  /** The key is held down. */
  repeat: boolean;
  /** Keys that the focused control itself understands, `Space` and `Enter` of a button. */
  ownKeys?: readonly string[];
}

/** What to do with a key press: nothing, run a command, or swallow it (a held key that must not answer again). */
export type Answer = { kind: 'none' } | { kind: 'swallow' } | { kind: 'run'; command: Command };

/** Keys with Ctrl that a text field has its own use for. */
const EDITING = new Set([
  'a',
  'c',
  'v',
  'x',
  'y',
  'z',
  'Backspace',
  'Delete',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
]);

interface Registration {
  place: Place;
  commands: readonly Command[];
  stage: number | undefined;
}

/**
 * The one list of what can be done: keys, palette, help sheet and foot all read it. It refuses two commands on one
 * key in one place and stage, and two of one name: mistakes in code, so it throws where they are registered.
 */
export class CommandRegistry {
  readonly isMac: boolean;
  #registrations: Registration[] = [];
  #overrides: KeyOverrides = {};
  #singleKeys = true;
  #suspended = 0;
  /**
   * Taken away just now. The next item of a page puts the same commands in their place within the same drawing: then
   * nothing has changed that anybody shows.
   */
  #leaving: Registration | undefined;
  #listeners = new Set<() => void>();
  #version = 0;

  constructor(options: { isMac: boolean }) {
    this.isMac = options.isMac;
  }

  /** Adds a place's commands. The handle swaps them for newer ones, and takes them away. */
  register(place: Place, commands: readonly Command[], stage?: number) {
    const registration: Registration = { place, commands, stage };
    const before = this.#leaving;
    this.#leaving = undefined;
    const isAlike =
      before?.place === place && before.stage === stage && isShownAlike(commands, before.commands);
    if (!isAlike || !isKeyedAlike(commands, before.commands)) {
      this.#check([...this.#registrations, registration]);
    }
    this.#registrations = [...this.#registrations, registration];
    this.#byName = undefined;
    if (!isAlike) this.#changed();
    return {
      update: (newer: readonly Command[], newerStage?: number) => {
        const same = newerStage === registration.stage && isShownAlike(newer, registration.commands);
        if (!same && !isKeyedAlike(newer, registration.commands)) {
          this.#check([
            ...this.#registrations.filter((other) => other !== registration),
            { place, commands: newer, stage: newerStage },
          ]);
        }
        registration.commands = newer;
        registration.stage = newerStage;
        this.#byName = undefined;
        if (!same) this.#changed();
      },
      remove: () => {
        this.#registrations = this.#registrations.filter((other) => other !== registration);
        this.#byName = undefined;
        this.#leaving = registration;
        queueMicrotask(() => {
          if (this.#leaving !== registration) return;
          this.#leaving = undefined;
          this.#changed();
        });
      },
    };
  }

  /** The person's own keys. Those that clash here are left out, so that a command never loses its key unseen. */
  setOverrides(overrides: KeyOverrides): void {
    this.#overrides = overrides;
    this.#changed();
  }

  /** Switches the keys of one character off as a whole (WCAG 2.1.4). */
  setSingleKeys(on: boolean): void {
    if (this.#singleKeys === on) return;
    this.#singleKeys = on;
    this.#changed();
  }

  /** While a dialog is open, no key of the page behind it does anything. Returns how to end it. */
  suspend(): () => void {
    this.#suspended += 1;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#suspended -= 1;
    };
  }

  /** Everything that can be done now, the place's own commands first; disabled ones are in it. */
  commands(): Command[] {
    const own = this.#registrations.filter(({ place }) => place !== 'everywhere');
    const everywhere = this.#registrations.filter(({ place }) => place === 'everywhere');
    return [...own, ...everywhere].flatMap(({ commands, stage }) =>
      commands.filter(({ stages }) => stages === undefined || stage === undefined || stages.includes(stage)),
    );
  }

  /** The place shown now, if one registered. */
  place(): Place | undefined {
    return this.#registrations.findLast(({ place }) => place !== 'everywhere')?.place;
  }

  /** What can be done at a place now, but for what has no sense without its key. */
  commandsOf(place: Place | undefined): Command[] {
    const names = new Set(
      this.#registrations
        .filter((registration) => registration.place === place)
        .flatMap(({ commands }) => commands.map(({ name }) => name)),
    );
    return this.commands().filter(({ name, hidden }) => names.has(name) && hidden !== true);
  }

  find(name: string): Command | undefined {
    this.#byName ??= new Map(this.commands().map((command) => [command.name, command]));
    return this.#byName.get(name);
  }

  /** The keys that work for this command now. */
  keysOf(command: CommandSpec): readonly Shortcut[] {
    return this.#keysOf(command).filter((key) => this.#singleKeys || !isSingleKey(key));
  }

  /** Whether a dialog has the keyboard: what the page does has to wait. */
  get isSuspended(): boolean {
    return this.#suspended > 0;
  }

  /** Runs a command by name, if it is here and enabled. Says whether it did. */
  run(name: string): boolean {
    const command = this.find(name);
    if (command === undefined || !isEnabled(command)) return false;
    command.run();
    return true;
  }

  answer(press: KeyPress, context: PressContext): Answer {
    if (this.#suspended > 0 || context.composing) return { kind: 'none' };
    for (const command of this.commands()) {
      for (const shortcut of this.keysOf(command)) {
        if (!matchesShortcut(shortcut, press, this.isMac)) continue;
        const { mod, alt, shift, key } = parseShortcut(shortcut);
        if (!mod && !alt && !shift && context.ownKeys?.includes(key)) continue;
        const isFunctionKey = /^F\d+$/.test(key);
        const worksInFields = command.inFields ?? (isFunctionKey || (mod && !EDITING.has(key)));
        if (context.inField && !worksInFields) continue;
        if (!isEnabled(command)) continue;
        if (context.repeat && command.repeat !== true) return { kind: 'swallow' };
        return { kind: 'run', command };
      }
    }
    return { kind: 'none' };
  }

  /** For useSyncExternalStore. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  version = (): number => this.#version;

  #keysOf(command: CommandSpec): readonly Shortcut[] {
    return chosenKeys(command, this.#usable());
  }

  /** What is found by name now: pages ask for the keys of all their commands each time they are drawn. */
  #byName: ReadonlyMap<string, Command> | undefined;
  #usableCache: { at: number; overrides: KeyOverrides } | undefined;

  /** Overrides without those that would put two commands on one key, or that no key press can be. */
  #usable(): KeyOverrides {
    if (Object.keys(this.#overrides).length === 0) return this.#overrides;
    if (this.#usableCache?.at === this.#version) return this.#usableCache.overrides;
    const all = this.#registrations.flatMap(({ commands }) => commands);
    const usable = usableOverrides(all, this.#overrides);
    this.#usableCache = { at: this.#version, overrides: usable };
    return usable;
  }

  #check(registrations: readonly Registration[]): void {
    const all = registrations.flatMap(({ commands }) => commands);
    const names = new Set<string>();
    for (const { name } of all) {
      if (names.has(name)) throw new Error(`Two commands are named "${name}".`);
      names.add(name);
    }
    const clash = findClash(all, ({ keys }) => keys ?? []);
    if (clash) throw new KeyClash(clash.shortcut, clash.one, clash.other);
  }

  #changed(): void {
    this.#version += 1;
    this.#byName = undefined;
    for (const listener of this.#listeners) listener();
  }
}
