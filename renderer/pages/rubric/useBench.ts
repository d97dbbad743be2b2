import { type RefObject, useMemo, useRef, useState } from 'react';
import type { DatasetInfo } from '../../../shared/contract/datasets.ts';
import type { QuestionKind } from '../../../shared/domain/rubric.ts';
import type { Saving } from '../../kit/SaveState.tsx';
import { ONE_PANE } from '../../kit/useMedia.ts';
import { shell } from '../../shell.ts';
import { failureOf } from '../import/failure.ts';
import type { Path } from './draft.ts';
import { addCategory, addQuestion } from './draft-changes.ts';
import { fileTextOf, offsetOf, readText } from './json-text.ts';
import type { JsonHandle } from './RubricJson.tsx';
import { useRowFocus } from './row-focus.ts';
import type { DeskState } from './rubric-desk.ts';
import { useImport } from './useImport.ts';
import { useOpenQuestion } from './useOpenQuestion.ts';
import type { UsedRubric } from './useRubric.ts';

export type View = 'form' | 'json';
export type Result = 'preview' | 'differences' | 'versions';
export type SectionName = 'questions' | 'categories' | 'honesty_anchors';

/** Where one is on the page, and what can be done there. */
export function useBench(dataset: DatasetInfo, rubric: UsedRubric, state: DeskState) {
  const { desk, problems, saved } = rubric;
  const { body, text } = state.steps.now;
  const json = useRef<JsonHandle>(null);
  const [view, setView] = useState<View>('form');
  /** The one pane of a small window. */
  const [pane, setPane] = useState<'form' | Result>('form');
  const [beside, setBeside] = useState<Result>('preview');
  /** Differences with the JSON of both, here and at every version. */
  const [asJson, setAsJson] = useState(false);
  const [sections, setSections] = useState<ReadonlySet<SectionName>>(new Set<SectionName>(['questions']));
  const opened = useOpenQuestion(body);
  const focus = useRowFocus();
  const broken = useMemo(() => (text === null ? undefined : readText(text).why), [text]);
  const brought = useImport(body, (next) => desk.replace(next));
  const saveParts = useSave();

  const show = (what: Result) => {
    setBeside(what);
    setPane(what);
  };
  /** Where no differences stand those of the draft come; where some do their JSON comes or goes. */
  const showAsJson = (isOnePane: boolean) => {
    const isShown = ['differences', 'versions'].includes(isOnePane ? pane : beside);
    if (!isShown) show('differences');
    setAsJson(!(isShown && asJson));
  };
  const edit = (as: View) => {
    setView(as);
    setPane('form');
  };
  const setSection = (name: SectionName, isOpen: boolean) =>
    setSections((now) => new Set(isOpen ? [...now, name] : [...now].filter((each) => each !== name)));
  /** Shows a field, whatever it is folded into, and gives it the focus. */
  const goTo = (path: Path) => {
    setPane('form');
    if (view === 'json') {
      goToOffset(json, offsetOf(text ?? fileTextOf(body), path));
      return;
    }
    const [part, index] = path;
    if (part === 'questions' || part === 'categories' || part === 'honesty_anchors') setSection(part, true);
    if (part === 'questions' && typeof index === 'number') opened.showQuestion(index);
    focus(path);
  };
  const nextOpen = () => {
    if (broken !== undefined && text !== null) {
      edit('json');
      goToOffset(json, readText(text).problems[0]?.from);
    } else if (problems[0] !== undefined) goTo(problems[0].path);
  };
  const canSave = state.begunAt !== null && !dataset.read_only;
  const save = () => {
    if (!canSave) return;
    if (broken !== undefined || problems.length > 0) nextOpen();
    else void saveParts.save(rubric, state.base.id, brought.forget);
  };
  const addOne = (section: SectionName, change: () => void, path: Path) => {
    edit('form');
    setSection(section, true);
    change();
    focus(path);
  };
  return {
    json,
    view,
    pane,
    setPane,
    beside,
    setBeside,
    sections,
    setSection,
    ...opened,
    focus,
    broken,
    brought,
    saving: saveParts.saving,
    failure: saveParts.failure,
    show,
    asJson,
    setAsJson,
    showAsJson: () => showAsJson(window.matchMedia(ONE_PANE).matches),
    edit,
    nextOpen,
    canSave,
    save,
    canUndo: state.steps.past.length > 0,
    canRedo: state.steps.future.length > 0,
    hasDraft: state.begunAt !== null,
    undo: () => desk.undo(),
    redo: () => desk.redo(),
    drop: () => desk.drop(),
    addQuestion: (kind: QuestionKind) => {
      const at = body.questions.length;
      addOne('questions', () => desk.change(addQuestion(kind, saved)), ['questions', at, 'question']);
      opened.showNewQuestion(at);
    },
    addCategory: () =>
      addOne('categories', () => desk.change(addCategory(saved)), [
        'categories',
        body.categories.length,
        'title',
      ]),
    exportFile: () => shell.saveTextFile({ name: `${body.name || 'rubric'}.json`, text: fileTextOf(body) }),
    copy: () => void navigator.clipboard.writeText(fileTextOf(body)),
  };
}
export type Bench = ReturnType<typeof useBench>;

/** The editor may only come with the next drawing: its text has to be there to go somewhere in it. */
function goToOffset(json: RefObject<JsonHandle | null>, offset = 0): void {
  const go = (tries: number) => {
    if (json.current !== null) json.current.goTo(offset);
    else if (tries > 0) requestAnimationFrame(() => go(tries - 1));
  };
  go(60);
}

function useSave() {
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' });
  const [failure, setFailure] = useState<string>();
  return {
    saving,
    failure,
    save: async (rubric: UsedRubric, basedOn: string, onSaved: () => void) => {
      setFailure(undefined);
      setSaving({ kind: 'saving' });
      try {
        await rubric.save(basedOn);
        onSaved();
        setSaving({ kind: 'saved', at: new Date() });
      } catch (error) {
        const { code, message } = failureOf(error);
        setSaving({ kind: 'idle' });
        // What the other window saved is said by the page as soon as it is read.
        if (code === 'RUBRIC_CHANGED') rubric.retry();
        else setFailure(`${message} Your draft is kept here.`);
      }
    },
  };
}
