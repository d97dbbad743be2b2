import type { QuestionKind } from '../../../shared/domain/rubric.ts';
import type { DraftBody, DraftCategory, DraftCondition, DraftOption, DraftQuestion, Path } from './draft.ts';
import { freeSlug, isMadeOf, slugOf } from './slugs.ts';

/** One change of a draft. Pure: the page keeps the drafts before it, and undo gives them back. */
export type Change = (body: DraftBody) => DraftBody;

/** Ids that labels may answer already: they never change, and nothing new gets one. */
export interface SavedIds {
  questions: ReadonlySet<string>;
  categories: ReadonlySet<string>;
}
export const NOTHING_SAVED: SavedIds = { questions: new Set(), categories: new Set() };

type Node = Record<string | number, unknown> | readonly unknown[];

function replaced(node: unknown, path: Path, with_: (old: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return with_(node);
  const inside = (node as Record<string | number, unknown>)[step];
  const next = replaced(inside, rest, with_);
  if (Array.isArray(node)) return node.map((each, index) => (index === step ? next : each));
  const { [step]: _old, ...others } = node as Record<string, unknown>;
  if (next === undefined) return others;
  return _old === undefined ? { ...others, [step]: next } : { ...(node as object), [step]: next };
}

/** What stands at a path; undefined where the path leads nowhere. */
export function valueAt(body: DraftBody, path: Path): unknown {
  return path.reduce<unknown>(
    (node, step) => (node === null || typeof node !== 'object' ? undefined : (node as Node)[step as never]),
    body,
  );
}

/** Sets one field; undefined takes an optional one away. A path that leads nowhere changes nothing. */
export const setAt =
  (path: Path, value: unknown): Change =>
  (body) =>
    valueAt(body, path.slice(0, -1)) === undefined ? body : (replaced(body, path, () => value) as DraftBody);

const listAt = (body: DraftBody, path: Path): readonly unknown[] => {
  const list = valueAt(body, path);
  return Array.isArray(list) ? list : [];
};

/** Moves an entry of a list within it; past an end changes nothing. */
export const moveAt =
  (list: Path, from: number, to: number): Change =>
  (body) => {
    const entries = [...listAt(body, list)];
    if (from === to || from < 0 || to < 0 || from >= entries.length || to >= entries.length) return body;
    entries.splice(to, 0, ...entries.splice(from, 1));
    return setAt(list, entries)(body);
  };

export const removeAt =
  (list: Path, index: number): Change =>
  (body) => {
    const entries = listAt(body, list);
    if (index < 0 || index >= entries.length) return body;
    return setAt(
      list,
      entries.filter((_, each) => each !== index),
    )(body);
  };

const insertAt =
  (list: Path, index: number, entry: unknown): Change =>
  (body) => {
    if (!Array.isArray(valueAt(body, list))) return body;
    const entries = [...listAt(body, list)];
    entries.splice(index, 0, entry);
    return setAt(list, entries)(body);
  };

const option = (value: string): DraftOption => ({ value, label: '', hint: '' });

function newQuestion(kind: QuestionKind, id: string): DraftQuestion {
  const asked = { id, question: '', hint: '', stage: 1, scope: 'item', required: false } as const;
  if (kind === 'choice') return { ...asked, kind, options: [option('option'), option('option_2')] };
  if (kind === 'choices') return { ...asked, kind, options: [option('option'), option('option_2')] };
  if (kind === 'scale') return { ...asked, kind, from: 1, to: 5, anchors: [] };
  if (kind === 'number') return { ...asked, kind, whole: false, unit: '' };
  return { ...asked, kind, max_length: 10_000, long: true };
}

/** Makes a question one of another kind; what both kinds have stays. */
export const setQuestionKind =
  (index: number, kind: QuestionKind): Change =>
  (body) => {
    const old = body.questions[index];
    if (old === undefined || old.kind === kind) return body;
    const { question, hint, stage, scope, required, when } = old;
    const asked = { question, hint, stage, scope, required, ...(when && { when }) };
    const fresh = { ...newQuestion(kind, old.id), ...asked };
    const options = 'options' in fresh && 'options' in old ? { options: old.options } : {};
    return setAt(['questions', index], { ...fresh, ...options })(body);
  };

const takenQuestions = (body: DraftBody, saved: SavedIds, but?: number) => [
  ...body.questions.filter((_, index) => index !== but).map(({ id }) => id),
  ...saved.questions,
];

/** Adds a question of a kind after `after`, or at the end. */
export const addQuestion =
  (kind: QuestionKind, saved: SavedIds, after?: number): Change =>
  (body) =>
    insertAt(
      ['questions'],
      after === undefined ? body.questions.length : after + 1,
      newQuestion(kind, freeSlug('question', takenQuestions(body, saved))),
    )(body);

export const duplicateQuestion =
  (index: number, saved: SavedIds): Change =>
  (body) => {
    const question = body.questions[index];
    if (question === undefined) return body;
    const id = freeSlug(question.id === '' ? 'question' : question.id, takenQuestions(body, saved));
    return insertAt(['questions'], index + 1, { ...question, id })(body);
  };

/** Gives a question its id; conditions that name it follow. */
export const setQuestionId =
  (index: number, id: string): Change =>
  (body) => {
    const old = body.questions[index]?.id;
    const renamed = setAt(['questions', index, 'id'], id)(body);
    const isAmbiguous = body.questions.filter((each) => each.id === old).length > 1;
    if (old === undefined || old === '' || isAmbiguous) return renamed;
    return withConditions(renamed, (when) => (when.question === old ? { ...when, question: id } : when));
  };

function withConditions(body: DraftBody, change: (when: DraftCondition) => DraftCondition): DraftBody {
  return {
    ...body,
    questions: body.questions.map((each) =>
      each.when === undefined ? each : { ...each, when: change(each.when) },
    ),
  };
}

/** Words a question anew. An id that was made of the words before, and that no label has, follows them. */
export const setQuestionWords =
  (index: number, words: string, saved: SavedIds): Change =>
  (body) => {
    const question = body.questions[index];
    if (question === undefined) return body;
    const worded = setAt(['questions', index, 'question'], words)(body);
    const taken = takenQuestions(body, saved, index);
    if (saved.questions.has(question.id) || !isMadeOf(question.id, question.question, 'question'))
      return worded;
    return setQuestionId(index, freeSlug(slugOf(words, 'question'), taken))(worded);
  };

const optionsOf = (body: DraftBody, question: number): readonly DraftOption[] => {
  const asked = body.questions[question];
  return asked !== undefined && 'options' in asked ? asked.options : [];
};

export const addOption =
  (question: number): Change =>
  (body) => {
    const taken = optionsOf(body, question).map(({ value }) => value);
    return insertAt(
      ['questions', question, 'options'],
      taken.length,
      option(freeSlug('option', taken)),
    )(body);
  };

/** Gives an option its value; conditions that wait for it follow. */
export const setOptionValue =
  (question: number, index: number, value: string): Change =>
  (body) => {
    const options = optionsOf(body, question);
    const old = options[index]?.value;
    const id = body.questions[question]?.id;
    const changed = setAt(['questions', question, 'options', index, 'value'], value)(body);
    if (old === undefined || options.filter((each) => each.value === old).length > 1) return changed;
    return withConditions(changed, (when) =>
      when.question === id ? { ...when, is: when.is.map((each) => (each === old ? value : each)) } : when,
    );
  };

/** Words an option anew; a value made of the words before follows, unless the question was saved. */
export const setOptionLabel =
  (question: number, index: number, label: string, saved: SavedIds): Change =>
  (body) => {
    const options = optionsOf(body, question);
    const old = options[index];
    if (old === undefined) return body;
    const worded = setAt(['questions', question, 'options', index, 'label'], label)(body);
    const taken = options.filter((_, each) => each !== index).map(({ value }) => value);
    const isSaved = saved.questions.has(body.questions[question]?.id ?? '');
    if (isSaved || !isMadeOf(old.value, old.label, 'option')) return worded;
    return setOptionValue(question, index, freeSlug(slugOf(label, 'option'), taken))(worded);
  };

const takenCategories = (body: DraftBody, saved: SavedIds, but?: number) => [
  ...body.categories.filter((_, index) => index !== but).map(({ id }) => id),
  ...saved.categories,
];

export const addCategory =
  (saved: SavedIds): Change =>
  (body) => {
    const id = freeSlug('category', takenCategories(body, saved));
    const category: DraftCategory = { id, title: '', hint: '', hidden: false };
    return insertAt(['categories'], body.categories.length, category)(body);
  };

/** Names a category anew; an id made of the name before, and that no label has, follows. */
export const setCategoryTitle =
  (index: number, title: string, saved: SavedIds): Change =>
  (body) => {
    const category = body.categories[index];
    if (category === undefined) return body;
    const named = setAt(['categories', index, 'title'], title)(body);
    if (saved.categories.has(category.id) || !isMadeOf(category.id, category.title, 'category')) return named;
    const id = freeSlug(slugOf(title, 'category'), takenCategories(body, saved, index));
    return setAt(['categories', index, 'id'], id)(named);
  };

/** Adds an anchor at the first step of the scale that has none. */
export const addAnchor =
  (question: number): Change =>
  (body) => {
    const asked = body.questions[question];
    if (asked?.kind !== 'scale') return body;
    const taken = new Set(asked.anchors.map(({ value }) => value));
    const { from, to } = asked;
    let value = from;
    while (value !== null && to !== null && value < to && taken.has(value)) value += 1;
    return insertAt(['questions', question, 'anchors'], asked.anchors.length, { value, label: '' })(body);
  };
