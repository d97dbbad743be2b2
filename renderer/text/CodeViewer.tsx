import 'monaco-editor/editor/contrib/find/browser/findController.js';
import 'monaco-editor/editor/contrib/folding/browser/folding.js';
import 'monaco-editor/editor/contrib/contextmenu/browser/contextmenu.js';
import 'monaco-editor/editor/contrib/clipboard/browser/clipboard.js';
import { editor } from 'monaco-editor/editor/editor.api.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import { useEffect, useRef } from 'react';
import styles from './CodeViewer.module.css';

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

/** The page's own colours as an editor theme, read when it is shown: light and dark follow the page. */
function defineTheme(element: HTMLElement): string {
  const tokens = getComputedStyle(element);
  const colour = (name: string) => tokens.getPropertyValue(name).trim();
  editor.defineTheme('shrive', {
    base: tokens.colorScheme.includes('dark') ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [],
    colors: {
      'editor.background': colour('--sheet'),
      'editor.foreground': colour('--ink'),
      'editorLineNumber.foreground': colour('--ink-3'),
      'editor.selectionBackground': colour('--accent-soft'),
      'editorWidget.background': colour('--float'),
      focusBorder: colour('--accent'),
    },
  });
  return 'shrive';
}

/** A long text, read-only: wrapped, searched with its own find (Ctrl+F), folded by its indent. */
export function CodeViewer({ text }: { text: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const tokens = getComputedStyle(element);
    const viewer = editor.create(element, {
      value: text,
      language: 'plaintext',
      theme: defineTheme(element),
      readOnly: true,
      domReadOnly: true,
      wordWrap: 'on',
      folding: true,
      foldingStrategy: 'indentation',
      automaticLayout: true,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      links: false,
      fontFamily: tokens.getPropertyValue('--mono'),
      fontSize: Number.parseFloat(tokens.fontSize),
      renderControlCharacters: true,
      unicodeHighlight: { ambiguousCharacters: false },
      ariaLabel: 'Long text',
    });
    viewer.focus();
    return () => {
      viewer.getModel()?.dispose();
      viewer.dispose();
    };
  }, [text]);
  return <div className={styles.viewer} ref={place} data-own-keyboard />;
}
