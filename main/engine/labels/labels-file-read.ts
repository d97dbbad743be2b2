import { basename } from 'node:path';
import type { Rejected } from '../../../shared/contract/base.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { LabelBody } from '../../../shared/domain/label.ts';
import type { Rejection } from '../formats/format.ts';
import { openSource } from '../formats/index.ts';
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
import { type FileLabel, parseLabel } from './labels-file-schema.ts';

/** Looks at a line that reads as a label: what it lacks for the purpose, or nothing. */
export type CheckLabel = (label: FileLabel) => Rejection | undefined;

export interface LabelsFileRequest {
  file: string;
  skip_invalid: boolean;
}

/** What a file of labels left out. */
export interface LeftOut {
  rejected: Rejected[];
  rejects_file: string | null;
  /** Fields that were not read because Shrive does not know them. */
  unknown_fields: string[];
}

interface Line {
  line: number;
  text: string;
}

/** One label of the file, checked against what it is about. */
export interface ReadyLabel {
  confession: StoredConfession;
  body: LabelBody;
  rubric: string;
  /** Why the answer is right, where the line says so. */
  reason: string | undefined;
}

/** A file whose confidences go beyond 1 is on the five-step scale throughout. */
function confidenceScale(labels: readonly { label: FileLabel }[]): 1 | 5 {
  return labels.some(({ label }) => (label.confidence ?? 0) > 1) ? 5 : 1;
}

function prepare(session: Session, label: FileLabel, scale: 1 | 5): ReadyLabel | { rejected: Rejection } {
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
  return 'rejected' in body ? body : { confession, body, rubric: graded.rubric.id, reason: label.reason };
}

/** What was answered, without when and how long. */
export function answersOf({ stage_of: _stages, active_ms: _times, ...answers }: LabelBody): string {
  return canonicalJson(answers);
}

/** Of two labels for one confession in one file, nobody can say which one is meant. */
class Conflicts {
  readonly #lines = new Map<string, { line: number; answers: string }>();

  find(ready: ReadyLabel, line: number): Rejection | undefined {
    const key = ready.confession.hash.toString('hex');
    const answers = answersOf(ready.body);
    const before = this.#lines.get(key);
    if (before === undefined) this.#lines.set(key, { line, answers });
    if (before === undefined || before.answers === answers) return undefined;
    return wrongField(
      'confession',
      `one label for each confession (line ${before.line} has another one)`,
      ready.confession.confession_id,
    );
  }
}

/**
 * Reads a file of labels and hands those that can be taken to `take`: all or nothing, unless `skip_invalid`. Lines left
 * out are written beside the file with the reasons; they are gone again where `take` fails.
 */
export async function takeLabelsFile<Result>(
  session: Session,
  request: LabelsFileRequest,
  signal: AbortSignal | undefined,
  take: (labels: readonly ReadyLabel[]) => Result,
  check: CheckLabel = () => undefined,
): Promise<{ result: Result } & LeftOut> {
  const { file } = request;
  const read: (Line & { label: FileLabel })[] = [];
  const rejected: (Line & { rejection: Rejection })[] = [];
  const unknown = new Set<string>();
  const source = await openSource(file);
  for await (const { line, text } of source.lines(signal)) {
    if (text.trim() === '') continue;
    const parsed = parseLabel(text);
    const rejection = 'rejected' in parsed ? parsed.rejected : check(parsed.label);
    if (rejection !== undefined) rejected.push({ line, text, rejection });
    if ('rejected' in parsed || rejection !== undefined) continue;
    read.push({ line, text, label: parsed.label });
    for (const field of parsed.unknown) unknown.add(field);
  }
  const scale = confidenceScale(read);
  const conflicts = new Conflicts();
  const ready: ReadyLabel[] = [];
  for (const { line, text, label } of read) {
    const prepared = prepare(session, label, scale);
    const rejection = 'rejected' in prepared ? prepared.rejected : conflicts.find(prepared, line);
    if (rejection !== undefined) rejected.push({ line, text, rejection });
    else ready.push(prepared as ReadyLabel);
  }
  rejected.sort((one, other) => one.line - other.line);
  const named = rejected.map(({ line, rejection }): Rejected => ({ file, line, ...rejection }));
  if (named.length > 0 && !request.skip_invalid) throw refused(named);
  const rejects = new RejectsFile(file, session.datasetPath ?? file);
  try {
    for (const [index, { text }] of rejected.entries()) await rejects.write(named[index] as Rejected, text);
    await rejects.end();
    const result = take(ready);
    return { result, rejected: named, rejects_file: rejects.path, unknown_fields: [...unknown].sort() };
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
