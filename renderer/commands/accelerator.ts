import { type KeyboardLayout, parseShortcut, type Shortcut } from './shortcut.ts';

const WORDS: Record<string, string> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
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
};

/** A shortcut as native menus write it: `CmdOrCtrl+Shift+Z`. Keys by place are shown as the keyboard has them. */
export function acceleratorOf(shortcut: Shortcut, layout?: KeyboardLayout): string {
  const { mod, alt, shift, key } = parseShortcut(shortcut);
  const word = layout?.get(key)?.toUpperCase() ?? WORDS[key] ?? key.replace(/^(Key|Digit)/, '');
  const named = word.length === 1 ? word.toUpperCase() : word;
  return `${mod ? 'CmdOrCtrl+' : ''}${alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${named}`;
}
