import { basename } from 'node:path';
import type { Rejected } from '../../../shared/contract/base.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { LabelBody } from '../../../shared/domain/label.ts';
import type { LabelMapping } from '../../../shared/mapping/label-mapping.ts';
import type { Rejection } from '../formats/format.ts';
import { wrongField } from '../formats/json.ts';
import { canonicalJson } from '../hash.ts';
import { RejectsFile } from '../imports/rejects-file.ts';
import type { Session } from '../session.ts';
import { findRubric, getRubric } from '../store/rubrics.ts';
import {
  findTranscript,
  getConfession,
  getMessages,
  listConfessions,
  type StoredConfession,
} from '../store/transcripts.ts';
import { buildBody, noSuch } from './labels-file-body.ts';
import { type LabelLine, labelFiles, labelLines } from './labels-file-lines.ts';
import type { FileLabel } from './labels-file-schema.ts';
import { mapDesk } from './map-desk.ts';
import { inRecord } from './tools/read-mapped.ts';

/** Looks at a label that was read: what it lacks for the purpose, or nothing. */
export type CheckLabel = (label: FileLabel) => Rejection | undefined;

export interface LabelsFileRequest {
  /** A file, or a folder of them. */
  file: string;
  skip_invalid: boolean;
  /** How the labels of another tool are read. */
  mapping?: LabelMapping | undefined;
}

/** What a file of labels left out. */
export interface LeftOut {
  rejected: Rejected[];
  rejects_file: string | null;
  /** Fields or questions that were not read because Shrive does not know them. */
  unknown_fields: string[];
}

/** One label of the file, checked against what it is about. */
export interface ReadyLabel {
  file: string;
  line: number;
  grader: string;
  transcript_id: string;
  confession: StoredConfession;
  body: LabelBody;
  rubric: string;
  /** Why the answer is right, where the line says so. */
  reason: string | undefined;
}

/** Everything that a file of labels holds. */
export interface LabelsFile {
  ready: ReadyLabel[];
  rejected: { rejected: Rejected; source: () => string }[];
  /** Skipped or discarded in the tool they come from, or not submitted there yet. */
  set_aside: number;
  unknown_fields: string[];
}

type ReadLine = Extract<LabelLine, { label: FileLabel }>;

const MAX_NAME_UNITS = 200;

/** A file whose confidences go beyond 1 is on the five-step scale throughout. */
function confidenceScale(labels: readonly ReadLine[]): 1 | 5 {
  return labels.some(({ label }) => (label.confidence ?? 0) > 1) ? 5 : 1;
}

function prepare(session: Session, label: FileLabel, scale: 1 | 5) {
  const { store } = session;
  const transcript = findTranscript(store, label.transcript);
  if (transcript === undefined) return { rejected: noSuch('transcript', label) };
  const confession = listConfessions(store, transcript.id).find(
    (row) => row.confession_id === label.confession,
  );
  if (confession === undefined) return { rejected: noSuch('confession', label) };
  const graded = {
    confession: getConfession(store, confession),
    rubric: (label.rubric === undefined ? undefined : findRubric(store, label.rubric)) ?? getRubric(store),
    messages: () => getMessages(store, transcript),
  };
  const body = buildBody(graded, label, scale);
  return 'rejected' in body
    ? body
    : { confession, body, rubric: graded.rubric.id, reason: label.reason, transcript_id: label.transcript };
}

/** What was answered, without when and how long. */
export function answersOf({ stage_of: _stages, active_ms: _times, ...answers }: LabelBody): string {
  return canonicalJson(answers);
}

/** A grader's name as all labels have it. */
export function graderName(given: string): string {
  return given.toWellFormed().normalize('NFC').trim();
}

function namedGrader(given: string | undefined): { name: string } | { rejected: Rejection } {
  const name = graderName(given ?? '');
  if (name === '')
    return { rejected: wrongField('grader', 'who made the label, or one grader said for all', given) };
  return name.length <= MAX_NAME_UNITS
    ? { name }
    : { rejected: wrongField('grader', `a name of at most ${MAX_NAME_UNITS} characters`, name) };
}

function readyLabel(session: Session, line: ReadLine, scale: 1 | 5, grader: string | undefined) {
  const who = namedGrader(grader ?? line.grader);
  if ('rejected' in who) return who;
  const prepared = prepare(session, line.label, scale);
  return 'rejected' in prepared ? prepared : { ...prepared, grader: who.name };
}

/** The path from the whole list: which of its items it is. */
function inList(rejection: Rejection, at: string): Rejection {
  if (at === '') return rejection;
  const { path, reason } = rejection;
  const whole = path === '' ? at : path.startsWith('[') ? `${at}${path}` : `${at}.${path}`;
  return {
    ...rejection,
    path: whole,
    reason: reason.replace(path === '' ? 'the record' : `"${path}"`, () => `"${whole}"`),
  };
}

/** Of two labels by one grader for one confession in one file, nobody can say which one is meant. */
class Conflicts {
  readonly #lines = new Map<string, { line: number; answers: string }>();

  find({ confession, grader, body, line }: ReadyLabel): Rejection | undefined {
    const key = JSON.stringify([confession.hash.toString('hex'), grader]);
    const answers = answersOf(body);
    const before = this.#lines.get(key);
    if (before === undefined) this.#lines.set(key, { line, answers });
    if (before === undefined || before.answers === answers) return undefined;
    return wrongField(
      'confession',
      `one label for each confession (line ${before.line} has another one)`,
      confession.confession_id,
    );
  }
}

/**
 * Reads a file of labels to its end and checks each against what it is about; writes nothing. `grader`: in whose name
 * they are; undefined: as each label says.
 */
export async function readLabelsFile(
  session: Session,
  { file: given, mapping }: Pick<LabelsFileRequest, 'file' | 'mapping'>,
  grader: string | undefined,
  signal: AbortSignal | undefined,
  check: CheckLabel = () => undefined,
): Promise<LabelsFile> {
  const read: ReadLine[] = [];
  const found: LabelsFile = { ready: [], rejected: [], set_aside: 0, unknown_fields: [] };
  const unknown = new Set<string>();
  const refuse = ({ file, line, source, at }: LabelLine, rejection: Rejection) =>
    found.rejected.push({ rejected: { file, line, ...inList(rejection, at) }, source });
  const conflicts = new Conflicts();
  const settle = (line: ReadLine, scale: 1 | 5) => {
    const { file, line: number, origins, path = '' } = line;
    const ready = readyLabel(session, line, scale, grader);
    const rejection = 'rejected' in ready ? ready.rejected : conflicts.find({ ...ready, file, line: number });
    if (rejection !== undefined)
      refuse(line, origins === undefined ? rejection : inRecord(rejection, origins, path));
    else if (!('rejected' in ready)) found.ready.push({ ...ready, file, line: number });
  };
  for await (const line of labelLines(
    labelFiles(given),
    { mapping, passesOver: grader === undefined },
    mapDesk(session),
    signal,
  )) {
    if ('isSetAside' in line) found.set_aside += 1;
    else {
      const rejection = 'rejected' in line ? line.rejected : check(line.label);
      if (rejection !== undefined) refuse(line, rejection);
      if ('rejected' in line || rejection !== undefined) continue;
      for (const field of line.unknown) unknown.add(field);
      // On what scale confidences are is known at the end of the file; those of a mapping say it.
      if (mapping === undefined) read.push(line);
      else settle(line, 1);
    }
  }
  const scale = confidenceScale(read);
  for (const line of read) settle(line, scale);
  if (mapping !== undefined && found.ready.length + found.rejected.length + found.set_aside === 0)
    throw new ShriveError(
      'FORMAT_UNKNOWN',
      `${basename(given)} has no labels that a mapping of ${mapping.tool} reads. Nothing was imported.`,
      { where: { file: given } },
    );
  found.rejected.sort(({ rejected: one }, { rejected: other }) =>
    one.file === other.file ? one.line - other.line : one.file < other.file ? -1 : 1,
  );
  found.unknown_fields = [...unknown].sort();
  return found;
}

/**
 * Hands the labels of a file that can be taken to `take`: all or nothing, unless `skip_invalid`. Labels left out are
 * written beside the file with the reasons; they are gone again where `take` fails.
 */
export async function takeLabels<Result>(
  session: Session,
  request: LabelsFileRequest,
  { ready, rejected, unknown_fields }: LabelsFile,
  take: (labels: readonly ReadyLabel[]) => Result,
): Promise<{ result: Result } & LeftOut> {
  const named = rejected.map((each) => each.rejected);
  if (named.length > 0 && !request.skip_invalid) throw refused(named);
  const rejects = new RejectsFile(request.file, session.datasetPath ?? request.file);
  try {
    for (const each of rejected) await rejects.write(each.rejected, each.source());
    await rejects.end();
    const result = take(ready);
    return { result, rejected: named, rejects_file: rejects.path, unknown_fields };
  } catch (error) {
    await rejects.remove();
    throw error;
  }
}

function refused(rejected: readonly Rejected[]): ShriveError {
  const [first] = rejected;
  const count =
    rejected.length === 1 ? 'One label could not be taken' : `${rejected.length} labels could not be taken`;
  const at =
    first === undefined
      ? ''
      : ` ${rejected.length === 1 ? 'It is' : 'The first is'} ${basename(first.file)}, line ${first.line}: ${first.reason}`;
  return new ShriveError(
    'RECORDS_REJECTED',
    `${count}. Nothing was imported.${at} Mend the file, or leave them out with --skip-invalid.`,
    {
      ...(first && { where: { file: first.file, line: first.line, path: first.path } }),
      details: { rejected: rejected.slice(0, 100), rejected_count: rejected.length },
    },
  );
}
