import { createContext, useContext } from 'react';
import type { KeyboardLayout } from '../commands/shortcut.ts';

/** What the machine's keyboard is like: which sign Mod has, and what is printed on its keys. */
export interface Keyboard {
  isMac: boolean;
  layout?: KeyboardLayout;
}

export const isMacPlatform = (): boolean => /^Mac|iPhone|iPad/.test(navigator.platform);

interface KeyboardApi {
  getLayoutMap?: () => Promise<Iterable<[string, string]>>;
}

/** The user's layout, where the browser tells it (Chromium, in a secure context); else caps show the US names. */
export async function readKeyboardLayout(): Promise<KeyboardLayout | undefined> {
  const keyboard = (navigator as Navigator & { keyboard?: KeyboardApi }).keyboard;
  if (typeof keyboard?.getLayoutMap !== 'function') return undefined;
  try {
    return new Map(await keyboard.getLayoutMap());
  } catch {
    return undefined; // Refused by a permissions policy: the US names will do.
  }
}

export const KeyboardContext = createContext<Keyboard>({ isMac: false });
export const useKeyboard = (): Keyboard => useContext(KeyboardContext);
