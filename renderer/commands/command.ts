import type { Shortcut } from './shortcut.ts';

/** Where a command holds. `everywhere` holds on every page; the others while their page is shown. */
export type Place =
  | 'everywhere'
  | 'datasets'
  | 'transcripts'
  | 'grade'
  | 'history'
  | 'rubric'
  | 'compare'
  | 'team'
  | 'adjudicate'
  | 'reports'
  | 'import'
  | 'export'
  | 'settings'
  | 'help';

/** What is known of a command before its page is shown: its name, its words and its keys. */
export interface CommandSpec {
  /** Stable and unique, `grade.misbehaved-yes`; settings keep rebound keys under it. */
  name: string;
  /** As the palette and the help sheet say it. */
  title: string;
  /** Heading in palette and help. */
  group: string;
  keys?: readonly Shortcut[];
  /** Stages of the place in which it holds; all where it is missing. Two commands may share a key in different ones. */
  stages?: readonly number[];
  /** A held key runs it again and again. For moving, never for answering. */
  repeat?: boolean;
  /**
   * Whether its keys work in a text field too. Missing: with Ctrl they do (but for Ctrl+Z and the other keys that
   * belong to editing), single keys never.
   */
  inFields?: boolean;
  /** Its word in the foot; commands with the same word share an entry. Missing: it is not shown there. */
  foot?: string;
  /** Where in the foot; left where it is missing. */
  footSide?: 'left' | 'right';
  /** Not in the palette: what has no sense without its key (the arrows). */
  hidden?: boolean;
}

/** One act: its key, its entry in the palette, its line in the help sheet and its entry in the foot. */
export interface Command extends CommandSpec {
  /** Missing: always. */
  enabled?: boolean | (() => boolean);
  run: () => void;
}

export function isEnabled(command: Command): boolean {
  return typeof command.enabled === 'function' ? command.enabled() : (command.enabled ?? true);
}

const catalogue = new Map<Place, readonly CommandSpec[]>();

/**
 * Declares the commands of a place, so that Settings and Help can list and rebind them before the page was ever
 * shown. Write them in `renderer/pages/<name>/commands.ts`, which both find by that name. The page gives each its act
 * with {@link withActs}.
 */
export function defineCommands<const Specs extends readonly CommandSpec[]>(
  place: Place,
  specs: Specs,
): Specs {
  catalogue.set(place, specs);
  return specs;
}

/** All commands declared so far, by place. */
export function commandCatalogue(): ReadonlyMap<Place, readonly CommandSpec[]> {
  return catalogue;
}

export type Act = (() => void) | { run: () => void; enabled?: boolean | (() => boolean) };

/** Declared commands with what each does; one left out is a type error. */
export function withActs<const Specs extends readonly CommandSpec[]>(
  specs: Specs,
  acts: Record<Specs[number]['name'], Act>,
): Command[] {
  return specs.map((spec) => {
    const act: Act = acts[spec.name as Specs[number]['name']];
    return typeof act === 'function' ? { ...spec, run: act } : { ...spec, ...act };
  });
}
