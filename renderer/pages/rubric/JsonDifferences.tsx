import 'monaco-editor/editor/contrib/clipboard/browser/clipboard.js';
import 'monaco-editor/editor/contrib/contextmenu/browser/contextmenu.js';
import 'monaco-editor/editor/contrib/find/browser/findController.js';
import 'monaco-editor/editor/browser/widget/diffEditor/diffEditor.contribution.js';
import { editor } from 'monaco-editor/editor/editor.api.js';
import 'monaco-editor/languages/features/json/register.js';
import { useEffect, useRef } from 'react';
import { useRegistry } from '../../commands/CommandsProvider.tsx';
import { commonOptions, followTheme } from '../../text/monaco.ts';
import { hearPageKeys, leaveByEscape } from './editor-keys.ts';
import styles from './JsonDifferences.module.css';

/** Below this width the lines of both stand under each other. */
const SIDE_BY_SIDE_FROM = 720;

interface Text {
  name: string;
  text: string;
}

/** The JSON of two rubrics, read-only: side by side where there is room, else in one column. `F7` goes to the next change. */
export function JsonDifferences({ before, after }: { before: Text; after: Text }) {
  const registry = useRegistry();
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef<editor.IStandaloneDiffEditor>(undefined);
  const names = useRef<readonly string[]>([]);
  names.current = [before.name, after.name];
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const unfollow = followTheme(element);
    const [original, modified] = [plainModel(), plainModel()];
    const made = editor.createDiffEditor(element, {
      ...commonOptions(element),
      readOnly: true,
      domReadOnly: true,
      originalEditable: false,
      renderMarginRevertIcon: false,
      renderGutterMenu: false,
      renderSideBySide: true,
      useInlineViewWhenSpaceIsLimited: true,
      renderSideBySideInlineBreakpoint: SIDE_BY_SIDE_FROM,
      renderOverviewRuler: false,
      diffWordWrap: 'on',
      hideUnchangedRegions: { enabled: true },
      // Nothing can be typed here: Tab goes on to what is next on the page.
      tabFocusMode: true,
      editContext: false,
    });
    made.setModel({ original, modified });
    const sides = [made.getOriginalEditor(), made.getModifiedEditor()] as editor.IStandaloneCodeEditor[];
    const fit = () => {
      element.style.height = `${Math.max(...sides.map((side) => side.getContentHeight()))}px`;
    };
    for (const [at, side] of sides.entries()) {
      leaveByEscape(side);
      side.onDidContentSizeChange(fit);
      nameEditor(side, () => `${names.current[at]} as JSON; Escape leaves it`);
    }
    const unheard = hearPageKeys(element, registry);
    shown.current = made;
    return () => {
      shown.current = undefined;
      unheard();
      made.dispose();
      original.dispose();
      modified.dispose();
      unfollow();
    };
  }, [registry]);
  useEffect(() => {
    const models = shown.current?.getModel();
    if (!models) return;
    for (const [model, { text }] of [
      [models.original, before],
      [models.modified, after],
    ] as const) {
      if (model.getValue() !== text) model.setValue(text);
    }
  }, [before, after]);
  return <div className={styles.editor} ref={place} />;
}

function plainModel(): editor.ITextModel {
  const model = editor.createModel('', 'json');
  model.updateOptions({
    bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
  });
  return model;
}

/** Gives one side its name, and again where the diff editor took it away: it does so whenever it turns to one column. */
function nameEditor(side: editor.IStandaloneCodeEditor, nameOf: () => string): void {
  const name = () => {
    const ariaLabel = nameOf();
    if (side.getOption(editor.EditorOption.ariaLabel) !== ariaLabel) side.updateOptions({ ariaLabel });
  };
  side.onDidChangeConfiguration(name);
  name();
}
