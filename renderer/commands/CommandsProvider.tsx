import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import {
  isMacPlatform,
  type Keyboard,
  KeyboardContext,
  readKeyboardLayout,
  useKeyboard,
} from '../kit/platform.ts';
import { CommandRegistry } from './CommandRegistry.ts';
import type { Command, Place } from './command.ts';
import type { KeyOverrides } from './key-clash.ts';
import { bindKeyboard } from './keyboard.ts';
import { type KeyboardLayout, type Shortcut, spokenShortcut } from './shortcut.ts';

const RegistryContext = createContext<CommandRegistry | undefined>(undefined);

interface CommandsProviderProps {
  /** Rebound keys by command name, from settings. */
  overrides?: KeyOverrides;
  singleKeys?: boolean;
  children: ReactNode;
}

const NO_OVERRIDES: KeyOverrides = {};

/** Once around the app: the registry, and the one listener for keys. */
export function CommandsProvider({
  overrides = NO_OVERRIDES,
  singleKeys = true,
  children,
}: CommandsProviderProps) {
  const [registry] = useState(() => new CommandRegistry({ isMac: isMacPlatform() }));
  const [layout, setLayout] = useState<KeyboardLayout>();
  useEffect(() => bindKeyboard(registry, window), [registry]);
  useEffect(() => {
    void readKeyboardLayout().then(setLayout);
  }, []);
  useEffect(() => registry.setOverrides(overrides), [registry, overrides]);
  useEffect(() => registry.setSingleKeys(singleKeys), [registry, singleKeys]);
  const keyboard = useMemo<Keyboard>(
    () => ({ isMac: registry.isMac, ...(layout === undefined ? {} : { layout }) }),
    [registry, layout],
  );
  return (
    <RegistryContext value={registry}>
      <KeyboardContext value={keyboard}>{children}</KeyboardContext>
    </RegistryContext>
  );
}

export function useRegistry(): CommandRegistry {
  const registry = useContext(RegistryContext);
  if (registry === undefined) throw new Error('No <CommandsProvider> around this.');
  return registry;
}

/** Draws again when the commands or their keys change. */
export function useRegistryVersion(): CommandRegistry {
  const registry = useRegistry();
  useSyncExternalStore(registry.subscribe, registry.version);
  return registry;
}

/**
 * Gives the page its commands while it is shown. Call it with fresh functions on every render; what palette and foot
 * show changes only when words, keys or enabled do. `stage` picks among commands with `stages`.
 */
export function useCommands(place: Place, commands: readonly Command[], stage?: number): void {
  const registry = useRegistry();
  const handle = useRef<ReturnType<CommandRegistry['register']>>(undefined);
  const latest = useRef({ commands, stage });
  latest.current = { commands, stage };
  useLayoutEffect(() => {
    handle.current = registry.register(place, latest.current.commands, latest.current.stage);
    return () => {
      handle.current?.remove();
      handle.current = undefined;
    };
  }, [registry, place]);
  useLayoutEffect(() => {
    handle.current?.update(commands, stage);
  });
}

/** The first key of a command as it is now, for caps on buttons and choices; undefined where it has none. */
export function useKeyOf(name: string): Shortcut | undefined {
  const registry = useRegistryVersion();
  const command = registry.find(name);
  return command === undefined ? undefined : registry.keysOf(command)[0];
}

/** How the key of a command is called in a sentence, when it is asked for: "Shift I"; undefined where it has none. */
export function useKeyNames(): (name: string) => string | undefined {
  const registry = useRegistry();
  const { isMac, layout } = useKeyboard();
  return (name) => {
    const command = registry.find(name);
    const [key] = command === undefined ? [] : registry.keysOf(command);
    return key === undefined ? undefined : spokenShortcut(key, isMac, layout);
  };
}

/** The same for many at once: `const keyOf = useKeys(); keyOf('grade.misbehaved-yes')`. */
export function useKeys(): (name: string) => Shortcut | undefined {
  const registry = useRegistryVersion();
  return (name) => {
    const command = registry.find(name);
    return command === undefined ? undefined : registry.keysOf(command)[0];
  };
}
