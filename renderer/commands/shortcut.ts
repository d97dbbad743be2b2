/**
 * A shortcut as it is written in code and kept in settings: modifiers, then one key.
 *
 * - `KeyQ`, `Digit1`, `Space`, `ArrowUp`, `Shift+KeyZ`: by place on the keyboard (`event.code`), so that rows of keys
 *   stay rows on every layout.
 * - `Mod+k`, `Mod+Shift+z`: by character, as people know them from other programs. `Mod` is ⌘ on a Mac, else Ctrl.
 * - `?`, `/`, `-`: by character without a modifier; whether Shift is needed is the layout's business.
 * - `Mod+Enter`, `Mod+Digit1`, `F1`: named keys are the same either way.
 */
export type Shortcut = string;

/** What of a keyboard event matters here; so the registry can be tested without a page. */
export interface KeyPress {
  code: string;
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const NAMED =
  /^(Key[A-Z]|Digit[0-9]|Space|Enter|Escape|Tab|Backspace|Delete|Home|End|PageUp|PageDown|Arrow(Up|Down|Left|Right)|F([1-9]|1[0-2])|Minus|Equal|BracketLeft|BracketRight|Backslash|Semicolon|Quote|Backquote|Comma|Period|Slash|IntlBackslash)$/;

interface Parsed {
  mod: boolean;
  alt: boolean;
  shift: boolean;
  /** A named key or a single character. */
  key: string;
}

/** Those taken apart before: every press and every item asks for the same hundred again and again. */
const known = new Map<Shortcut, Readonly<Parsed>>();

/** Takes a shortcut apart. Throws on one that no key press can be: a typing error in code. */
export function parseShortcut(shortcut: Shortcut): Readonly<Parsed> {
  const before = known.get(shortcut);
  if (before !== undefined) return before;
  const parsed = parse(shortcut);
  known.set(shortcut, parsed);
  return parsed;
}

function parse(shortcut: Shortcut): Parsed {
  let rest = shortcut;
  const parsed: Parsed = { mod: false, alt: false, shift: false, key: '' };
  for (const [prefix, field] of [
    ['Mod+', 'mod'],
    ['Alt+', 'alt'],
    ['Shift+', 'shift'],
  ] as const) {
    if (rest.startsWith(prefix) && rest.length > prefix.length) {
      parsed[field] = true;
      rest = rest.slice(prefix.length);
    }
  }
  parsed.key = rest;
  const isCharacter = [...rest].length === 1 && rest === rest.toLowerCase() && rest !== ' ';
  if (!isCharacter && !NAMED.test(rest))
    throw new Error(`"${shortcut}" is no shortcut: "${rest}" is no key.`);
  if (isCharacter && /[a-z0-9]/.test(rest) && !parsed.mod) {
    throw new Error(
      `"${shortcut}" is no shortcut: without Ctrl, letters and digits go by place (KeyQ, Digit1).`,
    );
  }
  return parsed;
}

/** Keys that have a second place on the keyboard. */
function placeOf(code: string): string {
  if (code === 'NumpadEnter') return 'Enter';
  return code.replace(/^Numpad([0-9])$/, 'Digit$1');
}

export function matchesShortcut(shortcut: Shortcut, press: KeyPress, isMac: boolean): boolean {
  const { mod, alt, shift, key } = parseShortcut(shortcut);
  const pressedMod = isMac ? press.metaKey : press.ctrlKey;
  const otherMod = isMac ? press.ctrlKey : press.metaKey;
  if (mod !== pressedMod || otherMod) return false;
  if (NAMED.test(key)) {
    return alt === press.altKey && shift === press.shiftKey && placeOf(press.code) === key;
  }
  // By character. Without Mod the layout may need Shift or AltGr to type it.
  if (press.key.toLowerCase() !== key) return false;
  return mod ? alt === press.altKey && shift === press.shiftKey : true;
}

/** The shortcut of a key press, for the rebinding field; undefined for a modifier alone or a key we do not take. */
export function shortcutOf(press: KeyPress, isMac: boolean): Shortcut | undefined {
  const mod = isMac ? press.metaKey : press.ctrlKey;
  if (isMac ? press.ctrlKey : press.metaKey) return undefined;
  const place = placeOf(press.code);
  const modifiers = `${mod ? 'Mod+' : ''}${press.altKey ? 'Alt+' : ''}${press.shiftKey ? 'Shift+' : ''}`;
  const isLetter = /^[a-z]$/i.test(press.key);
  if (mod && isLetter) return `${modifiers}${press.key.toLowerCase()}`;
  return NAMED.test(place) ? `${modifiers}${place}` : undefined;
}

/** Whether this is a key of one character without Ctrl or Alt: what WCAG 2.1.4 wants a switch for. */
export function isSingleKey(shortcut: Shortcut): boolean {
  const { mod, alt, key } = parseShortcut(shortcut);
  if (mod || alt) return false;
  return !/^(F\d+|Enter|Escape|Tab|Backspace|Delete|Home|End|Page(Up|Down)|Arrow\w+|Space)$/.test(key);
}

/** Character of a place on the user's keyboard, as `navigator.keyboard.getLayoutMap()` tells it. */
export type KeyboardLayout = ReadonlyMap<string, string>;

const SIGNS: Record<string, string> = {
  Enter: '↵',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Backquote: '`',
  Comma: ',',
  Period: '.',
  Slash: '/',
  IntlBackslash: '<',
};

/** What is written on the caps of a shortcut: `['Ctrl', 'K']`, `['⇧', 'Z']`. */
export function capsOf(shortcut: Shortcut, isMac: boolean, layout?: KeyboardLayout): string[] {
  const { mod, alt, shift, key } = parseShortcut(shortcut);
  const caps: string[] = [];
  if (mod) caps.push(isMac ? '⌘' : 'Ctrl');
  if (alt) caps.push(isMac ? '⌥' : 'Alt');
  if (shift) caps.push('⇧');
  const onLayout = layout?.get(key);
  caps.push(
    (onLayout ?? SIGNS[key] ?? key.replace(/^(Key|Digit)/, '')).replace(/^\p{Ll}$/u, (c) => c.toUpperCase()),
  );
  return caps;
}

const SPOKEN: Record<string, string> = {
  '⌘': 'Command',
  Ctrl: 'Control',
  '⌥': 'Option',
  '⇧': 'Shift',
  '↵': 'Enter',
  '↑': 'Up',
  '↓': 'Down',
  '←': 'Left',
  '→': 'Right',
  Esc: 'Escape',
};

/** The same for a screen reader: `Control K`. */
export function spokenShortcut(shortcut: Shortcut, isMac: boolean, layout?: KeyboardLayout): string {
  return capsOf(shortcut, isMac, layout)
    .map((cap) => SPOKEN[cap] ?? cap)
    .join(' ');
}
