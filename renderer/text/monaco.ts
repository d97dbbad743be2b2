import 'monaco-editor/features/codicon/register.js';
import { editor } from 'monaco-editor/editor/editor.api.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import JsonWorker from 'monaco-editor/language/json/json.worker.js?worker';

/** Workers are files of the page's own, as its content security policy wants; each begins when something needs it. */
self.MonacoEnvironment = {
  getWorker: (_id, label) => (label === 'json' ? new JsonWorker() : new EditorWorker()),
};

const TRANSPARENT = '#00000000';
/** How strong the words stand that differ within a line: over its tone, and readable on both. */
const WORD = '1f';

/** The page's own colours as an editor theme. */
function defineTheme(element: HTMLElement): string {
  const tokens = getComputedStyle(element);
  const colour = (name: string) => tokens.getPropertyValue(name).trim();
  const rule = (token: string, name: string) => ({ token, foreground: colour(name).replace('#', '') });
  editor.defineTheme('shrive', {
    base: tokens.colorScheme.includes('dark') ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      rule('string.key.json', '--ink'),
      rule('string.value.json', '--ok'),
      rule('number.json', '--accent'),
      rule('keyword.json', '--accent'),
      rule('delimiter', '--ink-3'),
    ],
    colors: {
      'editor.background': colour('--sheet'),
      'editor.foreground': colour('--ink'),
      'editorLineNumber.foreground': colour('--ink-3'),
      'editorLineNumber.activeForeground': colour('--ink'),
      'editor.selectionBackground': colour('--accent-soft'),
      'editor.lineHighlightBorder': colour('--sheet'),
      'editorWidget.background': colour('--float'),
      'editorWidget.foreground': colour('--ink'),
      'input.background': colour('--sheet'),
      'input.foreground': colour('--ink'),
      'editorOverviewRuler.border': colour('--sheet'),
      // A found word is framed, never yellow: yellow is evidence.
      'editor.findMatchBackground': colour('--accent-soft'),
      'editor.findMatchBorder': colour('--ink'),
      'editor.findMatchHighlightBackground': TRANSPARENT,
      'editor.findMatchHighlightBorder': colour('--line-strong'),
      'editor.findRangeHighlightBackground': TRANSPARENT,
      'editor.rangeHighlightBackground': TRANSPARENT,
      'editorError.foreground': colour('--bad'),
      'editorBracketMatch.background': colour('--well'),
      'editorBracketMatch.border': colour('--line-strong'),
      'diffEditor.insertedLineBackground': colour('--added'),
      'diffEditor.removedLineBackground': colour('--removed'),
      'diffEditor.insertedTextBackground': `${colour('--ok')}${WORD}`,
      'diffEditor.removedTextBackground': `${colour('--bad')}${WORD}`,
      'diffEditor.diagonalFill': colour('--line'),
      'diffEditor.unchangedRegionBackground': colour('--well'),
      'diffEditor.unchangedRegionForeground': colour('--ink-2'),
      'diffEditor.unchangedCodeBackground': colour('--sheet'),
      focusBorder: colour('--accent'),
    },
  });
  return 'shrive';
}

/** Gives the editors the page's theme, and again when light turns to dark under them. Returns how to end it. */
export function followTheme(element: HTMLElement): () => void {
  const set = () => editor.setTheme(defineTheme(element));
  set();
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const chosen = new MutationObserver(set);
  dark.addEventListener('change', set);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    dark.removeEventListener('change', set);
    chosen.disconnect();
  };
}

/** What all editors of the page have in common: its fonts, wrapped lines, nothing that leads out of it. */
export function commonOptions(element: HTMLElement): editor.IStandaloneEditorConstructionOptions {
  const tokens = getComputedStyle(element);
  return {
    wordWrap: 'on',
    automaticLayout: true,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    links: false,
    fontFamily: tokens.getPropertyValue('--mono'),
    fontLigatures: false,
    fontSize: Number.parseFloat(tokens.fontSize),
    renderControlCharacters: true,
    unicodeHighlight: { ambiguousCharacters: false },
  };
}
