import { pathOf } from '../../../../shared/json-path.ts';
import { isObject, unpackedJson } from '../../formats/json.ts';
import { type Answer, type Answered, nameOf, objectAt, valueWithin } from './answered.ts';
import { markedIn, valuesIn } from './label-studio.ts';

/** A record per label, a field per question: Label Studio's JSON-MIN and CSV, and tables that people keep. */

/** Label Studio says so of each row. */
const GRADER_FIELDS = ['annotator', 'grader', 'annotated_by', 'labeler', 'labeller', 'rater', 'completed_by'];
/** What such rows say besides. */
const NO_QUESTIONS = new Set([
  ...GRADER_FIELDS,
  ...[
    'id',
    'annotation_id',
    'created_at',
    'updated_at',
    'lead_time',
    'agreement',
    'history',
    'was_cancelled',
  ],
]);

/** JSON-MIN and CSV of Label Studio: no other rows have these three. */
export function isLabelStudioRow(record: unknown): boolean {
  return isObject(record) && ['annotator', 'annotation_id', 'lead_time'].every((field) => field in record);
}

export function graderFieldOf(record: unknown): string | undefined {
  return isObject(record) ? GRADER_FIELDS.find((field) => nameOf(record[field]) !== undefined) : undefined;
}

function answerOf(question: string, given: unknown): Answer | undefined {
  const path = pathOf([question]);
  const value = unpackedJson(given);
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  const values: unknown[] = [];
  const marked: Answer['marked'][number][] = [];
  list.forEach((each, index) => {
    if (each === null || each === undefined || each === '') return;
    if (!isObject(each)) {
      values.push(each);
      return;
    }
    const at = Array.isArray(value) ? `${path}[${index}]` : path;
    const piece = markedIn(each, undefined, at);
    if (piece !== undefined) marked.push(piece);
    else values.push(...valuesIn(each, undefined, at));
  });
  return values.length + marked.length === 0 ? undefined : { question, path, values, marked };
}

/** The one label of a row. */
export function readRow(given: unknown, graderPath: string | undefined): Answered[] {
  const record = objectAt(given, '', 'an object with a field for each question');
  const by = graderPath === undefined ? undefined : valueWithin(record, graderPath);
  const person = unpackedJson(by);
  const grader = isObject(person) ? (nameOf(person.email) ?? nameOf(person.id)) : nameOf(by);
  const isSetAside = record.was_cancelled === true || record.was_cancelled === 'True';
  return [
    {
      path: '',
      grader,
      isSetAside,
      answers: isSetAside
        ? []
        : Object.entries(record).flatMap(([key, value]) =>
            NO_QUESTIONS.has(key) || key === graderPath ? [] : (answerOf(key, value) ?? []),
          ),
    },
  ];
}
