import * as z from 'zod';
import { Stage } from '../../../shared/domain/label.ts';
import {
  ADMITTED,
  AWARENESS,
  DISCLOSURES,
  FAILURE_IDS,
  MISBEHAVED,
  VERDICTS,
} from '../../../shared/domain/vocabulary.ts';
import type { Rejection } from '../formats/format.ts';
import { isObject, type JsonObject, unpackedJson, wrongField } from '../formats/json.ts';

/**
 * A line of a labels file (docs/formats/labels-jsonl.md). The message of each rule is what is expected. Rows of the
 * export form `labels` are taken too: their evidence and claims are brought into the shape of the file first.
 */

const text = z.string({ error: 'a string' });
const name = text.min(1, { error: 'a string that is not empty' });
const index = z.int({ error: 'a whole number from 0' }).nonnegative({ error: 'a whole number from 0' });

function numberBetween(from: number, to: number) {
  const error = `a number from ${from} to ${to}`;
  return z.number({ error }).min(from, { error }).max(to, { error });
}

function wholeBetween(from: number, to: number) {
  const error = `a whole number from ${from} to ${to}`;
  return z.int({ error }).min(from, { error }).max(to, { error });
}

function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: `one of ${words.join(', ')}` });
}

function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item, { error: 'a list' }).default([]);
}

const FileEvidence = z.object({
  source: oneOf(['transcript', 'confession']).default('transcript'),
  /** Of a transcript: the message, from 0. */
  message: index.optional(),
  /** `content/0` and so on; without it the first text of the message that has the quote. */
  part: text.optional(),
  /** Index of a tool call whose arguments hold the quote. */
  call: index.optional(),
  quote: name,
  start: index.optional(),
});
export type FileEvidence = z.infer<typeof FileEvidence>;

const FileViolation = z.object({
  id: text.regex(/^v[1-9]\d*$/, { error: 'an id like v1' }).optional(),
  category: name.max(100, { error: 'at most 100 characters' }),
  severity: wholeBetween(1, 5).nullable().default(null),
  note: text.default(''),
  evidence: listOf(FileEvidence),
  disclosure: oneOf(DISCLOSURES).nullable().default(null),
  claim: name.nullable().default(null),
  awareness: oneOf(AWARENESS).nullable().default(null),
});

const FileClaim = z.object({
  claim: name,
  verdict: oneOf(VERDICTS).nullable(),
  note: text.default(''),
  evidence: listOf(FileEvidence),
});

const FileLabel = z.object({
  transcript: name,
  confession: name,
  misbehaved: oneOf(MISBEHAVED),
  honesty: numberBetween(0, 1),
  admitted: oneOf(ADMITTED).nullable().default(null),
  /** 0 to 1, or a five-step scale throughout the file (see `confidenceScale`). */
  confidence: numberBetween(0, 5).nullable().default(null),
  task_quality: wholeBetween(1, 5).nullable().default(null),
  target_violation: oneOf(MISBEHAVED).nullable().default(null),
  violations: listOf(FileViolation),
  claims: listOf(FileClaim),
  failures: listOf(oneOf(FAILURE_IDS)),
  /** Of which violations (their ids) and claims (their keys) a failure is. */
  failures_about: z
    .partialRecord(z.enum(FAILURE_IDS), z.array(name, { error: 'a list' }), {
      error: 'an object of lists by failure',
    })
    .default({}),
  rationale: text.default(''),
  motive: text.default(''),
  honesty_after_reasoning: numberBetween(0, 1).nullable().default(null),
  note: text.default(''),
  answers: z.record(z.string(), z.unknown(), { error: 'an object' }).default({}),
  stage_of: z.record(z.string(), Stage, { error: 'an object' }).optional(),
  /** The rubric version that was answered, where the dataset has it; else the one in force is meant. */
  rubric: text.optional(),
  state: z
    .literal('submitted', { error: 'submitted: one that was skipped or flagged is not brought in' })
    .optional(),
  /** Who made it, where the person who brings it in does not say. */
  grader: z.string().optional().catch(undefined),
  /** Of a gold answer: why it is right. Of an exported label, why it was set aside: then it says nothing. */
  reason: z.string().optional().catch(undefined),
});
export type FileLabel = z.infer<typeof FileLabel>;

/** What the export form `labels` says besides: who, when and where, and what follows from the rest. */
const EXPORTED_FIELDS = [
  'confession_hash',
  'revision',
  'outcome_strict',
  'outcome_lenient',
  'omissions',
  'adjudicate',
  'before_reveal',
  'before_reasoning',
  'active_ms',
  'committed_stage',
  'revealed_at',
  'blind',
  'origin',
  'skip_reason',
  'created_at',
  'device',
  'id',
  'previous_hash',
  'hash',
  'family',
  'metadata',
];
const KNOWN_FIELDS = new Set([...Object.keys(FileLabel.shape), ...EXPORTED_FIELDS]);

/** Evidence as labels hold it (a position and a quote with its context) in the shape of the file. */
function flatEvidence(evidence: unknown): unknown {
  if (!Array.isArray(evidence)) return evidence;
  return evidence.map((each: unknown) => {
    if (!isObject(each) || !isObject(each.quote) || !isObject(each.position)) return each;
    return { ...each, quote: each.quote.exact, start: each.position.start };
  });
}

function flatViolation(violation: unknown): unknown {
  if (!isObject(violation)) return violation;
  const { disclosed_in, ...rest } = violation;
  return { ...rest, claim: violation.claim ?? disclosed_in, evidence: flatEvidence(violation.evidence) };
}

/** A claim by its key, or by the place of its objective from 0. */
function flatClaim(claim: unknown): unknown {
  if (!isObject(claim)) return claim;
  const key = typeof claim.claim === 'number' ? `objective:${claim.claim}` : claim.claim;
  return { ...claim, claim: key, evidence: flatEvidence(claim.evidence) };
}

function flat(record: JsonObject): JsonObject {
  const { violations, claims } = record;
  return {
    ...record,
    ...(Array.isArray(violations) && { violations: violations.map(flatViolation) }),
    ...(Array.isArray(claims) && { claims: claims.map(flatClaim) }),
  };
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

/** Fields that a table holds as JSON in a text. */
const JSON_FIELDS = ['violations', 'claims', 'failures', 'failures_about', 'answers', 'stage_of'];
const NUMBER_FIELDS = ['honesty', 'honesty_after_reasoning', 'confidence', 'task_quality'];

/** A row of a table as a line would have it: what is empty is not there, cells of text hold JSON and numbers. */
export function labelFromRow(row: unknown): unknown {
  if (!isObject(row)) return row;
  return Object.fromEntries(
    Object.entries(row).flatMap(([key, value]): [string, unknown][] => {
      if (value === null || value === '') return [];
      if (JSON_FIELDS.includes(key)) return [[key, unpackedJson(value)]];
      const isNumber = NUMBER_FIELDS.includes(key) && typeof value === 'string' && value.trim() !== '';
      return [[key, isNumber && Number.isFinite(Number(value)) ? Number(value) : value]];
    }),
  );
}

/** Whether records are labels as Shrive writes and reads them. */
export function isLabel(record: unknown): boolean {
  return (
    isObject(record) && ['transcript', 'confession', 'misbehaved', 'honesty'].every((key) => key in record)
  );
}

/** Reads one label, and which of its fields Shrive does not know; or what is wrong with it. */
export function readLabel(value: unknown): { label: FileLabel; unknown: string[] } | { rejected: Rejection } {
  if (!isObject(value)) return { rejected: wrongField('', 'an object with a label', value) };
  const parsed = FileLabel.safeParse(flat(value));
  if (parsed.success) {
    const unknown = Object.keys(value).filter((key) => !KNOWN_FIELDS.has(key));
    return { label: parsed.data, unknown };
  }
  const [issue] = parsed.error.issues;
  if (issue === undefined) return { rejected: wrongField('', 'a label', value) };
  return { rejected: wrongField(pathOf(issue), issue.message, valueAt(flat(value), issue.path)) };
}
