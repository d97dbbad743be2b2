import 'monaco-editor/editor/contrib/find/browser/findController.js';
import 'monaco-editor/editor/contrib/folding/browser/folding.js';
import 'monaco-editor/editor/contrib/contextmenu/browser/contextmenu.js';
import 'monaco-editor/editor/contrib/clipboard/browser/clipboard.js';
import { editor, type IRange, KeyCode } from 'monaco-editor/editor/editor.api.js';
import { useEffect, useMemo, useRef } from 'react';
import styles from './CodeViewer.module.css';
import { DIFF_LANGUAGE, defineDiffLanguage } from './diff-language.ts';
import type { LineTone } from './line-tones.ts';
import { commonOptions, followTheme } from './monaco.ts';
import type { TextMark } from './pieces.ts';
import { LineIndex } from './shown-text.ts';

defineDiffLanguage();

/** Something that can be done with the words selected. */
export interface ViewerAct {
  id: string;
  words: string;
  key: 'v' | 'b';
  run(range: { start: number; end: number }): void;
}

interface CodeViewerProps {
  text: string;
  /** Lines with a tone, from 0; a long diff or log. */
  tones: readonly (LineTone | undefined)[];
  /** In the text as it is shown here. */
  marks: readonly TextMark[];
  /** Shown first: the current hit, or the evidence in hand. */
  reveal: number | undefined;
  acts: readonly ViewerAct[];
  onClose(): void;
}

const KEYS = { v: KeyCode.KeyV, b: KeyCode.KeyB };

/** A text in an editor, read-only: wrapped, searched with its own find (Ctrl+F), folded by its indent or its hunks. */
export function CodeViewer({ text, tones, marks, reveal, acts, onClose }: CodeViewerProps) {
  const place = useRef<HTMLDivElement>(null);
  const viewer = useRef<editor.IStandaloneCodeEditor>(undefined);
  const lines = useMemo(() => new LineIndex(text), [text]);
  const now = useRef({ acts, onClose });
  now.current = { acts, onClose };
  // biome-ignore lint/correctness/useExhaustiveDependencies: made once for each text; marks and acts are followed below
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const unfollow = followTheme(element);
    // A patch within JSON is folded by its indent, with the JSON around it.
    const isDiff = tones.includes('hunk') && !/^\s*[[{]/.test(text);
    const made = editor.create(element, {
      ...commonOptions(element),
      value: text,
      language: isDiff ? DIFF_LANGUAGE : 'plaintext',
      readOnly: true,
      domReadOnly: true,
      folding: true,
      showFoldingControls: 'always',
      foldingStrategy: isDiff ? 'auto' : 'indentation',
      overviewRulerLanes: 0,
      hideCursorInOverviewRuler: true,
      occurrencesHighlight: 'off',
      selectionHighlight: false,
      ariaLabel: 'Long text',
    });
    for (const act of acts) {
      made.addAction({
        id: act.id,
        label: act.words,
        keybindings: [KEYS[act.key]],
        contextMenuGroupId: 'navigation',
        run: () => {
          const selection = made.getSelection();
          if (selection === null || selection.isEmpty()) return;
          now.current.acts
            .find(({ id }) => id === act.id)
            ?.run({
              start: lines.offsetAt(selection.startLineNumber, selection.startColumn),
              end: lines.offsetAt(selection.endLineNumber, selection.endColumn),
            });
        },
      });
    }
    // The editor keeps Esc for itself; what it has to close comes first.
    made.addAction({
      id: 'close',
      label: 'Close',
      keybindings: [KeyCode.Escape],
      precondition: '!findWidgetVisible',
      run: () => {
        // The next key is the page's at once, and not lost on an editor that fades out.
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        now.current.onClose();
      },
    });
    made.createDecorationsCollection(
      tones.flatMap((tone, line) =>
        tone === undefined
          ? []
          : [
              {
                range: { startLineNumber: line + 1, startColumn: 1, endLineNumber: line + 1, endColumn: 1 },
                options: { isWholeLine: true, className: styles[tone] ?? '' },
              },
            ],
      ),
    );
    if (reveal !== undefined) made.revealPositionInCenter(lines.positionAt(reveal));
    made.focus();
    viewer.current = made;
    return () => {
      viewer.current = undefined;
      made.getModel()?.dispose();
      made.dispose();
      unfollow();
    };
  }, [text]);
  useEffect(() => {
    const decorations = viewer.current?.createDecorationsCollection(
      marks.map((mark) => ({
        range: rangeOf(lines, mark),
        options: {
          inlineClassName: styles[mark.kind === 'found' ? 'found' : 'evidence'] ?? '',
          ...(mark.kind === 'evidence' && {
            hoverMessage: { value: `Evidence for ${mark.id.toUpperCase()}` },
          }),
        },
      })),
    );
    return () => decorations?.clear();
  }, [lines, marks]);
  return <div className={styles.viewer} ref={place} data-own-keyboard />;
}

function rangeOf(lines: LineIndex, { start, end }: { start: number; end: number }): IRange {
  const from = lines.positionAt(start);
  const to = lines.positionAt(end);
  return {
    startLineNumber: from.lineNumber,
    startColumn: from.column,
    endLineNumber: to.lineNumber,
    endColumn: to.column,
  };
}
