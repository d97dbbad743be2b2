import { pathOf } from '../../../../shared/json-path.ts';
import { isObject, type JsonObject, unpackedJson } from '../../formats/json.ts';
import { refusing, WrongField } from '../../formats/wrong-field.ts';
import {
  type Answer,
  listAt,
  type Marked,
  nameOf,
  objectAt,
  offsetAt,
  type ReadAnswered,
} from './answered.ts';

/**
 * Argilla's records. Version 2 nests them (`to_json`) or lays them flat (`to_datasets`); version 1 has its responses by
 * person, and on the Hub a column for each question with a list of what people answered.
 */

const FLAT = '.responses';
const NO_LABEL = new Set(['discarded', 'draft', 'pending']);

interface Response {
  question: string;
  path: string;
  user: string | undefined;
  status: unknown;
  value: unknown;
}

/** A struct of lists, as older versions of `datasets` write a list of structs. */
function asList(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isObject(value) || !Array.isArray(value.user_id)) return undefined;
  const { user_id: users, value: values, status } = value;
  return users.map((user: unknown, index) => ({
    user_id: user,
    value: Array.isArray(values) ? (values as unknown[])[index] : undefined,
    status: Array.isArray(status) ? (status as unknown[])[index] : undefined,
  }));
}

function isColumnOfResponses(value: unknown): boolean {
  const list = asList(unpackedJson(value));
  return (
    list !== undefined &&
    list.length > 0 &&
    list.every((each) => isObject(each) && 'user_id' in each && 'value' in each)
  );
}

export function isArgillaRecord(record: unknown): boolean {
  if (!isObject(record)) return false;
  const responses = unpackedJson(record.responses);
  if (isObject(record.fields) && (Array.isArray(responses) || isObject(responses))) return true;
  return Object.entries(record).some(
    ([key, value]) => (key.endsWith(FLAT) && `${key}.users` in record) || isColumnOfResponses(value),
  );
}

function fromList(question: string, given: unknown, path: string): Response[] {
  const list = asList(given);
  if (list === undefined) throw new WrongField(path, 'a list of responses', given);
  return list.map((each, index) => {
    const at = `${path}[${index}]`;
    const response = objectAt(each, at, 'a response');
    return {
      question,
      path: `${at}.value`,
      user: nameOf(response.user_id),
      status: response.status,
      value: response.value,
    };
  });
}

/** Version 1: all answers of one person together. */
function fromPerson(given: unknown, path: string): Response[] {
  const response = objectAt(given, path, 'a response');
  const { user_id: user, status } = response;
  // What was discarded need not answer anything.
  const values = response.values ?? {};
  const answers = Object.entries(objectAt(values, `${path}.values`, 'answers by question'));
  const base = { user: nameOf(user), status };
  if (answers.length === 0) return [{ ...base, question: '', path, value: undefined }];
  return answers.map(([question, value]) => ({
    ...base,
    question,
    path: `${path}.${pathOf(['values', question])}.value`,
    value: isObject(value) ? value.value : value,
  }));
}

function fromColumns(record: JsonObject): Response[] {
  return Object.entries(record).flatMap(([key, given]): Response[] => {
    const users = record[`${key}.users`];
    if (key.endsWith(FLAT) && `${key}.users` in record) {
      if (given === null || given === undefined) return [];
      const path = pathOf([key]);
      const names =
        users === null || users === undefined ? [] : listAt(users, pathOf([`${key}.users`]), 'a list');
      const statuses = record[`${key}.status`];
      return listAt(given, path, 'a list of responses').map((value, index) => ({
        question: key.slice(0, -FLAT.length),
        path: `${path}[${index}]`,
        user: nameOf(names[index]),
        status: Array.isArray(statuses) ? (statuses as unknown[])[index] : undefined,
        value,
      }));
    }
    return isColumnOfResponses(given) ? fromList(key, unpackedJson(given), pathOf([key])) : [];
  });
}

function responsesOf(record: JsonObject): Response[] {
  const responses = unpackedJson(record.responses);
  if (Array.isArray(responses))
    return responses.flatMap((each, index) => fromPerson(each, `responses[${index}]`));
  if (isObject(responses))
    return Object.entries(responses).flatMap(([question, list]) =>
      list === null ? [] : fromList(question, list, pathOf(['responses', question])),
    );
  return fromColumns(record);
}

function markedAt(given: unknown, path: string): Marked | undefined {
  if (!isObject(given) || !('start' in given)) return undefined;
  const { label } = given;
  if (typeof label !== 'string') throw new WrongField(`${path}.label`, 'a label', label);
  return {
    path,
    labels: [label],
    start: offsetAt(given.start, `${path}.start`),
    end: offsetAt(given.end, `${path}.end`),
    quote: typeof given.text === 'string' ? given.text : undefined,
    turn: undefined,
    answers: [],
  };
}

function answerOf({ question, path, value: given }: Response): Answer {
  const value = isObject(given) && 'value' in given ? given.value : given;
  const list: readonly unknown[] = Array.isArray(value)
    ? value
    : value === null || value === undefined || value === ''
      ? []
      : [value];
  const marked = list.flatMap((each, index) => markedAt(each, `${path}[${index}]`) ?? []);
  // Of a ranking the first counts.
  const ranked = list
    .filter((each) => isObject(each) && each.rank === 1)
    .map((each) => (each as JsonObject).value);
  const plain = list.filter((each) => !isObject(each));
  if (marked.length + plain.length === 0 && ranked.length === 0 && list.length > 0)
    throw new WrongField(path, 'choices, a number, a text or marked text', given);
  return { question, path, values: [...plain, ...ranked], marked };
}

/** The responses of a record, by person. */
export function readArgillaRecord(given: unknown): ReadAnswered[] {
  const record = objectAt(given, '', 'a record with responses');
  const people = new Map<string, Response[]>();
  for (const response of responsesOf(record)) {
    const person = response.user ?? '';
    people.set(person, [...(people.get(person) ?? []), response]);
  }
  return [...people].map(([person, responses]): ReadAnswered => {
    const path = responses[0]?.path ?? '';
    const isSetAside = responses.some(({ status }) => typeof status === 'string' && NO_LABEL.has(status));
    const read = refusing(() => ({
      path,
      // What Python writes where nobody is named.
      grader: person === '' || person === 'None' ? undefined : person,
      isSetAside,
      answers: isSetAside ? [] : responses.filter(({ question }) => question !== '').map(answerOf),
    }));
    return 'rejected' in read ? { path, ...read } : read;
  });
}
