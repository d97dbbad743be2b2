import type { LabelField, LabelMapping } from '../../../../shared/mapping/label-mapping.ts';
import type { Rejection } from '../../formats/format.ts';
import { shown, wrongField } from '../../formats/json.ts';
import { refusing, WrongField } from '../../formats/wrong-field.ts';
import { type FileLabel, readLabel } from '../labels-file-schema.ts';
import { type Answered, nameOf, valueWithin } from './answered.ts';
import { readAnswered } from './index.ts';
import { mapLabel } from './map-label.ts';
import type { GradedTexts } from './place-marked.ts';

/** The labels of a record of another tool as a mapping reads them. */

/** What the dataset knows of transcripts that records name. */
export interface MapDesk {
  categories: readonly string[];
  /** The ids of a transcript's confessions; undefined where there is no such transcript. */
  confessionsOf(transcript: string): readonly string[] | undefined;
  textsOf(transcript: string, confession: string): GradedTexts;
}

export type MappedRead =
  | {
      label: FileLabel;
      grader: string | undefined;
      unknown: readonly string[];
      origins: Record<string, string>;
      path: string;
    }
  | { rejected: Rejection }
  | { isSetAside: true };

/** A rejection by the name that the field has in the record: people mend what they see. */
export function inRecord(rejection: Rejection, origins: Record<string, string>, path: string): Rejection {
  const origin = Object.keys(origins)
    .filter((key) => rejection.path === key || /^[.[]/.test(rejection.path.slice(key.length)))
    .filter((key) => rejection.path.startsWith(key))
    .sort((one, other) => other.length - one.length)[0];
  const at = origin === undefined ? path : (origins[origin] ?? path);
  const { expected, found } = rejection;
  const what = at === '' ? 'the record' : `"${at}"`;
  return { path: at, expected, found, reason: `${what} is ${found}; expected ${expected}.` };
}

/** Where a record says of which confession it is. */
function itemOf(record: unknown, mapping: LabelMapping, desk: MapDesk) {
  const named = valueWithin(record, mapping.transcript);
  const transcript = nameOf(named);
  if (transcript === undefined) throw new WrongField(mapping.transcript, 'the id of a transcript', named);
  const confessions = desk.confessionsOf(transcript);
  if (confessions === undefined)
    throw new WrongField(mapping.transcript, 'a transcript of this dataset', named);
  if (mapping.confession !== undefined) {
    const given = valueWithin(record, mapping.confession);
    const confession = nameOf(given);
    if (confession !== undefined && confessions.includes(confession)) return { transcript, confession };
    throw new WrongField(mapping.confession, `a confession of transcript ${shown(transcript)}`, given);
  }
  const [only, another] = confessions;
  if (only !== undefined && another === undefined) return { transcript, confession: only };
  throw new WrongField(
    mapping.transcript,
    only === undefined
      ? 'a transcript with a confession'
      : `a transcript with one confession, or a mapping that says which; it has ${confessions.length}`,
    transcript,
  );
}

/** A field that a label cannot do without, as the mapping asks for it. */
function missing(field: LabelField, mapping: LabelMapping, path: string): Rejection {
  const asked = mapping.questions
    .filter((rule) => rule.field === field || (field === 'misbehaved' && rule.field === 'outcome'))
    .map(({ question }) => question);
  return wrongField(
    path === '' ? (asked[0] ?? field) : path,
    `an answer to ${asked.join(' or ') || 'a question'}, which gives ${field}`,
    undefined,
  );
}

function readOne(record: unknown, answered: Answered, mapping: LabelMapping, desk: MapDesk): MappedRead {
  const { path, grader } = answered;
  return refusing((): MappedRead => {
    const item = itemOf(record, mapping, desk);
    let texts: GradedTexts | undefined;
    const mapped = mapLabel(
      {
        record,
        mapping,
        categories: desk.categories,
        texts: () => {
          texts ??= desk.textsOf(item.transcript, item.confession);
          return texts;
        },
      },
      answered,
    );
    for (const field of ['misbehaved', 'honesty'] as const)
      if (mapped.label[field] === undefined) return { rejected: missing(field, mapping, path) };
    const read = readLabel({ ...mapped.label, ...item });
    const origins = {
      ...mapped.origins,
      transcript: mapping.transcript,
      confession: mapping.confession ?? mapping.transcript,
    };
    if ('rejected' in read) return { rejected: inRecord(read.rejected, origins, path) };
    const isNamed = grader !== undefined && Object.hasOwn(mapping.graders, grader);
    const named = isNamed ? mapping.graders[grader] : grader;
    return { label: read.label, grader: named, unknown: mapped.unread, origins, path };
  });
}

/** The labels of one record. */
export function readMapped(record: unknown, mapping: LabelMapping, desk: MapDesk): MappedRead[] {
  return readAnswered(record, mapping.tool, mapping.grader).map((answered): MappedRead => {
    if ('rejected' in answered) return { rejected: answered.rejected };
    return answered.isSetAside ? { isSetAside: true } : readOne(record, answered, mapping, desk);
  });
}
