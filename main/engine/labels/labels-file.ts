import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { readConfession } from '../../../shared/domain/confession.ts';
import { type Evidence, selectEvidence } from '../../../shared/domain/evidence.ts';
import { emptyLabelBody, type LabelBody, type Stage, UnitInterval } from '../../../shared/domain/label.ts';
import { type Message, partText } from '../../../shared/domain/transcript.ts';
import {
  ADMITTED,
  AWARENESS,
  DISCLOSURES,
  FAILURE_IDS,
  MISBEHAVED,
  VERDICTS,
} from '../../../shared/domain/vocabulary.ts';
import { canonicalJson } from '../hash.ts';
import { quoted } from '../imports/quoted.ts';
import type { Session } from '../session.ts';
import { inTransaction, type WritableStore } from '../store/handles.ts';
import { findCurrentRevision } from '../store/labels.ts';
import {
  findTranscript,
  getConfession,
  getMessages,
  listConfessions,
  type StoredConfession,
  type StoredTranscript,
} from '../store/transcripts.ts';
import { appendRevision } from './revisions.ts';

/**
 * Labels from a file (docs/formats/labels-jsonl.md): one JSON object a line. Evidence is given as a quote in one
 * message, or with its offsets; it must be there word for word.
 */

const FileEvidence = z.object({
  message: z.int().nonnegative(),
  /** `content/0` and so on; without it the first text of the message that has the quote. */
  part: z.string().optional(),
  /** Index of a tool call whose arguments hold the quote. */
  call: z.int().nonnegative().optional(),
  quote: z.string().min(1),
  start: z.int().nonnegative().optional(),
});

const FileViolation = z.object({
  category: z.string().min(1).max(100),
  severity: z.int().min(1).max(5).nullable().default(null),
  note: z.string().default(''),
  evidence: z.array(FileEvidence).default([]),
  disclosure: z.enum(DISCLOSURES).nullable().default(null),
  claim: z.string().optional(),
  awareness: z.enum(AWARENESS).nullable().default(null),
});

const FileLabel = z.object({
  transcript: z.string().min(1),
  confession: z.string().min(1),
  misbehaved: z.enum(MISBEHAVED),
  honesty: UnitInterval,
  admitted: z.enum(ADMITTED).nullable().default(null),
  /** 0 to 1, or a five-step scale throughout the file (see `confidenceScale`). */
  confidence: z.number().min(0).max(5).nullable().default(null),
  task_quality: z.int().min(1).max(5).nullable().default(null),
  violations: z.array(FileViolation).default([]),
  claims: z
    .array(z.object({ claim: z.string().min(1), verdict: z.enum(VERDICTS), note: z.string().default('') }))
    .default([]),
  failures: z.array(z.enum(FAILURE_IDS)).default([]),
  rationale: z.string().default(''),
  motive: z.string().default(''),
  honesty_after_reasoning: UnitInterval.nullable().default(null),
});
type FileLabel = z.infer<typeof FileLabel>;

interface RejectedLabel {
  file: string;
  line: number;
  path: string;
  reason: string;
}

interface ReadLabel {
  line: number;
  label: FileLabel;
}

const MAX_LINE_UNITS = 10_000_000;

async function readLines(
  file: string,
  signal: AbortSignal | undefined,
  take: (line: number, text: string) => void,
): Promise<void> {
  const input = file === '-' ? process.stdin : createReadStream(file);
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  const failed = new Promise<never>((_resolve, reject) => {
    input.once('error', (error: Error) =>
      reject(
        new ShriveError('FILE_NOT_FOUND', `${file} cannot be read: ${error.message}. Nothing was imported.`, {
          where: { file },
          cause: error,
        }),
      ),
    );
  });
  let number = 0;
  const all = (async () => {
    for await (const text of lines) {
      signal?.throwIfAborted();
      number += 1;
      const clean = number === 1 && text.startsWith('\uFEFF') ? text.slice(1) : text;
      if (clean.trim() !== '') take(number, clean);
    }
  })();
  await Promise.race([all, failed]);
}

function pathOf(issue: z.core.$ZodIssue): string {
  return issue.path.reduce<string>(
    (path, key) =>
      typeof key === 'number' ? `${path}[${key}]` : path === '' ? String(key) : `${path}.${String(key)}`,
    '',
  );
}

function valueAt(record: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    record,
  );
}

function parseLine(text: string): { label: FileLabel } | { path: string; reason: string } {
  if (text.length > MAX_LINE_UNITS)
    return { path: '', reason: 'the line is longer than 10 million characters; a label is never that long' };
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch (error) {
    return { path: '', reason: `not JSON: ${(error as Error).message}` };
  }
  const parsed = FileLabel.safeParse(record);
  if (parsed.success) return { label: parsed.data };
  const [issue] = parsed.error.issues;
  if (issue === undefined) return { path: '', reason: 'not a label' };
  const path = pathOf(issue);
  return { path, reason: `"${path}" is ${quoted(valueAt(record, issue.path))}; ${issue.message}` };
}

interface Target {
  transcript: StoredTranscript;
  confession: StoredConfession;
}

function findTarget(session: Session, label: FileLabel): Target | { path: string; reason: string } {
  const transcript = findTranscript(session.store, label.transcript);
  if (transcript === undefined) {
    return {
      path: 'transcript',
      reason: `there is no transcript ${quoted(label.transcript)} in this dataset`,
    };
  }
  const confession = listConfessions(session.store, transcript.id).find(
    (row) => row.confession_id === label.confession,
  );
  if (confession === undefined) {
    return {
      path: 'confession',
      reason: `transcript ${quoted(label.transcript)} has no confession ${quoted(label.confession)}`,
    };
  }
  return { transcript, confession };
}

function placesOf(message: Message, given: z.infer<typeof FileEvidence>): string[] {
  if (given.part !== undefined) return [given.part];
  if (given.call !== undefined) return [`tool_calls/${given.call}/arguments`];
  return [
    ...message.content.map((_part, index) => `content/${index}`),
    ...(message.tool_calls ?? []).map((_call, index) => `tool_calls/${index}/arguments`),
  ];
}

function findEvidence(messages: readonly Message[], given: z.infer<typeof FileEvidence>): Evidence | string {
  const message = messages[given.message];
  if (message === undefined)
    return `there is no message ${given.message}; the transcript has ${messages.length}`;
  for (const part of placesOf(message, given)) {
    const text = partText(message, part);
    if (text === undefined) continue;
    const at = given.start ?? text.indexOf(given.quote);
    if (at >= 0 && text.startsWith(given.quote, at)) {
      return selectEvidence(
        { source: 'transcript', message: given.message, part },
        text,
        at,
        at + given.quote.length,
      );
    }
  }
  return `${quoted(given.quote)} is not in message ${given.message} word for word`;
}

function buildBody(
  session: Session,
  target: Target,
  label: FileLabel,
  scale: number,
): LabelBody | { path: string; reason: string } {
  const body = emptyLabelBody();
  const needsMessages = label.violations.some((violation) => violation.evidence.length > 0);
  const messages = needsMessages ? getMessages(session.store, target.transcript) : [];
  const claims = readConfession(getConfession(session.store, target.confession)).claims.map(
    (claim) => claim.key,
  );
  const stage = (field: string, of: Stage) => {
    body.stage_of[field] = of;
  };
  for (const [index, violation] of label.violations.entries()) {
    const id = `v${index + 1}`;
    const evidence: Evidence[] = [];
    for (const [at, given] of violation.evidence.entries()) {
      const found = findEvidence(messages, given);
      if (typeof found === 'string') return { path: `violations[${index}].evidence[${at}]`, reason: found };
      evidence.push(found);
    }
    body.violations.push({
      id,
      category: violation.category,
      severity: violation.severity,
      note: violation.note,
      evidence,
      disclosure: violation.disclosure,
      disclosed_in: violation.claim ?? null,
      awareness: violation.awareness,
    });
    stage(`violations/${id}`, 1);
    if (violation.disclosure !== null) stage(`violations/${id}/disclosure`, 2);
    if (violation.awareness !== null) stage(`violations/${id}/awareness`, 3);
  }
  for (const [index, claim] of label.claims.entries()) {
    if (!claims.includes(claim.claim)) {
      return {
        path: `claims[${index}].claim`,
        reason: `this confession has no claim ${quoted(claim.claim)}; it has ${claims.join(', ') || 'none'}`,
      };
    }
    body.claims.push({ claim: claim.claim, verdict: claim.verdict, note: claim.note, evidence: [] });
    stage(`claims/${claim.claim}`, 2);
  }
  Object.assign(body, {
    misbehaved: label.misbehaved,
    admitted: label.admitted,
    task_quality: label.task_quality,
    failures: label.failures,
    honesty: label.honesty,
    confidence:
      label.confidence === null ? null : (label.confidence - (scale === 5 ? 1 : 0)) / (scale === 5 ? 4 : 1),
    rationale: label.rationale,
    motive: label.motive,
    honesty_after_reasoning: label.honesty_after_reasoning,
  });
  stage('misbehaved', 1);
  if (label.admitted !== null) stage('admitted', 1);
  if (label.task_quality !== null) stage('task_quality', 1);
  stage('honesty', 2);
  if (label.confidence !== null) stage('confidence', 2);
  if (label.rationale !== '') stage('rationale', 2);
  if (label.failures.length > 0) stage('failures', 2);
  if (label.honesty_after_reasoning !== null) stage('honesty_after_reasoning', 3);
  return body;
}

/** A file whose confidences go beyond 1 is on the five-step scale throughout: 1 is 0, 5 is 1. */
function confidenceScale(labels: readonly ReadLabel[]): 1 | 5 {
  return labels.some(({ label }) => (label.confidence ?? 0) > 1) ? 5 : 1;
}

function isSameAnswer(one: LabelBody, other: LabelBody): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

/**
 * Imports labels in the name of one grader, each as a submitted revision marked as imported and not blind. All or
 * nothing, unless `skip_invalid`. A label that says what the grader's current one says adds nothing.
 */
export async function importLabels(
  session: Session,
  request: { file: string; grader: string; skip_invalid: boolean },
  signal: AbortSignal | undefined,
): Promise<{ labels: { added: number; existing: number }; rejected: RejectedLabel[] }> {
  const store = session.writableStore;
  const { file } = request;
  const grader = request.grader.normalize('NFC').trim();
  const read: ReadLabel[] = [];
  const rejected: RejectedLabel[] = [];
  await readLines(file, signal, (line, text) => {
    const parsed = parseLine(text);
    if ('label' in parsed) read.push({ line, label: parsed.label });
    else rejected.push({ file, line, ...parsed });
  });
  const scale = confidenceScale(read);
  const ready: { target: Target; body: LabelBody }[] = [];
  for (const { line, label } of read) {
    const target = findTarget(session, label);
    const built = 'path' in target ? target : buildBody(session, target, label, scale);
    if ('path' in built) rejected.push({ file, line, ...built });
    else ready.push({ target: target as Target, body: built });
  }
  rejected.sort((one, other) => one.line - other.line);
  if (rejected.length > 0 && !request.skip_invalid) throw refusedLabels(rejected);
  return { labels: inTransaction(store, () => addAll(session, store, grader, ready)), rejected };
}

function addAll(
  session: Session,
  store: WritableStore,
  grader: string,
  ready: readonly { target: Target; body: LabelBody }[],
) {
  const counts = { added: 0, existing: 0 };
  for (const { target, body } of ready) {
    const current = findCurrentRevision(store, grader, target.confession.hash);
    if (current?.state === 'submitted' && isSameAnswer(current.body, body)) {
      counts.existing += 1;
      continue;
    }
    appendRevision(store, {
      confession: target.confession.hash,
      grader,
      device: session.settings.device,
      state: 'submitted',
      committed_stage: body.honesty_after_reasoning === null ? 2 : 3,
      body,
      revealed_at: { confession: null, reasoning: null },
      blind: false,
      origin: 'imported',
    });
    counts.added += 1;
  }
  return counts;
}

function refusedLabels(rejected: RejectedLabel[]): ShriveError {
  const [first] = rejected;
  const count =
    rejected.length === 1 ? 'One label could not be taken' : `${rejected.length} labels could not be taken`;
  const at = first === undefined ? '' : ` ${first.file}, line ${first.line}: ${first.reason}.`;
  return new ShriveError(
    'RECORDS_REJECTED',
    `${count}. Nothing was imported.${at} Mend the file, or leave them out with --skip-invalid.`,
    {
      ...(first && { where: { file: first.file, line: first.line, path: first.path } }),
      details: { rejected: rejected.slice(0, 100), rejected_count: rejected.length },
    },
  );
}
