import 'monaco-editor/editor/contrib/bracketMatching/browser/bracketMatching.js';
import 'monaco-editor/editor/contrib/clipboard/browser/clipboard.js';
import 'monaco-editor/editor/contrib/contextmenu/browser/contextmenu.js';
import 'monaco-editor/editor/contrib/find/browser/findController.js';
import 'monaco-editor/editor/contrib/folding/browser/folding.js';
import 'monaco-editor/editor/contrib/format/browser/formatActions.js';
import 'monaco-editor/editor/contrib/gotoError/browser/gotoError.js';
import 'monaco-editor/editor/contrib/hover/browser/hoverContribution.js';
import 'monaco-editor/editor/contrib/linesOperations/browser/linesOperations.js';
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
import { editor, type IDisposable, MarkerSeverity, Uri } from 'monaco-editor/editor/editor.api.js';
import { jsonDefaults } from 'monaco-editor/languages/features/json/register.js';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { useRegistry } from '../../commands/CommandsProvider.tsx';
import { commonOptions, followTheme } from '../../text/monaco.ts';
import { hearPageKeys, leaveByEscape } from './editor-keys.ts';
import { readText } from './json-text.ts';
import styles from './RubricJson.module.css';
import { rubricSchema } from './rubric-schema.ts';

const FILE = Uri.parse('inmemory://shrive/rubric.json');
const SCHEMA = 'inmemory://shrive/rubric.schema.json';

/** What a page can do in the text: go somewhere. */
export interface JsonHandle {
  goTo(offset: number): void;
}

interface RubricJsonProps {
  text: string;
  onText(text: string): void;
  ref: Ref<JsonHandle>;
}

/**
 * The rubric as JSON. Completion, hover and the checks of the schema come from Monaco's JSON service, which runs in a
 * worker of the page's own; what the parts of a rubric must keep among each other is marked by us at its place.
 */
export function RubricJson({ text, onText, ref }: RubricJsonProps) {
  const registry = useRegistry();
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef<editor.IStandaloneCodeEditor>(undefined);
  const latest = useRef({ text, onText });
  latest.current.onText = onText;
  useImperativeHandle(ref, () => ({
    goTo: (offset) => {
      const model = shown.current?.getModel();
      if (!model) return;
      const position = model.getPositionAt(offset);
      shown.current?.setPosition(position);
      shown.current?.revealPositionInCenterIfOutsideViewport(position);
      shown.current?.focus();
    },
  }));

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    jsonDefaults.setDiagnosticsOptions({
      validate: true,
      allowComments: false,
      enableSchemaRequest: false,
      schemaValidation: 'error',
      schemas: [{ uri: SCHEMA, fileMatch: [FILE.toString()], schema: rubricSchema() }],
    });
    const unfollow = followTheme(element);
    const model = editor.createModel(latest.current.text, 'json', FILE);
    model.updateOptions({
      tabSize: 2,
      insertSpaces: true,
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    });
    const made = editor.create(element, {
      ...commonOptions(element),
      model,
      folding: true,
      fixedOverflowWidgets: true,
      tabCompletion: 'on',
      quickSuggestions: { strings: true, other: true, comments: false },
      ariaLabel: 'The rubric as JSON; Escape leaves it',
      // A text field as the page knows them: its own keys rest while one types, and Esc leaves it.
      editContext: false,
    });
    // Who came here by key, and so has nothing in the focus any more, goes on typing.
    if (document.activeElement === document.body) made.focus();
    shown.current = made;
    leaveByEscape(made);
    const unheard = hearPageKeys(element, registry);
    const marks = markProblems(model);
    const typing = model.onDidChangeContent(() => {
      const value = model.getValue();
      if (value === latest.current.text) return;
      latest.current.text = value;
      latest.current.onText(value);
    });
    return () => {
      shown.current = undefined;
      unheard();
      typing.dispose();
      marks.dispose();
      made.dispose();
      model.dispose();
      unfollow();
    };
  }, [registry]);

  useEffect(() => {
    latest.current.text = text;
    const model = shown.current?.getModel();
    // Set from elsewhere: by undo, a preset, a file. The caret stays where it was.
    if (model && model.getValue() !== text)
      model.pushEditOperations(null, [{ range: model.getFullModelRange(), text }], () => null);
  }, [text]);

  return <div className={styles.editor} ref={place} />;
}

/** Marks what the JSON service does not know; where it has said something, nothing is said twice. */
function markProblems(model: editor.ITextModel): IDisposable {
  let marked = '';
  const mark = () => {
    const theirs = editor.getModelMarkers({ owner: 'json', resource: model.uri });
    const ours = readText(model.getValue())
      .problems.map(({ from, to, message }): editor.IMarkerData => {
        const { lineNumber, column } = model.getPositionAt(from);
        const end = model.getPositionAt(to);
        return {
          severity: MarkerSeverity.Error,
          message,
          startLineNumber: lineNumber,
          startColumn: column,
          endLineNumber: end.lineNumber,
          endColumn: end.column,
        };
      })
      .filter((one) => !theirs.some((other) => other.startLineNumber === one.startLineNumber));
    const signature = JSON.stringify(ours);
    if (signature === marked) return;
    marked = signature;
    editor.setModelMarkers(model, 'rubric', ours);
  };
  mark();
  const parts = [
    model.onDidChangeContent(mark),
    editor.onDidChangeMarkers((uris) => {
      if (uris.some((uri) => uri.toString() === model.uri.toString())) mark();
    }),
  ];
  return {
    dispose: () => {
      for (const part of parts) part.dispose();
    },
  };
}
