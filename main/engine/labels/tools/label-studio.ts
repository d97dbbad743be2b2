import { isObject, type JsonObject } from '../../formats/json.ts';
import { refusing, WrongField } from '../../formats/wrong-field.ts';
import {
  type Answer,
  type Answered,
  byQuestion,
  listAt,
  type Marked,
  nameOf,
  objectAt,
  offsetAt,
  type ReadAnswered,
} from './answered.ts';

/** Label Studio's JSON export: a list of tasks, each with the annotations that people made of it. */

const LABELS_OF_TEXT = /^(labels|hypertextlabels|paragraphlabels)$/;
/** The field of `value` that holds the answer, by the type of the result. */
const VALUE_FIELDS: Record<string, string> = {
  choices: 'choices',
  rating: 'rating',
  number: 'number',
  textarea: 'text',
  datetime: 'datetime',
  taxonomy: 'taxonomy',
  pairwise: 'selected',
};

function annotationsOf(task: JsonObject): { field: string; list: unknown } {
  // `completions`: versions before 1.0.
  return 'annotations' in task
    ? { field: 'annotations', list: task.annotations }
    : { field: 'completions', list: task.completions };
}

/** An annotation with its task in it, as Label Studio puts each into a storage. */
function isStoredAnnotation(record: unknown): record is JsonObject {
  return (
    isObject(record) && Array.isArray(record.result) && isObject(record.task) && isObject(record.task.data)
  );
}

export function isLabelStudioTask(record: unknown): boolean {
  if (isStoredAnnotation(record)) return true;
  if (!isObject(record) || !isObject(record.data)) return false;
  const { list } = annotationsOf(record);
  return Array.isArray(list) && list.every((each) => isObject(each) && 'result' in each);
}

/** Who made it: the address, the name, or the number that the project has for the person. */
function graderOf({ completed_by: by }: JsonObject): string | undefined {
  if (!isObject(by)) return nameOf(by);
  return nameOf(by.email) ?? nameOf(by.username) ?? nameOf(by.id);
}

/** What a `value` answers, by its own fields where the type says nothing. A path in a taxonomy is its last word. */
export function valuesIn(value: JsonObject, type: string | undefined, path: string): readonly unknown[] {
  const field =
    (type !== undefined && Object.hasOwn(VALUE_FIELDS, type) ? VALUE_FIELDS[type] : undefined) ??
    Object.values(VALUE_FIELDS).find((each) => each in value);
  if (field === undefined) return [];
  const given = value[field];
  if (field === 'taxonomy')
    return listAt(given, `${path}.taxonomy`, 'a list of paths').map((each) =>
      Array.isArray(each) ? (each as unknown[]).at(-1) : each,
    );
  if (field === 'choices') return listAt(given, `${path}.choices`, 'a list of choices');
  return Array.isArray(given) ? (given as unknown[]) : [given];
}

/** What a `value` marks; undefined where it marks no text. */
export function markedIn(value: JsonObject, type: string | undefined, path: string): Marked | undefined {
  const field = type ?? Object.keys(value).find((key) => LABELS_OF_TEXT.test(key));
  if (field === undefined || !LABELS_OF_TEXT.test(field)) return undefined;
  const labels = listAt(value[field], `${path}.${field}`, 'a list of labels').map((label, index) => {
    if (typeof label !== 'string') throw new WrongField(`${path}.${field}[${index}]`, 'a label', label);
    return label;
  });
  const quote = typeof value.text === 'string' ? value.text : undefined;
  const base = { path, labels, quote, answers: [] };
  // In HTML `start` and `end` are XPaths: the words alone say where it stands.
  if (field === 'hypertextlabels' && typeof value.start === 'string' && !/^\d+$/.test(value.start))
    return { ...base, start: undefined, end: undefined, turn: undefined };
  if (value.startOffset === undefined)
    return {
      ...base,
      start: offsetAt(value.start, `${path}.start`),
      end: offsetAt(value.end, `${path}.end`),
      turn: undefined,
    };
  const turn = offsetAt(value.start, `${path}.start`);
  const isWithin = offsetAt(value.end, `${path}.end`) === turn;
  return {
    ...base,
    turn,
    start: isWithin ? offsetAt(value.startOffset, `${path}.startOffset`) : undefined,
    end: isWithin ? offsetAt(value.endOffset, `${path}.endOffset`) : undefined,
  };
}

interface Result {
  id: string | undefined;
  question: string;
  path: string;
  values: readonly unknown[];
  marked: Marked | undefined;
}

function readResult(given: unknown, path: string): Result | undefined {
  const result = objectAt(given, path, 'a result');
  const { from_name: from, type } = result;
  // Relations between regions answer no question.
  if (from === undefined && type === 'relation') return undefined;
  const question = nameOf(from);
  if (question === undefined) throw new WrongField(`${path}.from_name`, 'the name of a question', from);
  if (type !== undefined && typeof type !== 'string')
    throw new WrongField(`${path}.type`, 'the type of a result', type);
  const value = objectAt(result.value, `${path}.value`, 'a value');
  const marked = markedIn(value, type, `${path}.value`);
  return {
    id: nameOf(result.id),
    question,
    path: `${path}.value`,
    values: marked === undefined ? valuesIn(value, type, `${path}.value`) : [],
    marked,
  };
}

/** What was asked of one region has its id. */
function answersOf(results: readonly Result[]): Answer[] {
  const regions = new Set(
    results.flatMap(({ id, marked }) => (marked === undefined || id === undefined ? [] : [id])),
  );
  const plain = (result: Result): Answer => ({
    question: result.question,
    path: result.path,
    values: result.values,
    marked: [],
  });
  return byQuestion(
    results.flatMap((result): Answer[] => {
      const { id, marked } = result;
      if (marked !== undefined) {
        const own = results.filter(
          (other) => other.marked === undefined && id !== undefined && other.id === id,
        );
        return [{ ...plain(result), marked: [{ ...marked, answers: byQuestion(own.map(plain)) }] }];
      }
      return id !== undefined && regions.has(id) ? [] : [plain(result)];
    }),
  );
}

function readAnnotation(given: unknown, path: string): Answered {
  const annotation = objectAt(given, path, 'an annotation');
  const isSetAside = annotation.was_cancelled === true || annotation.skipped === true;
  const results = path === '' ? 'result' : `${path}.result`;
  const found = isSetAside
    ? []
    : listAt(annotation.result ?? [], results, 'a list of results').flatMap(
        (each, at) => readResult(each, `${results}[${at}]`) ?? [],
      );
  return { path, grader: graderOf(annotation), isSetAside, answers: answersOf(found) };
}

/** The annotations of a task. */
export function readLabelStudioTask(record: unknown): ReadAnswered[] {
  if (isStoredAnnotation(record)) return [readAnnotation(record, '')];
  const task = objectAt(record, '', 'a task with annotations');
  const { field, list } = annotationsOf(task);
  return listAt(list, field, 'a list of annotations').map((given, index): ReadAnswered => {
    const path = `${field}[${index}]`;
    const read = refusing(() => readAnnotation(given, path));
    return 'rejected' in read ? { path, ...read } : read;
  });
}
