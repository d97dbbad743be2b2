import { stringifyKeepingDigits } from '../big-integers.ts';
import type { ReadTranscript } from './format.ts';
import { attachmentRefs, withAttachments } from './inspect-attachments.ts';
import { inspectMessages } from './inspect-messages.ts';
import { asText, isObject, type JsonObject } from './json.ts';
import { Unusable, WrongField } from './wrong-field.ts';

/** One sample of an Inspect log becomes one transcript, however the log keeps it. */

/** What the log says of all of its samples. */
export interface InspectLog {
  status: unknown;
  error: unknown;
  eval: JsonObject;
}

/** A call of a model: what it was given and what it said. */
export interface ModelCall {
  model: unknown;
  messages: unknown[];
}

/** A sample whose large parts are read only where they are needed. */
export interface SampleParts {
  /** All fields but attachments, events and their pools. */
  fields: JsonObject;
  /** Names of fields that are too large to keep. */
  leftOut: readonly string[];
  attachments(refs: ReadonlySet<string>): Promise<ReadonlyMap<string, string>>;
  /** The last call of a model that has this role; undefined: of the model that was evaluated. */
  lastCall(role: string | undefined): Promise<ModelCall | undefined>;
}

/** Fields with a place of their own, or that stay in the log. */
const PLACED = new Set([
  'id',
  'epoch',
  'uuid',
  'input',
  'messages',
  'message_refs',
  'output',
  'metadata',
  'score',
  'events',
  'events_data',
  'attachments',
  'transcript',
  'timelines',
]);
/** What a log has otherwise once it was scored again, edited or finished. */
const CHANGING = ['scores', 'log', 'model_usage', 'role_usage', 'invalidation', 'left_in_the_log'];
/** Above this a field of the metadata is left in the log: a store can hold whole file systems. */
const MAX_FIELD_UNITS = 256 * 1024;

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

function objectOr(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** What of the log is said with each of its transcripts. */
function logMetadata({ status, error, eval: evaluation }: InspectLog): JsonObject {
  const dataset = objectOr(evaluation.dataset);
  const kept = {
    ...Object.fromEntries(
      ['eval_id', 'run_id', 'created', 'task_id', 'task_version', 'task_args', 'solver', 'revision'].map(
        (key) => [key, evaluation[key]],
      ),
    ),
    dataset: { name: dataset.name, location: dataset.location },
    model_roles: evaluation.model_roles,
    tags: evaluation.tags,
    metadata: evaluation.metadata,
    status,
    error: isObject(error) ? error.message : error,
  };
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => !isEmpty(value)));
}

/** Whether a text or list of content stands in a message already. */
function standsIn(messages: readonly unknown[], content: unknown): boolean {
  const wanted = stringifyKeepingDigits(content);
  return messages.some((message) => isObject(message) && stringifyKeepingDigits(message.content) === wanted);
}

/** The prompt, where the messages do not hold it. */
function inputBeside(input: unknown, messages: readonly unknown[]): unknown {
  const contents = Array.isArray(input) ? input.map((each) => objectOr(each).content) : [input];
  return contents.every((content) => standsIn(messages, content)) ? undefined : input;
}

/** The output without what the messages hold. */
function outputBeside(value: unknown, messages: readonly unknown[]): unknown {
  if (!isObject(value)) return value;
  const { choices, completion, ...output } = value;
  const all: unknown[] = Array.isArray(choices) ? choices : [];
  const [choice] = all;
  if (!isObject(choice)) return isEmpty(choices) && isEmpty(output.error) ? undefined : value;
  const isHeld = all.length === 1 && standsIn(messages, objectOr(choice.message).content);
  return isHeld ? { ...output, stop_reason: choice.stop_reason } : { ...output, choices, completion };
}

/** An error's traceback stands there twice, once coloured for a terminal. */
function withoutColours({ traceback_ansi: _coloured, ...error }: JsonObject): JsonObject {
  return error;
}

export function idOf(fields: JsonObject, log: InspectLog): string {
  const { id, epoch, uuid } = fields;
  if (typeof uuid === 'string' && uuid !== '') return uuid;
  if ((typeof id !== 'string' && typeof id !== 'number' && typeof id !== 'bigint') || id === '')
    throw new WrongField('id', 'a string or a number', id);
  return `${asText(log.eval.task ?? 'task')}/${id}/${asText(epoch ?? 1)}`;
}

function isTargeted(log: InspectLog): boolean {
  return isObject(log.eval.model_roles) && isObject(log.eval.model_roles.target);
}

interface Conversation {
  messages: unknown[];
  model: unknown;
  /** Where the messages come from, unless they are the sample's own. */
  from?: string;
}

/** The conversation of interest: the target's where another model leads it, else the sample's, else what is left of it. */
async function conversationOf(parts: SampleParts, log: InspectLog): Promise<Conversation> {
  const { messages, input, output, error } = parts.fields;
  const { model } = log.eval;
  if (isTargeted(log)) {
    const call = await parts.lastCall('target');
    if (call !== undefined && call.messages.length > 0)
      return { ...call, from: 'the last call of the target' };
  }
  if (messages !== undefined && messages !== null && !Array.isArray(messages))
    throw new WrongField('messages', 'a list of messages', messages);
  if (Array.isArray(messages) && messages.length > 0) return { messages, model };
  const call = await parts.lastCall(undefined);
  if (call !== undefined && call.messages.length > 0) return { ...call, from: 'the last call of the model' };
  const [choice] = isObject(output) && Array.isArray(output.choices) ? output.choices : [];
  if (isObject(choice) && isObject(choice.message)) {
    const given = Array.isArray(input) ? input : [{ role: 'user', content: input }];
    return { messages: [...given, choice.message], model, from: 'the input and the output' };
  }
  const said = textOf(isObject(error) ? error.message : error);
  throw new Unusable(
    'messages',
    said === ''
      ? 'the sample holds no messages: the model was never called.'
      : `the sample holds no messages, since it ended in an error: ${said.slice(0, 300)}`,
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function isShort(value: unknown): boolean {
  return stringifyKeepingDigits(value ?? null).length <= MAX_FIELD_UNITS;
}

/** Scores, where a judge wrote much without that part of it: the value is never left out for what was said about it. */
function scoresWithin(scores: unknown, leftOut: string[]): unknown {
  if (isShort(scores) || !isObject(scores)) return isShort(scores) ? scores : undefined;
  return Object.fromEntries(
    Object.entries(scores).map(([name, score]) => {
      if (!isObject(score) || isShort(score)) return [name, score];
      const parts = Object.entries(score);
      for (const [part, value] of parts) if (!isShort(value)) leftOut.push(`scores.${name}.${part}`);
      return [name, Object.fromEntries(parts.filter(([, value]) => isShort(value)))];
    }),
  );
}

/** Reads one sample; throws WrongField or Unusable. */
export async function transcriptOf(parts: SampleParts, log: InspectLog): Promise<ReadTranscript> {
  const { fields } = parts;
  const id = idOf(fields, log);
  const conversation = await conversationOf(parts, log);
  const raw: JsonObject = {
    messages: conversation.messages,
    input: fields.input,
    output: fields.output,
    sample_metadata: fields.metadata,
    // Logs of early 2024 have one score and no name for it.
    ...(!isEmpty(fields.score) && { scores: { score: fields.score } }),
    ...Object.fromEntries(Object.entries(fields).filter(([key]) => !PLACED.has(key))),
  };
  const refs = attachmentRefs(raw);
  const resolved =
    refs.size === 0 ? raw : (withAttachments(raw, await parts.attachments(refs)) as JsonObject);
  const { messages, input, output, ...others } = resolved;
  const about = {
    input: inputBeside(input, messages as unknown[]),
    output: outputBeside(output, messages as unknown[]),
    ...others,
    ...(isObject(others.error) && { error: withoutColours(others.error) }),
  };
  const leftOut = [...parts.leftOut];
  const kept = Object.entries(about).flatMap(([key, value]) => {
    const short = key === 'scores' ? scoresWithin(value, leftOut) : isShort(value) ? value : undefined;
    if (short === undefined && !isEmpty(value)) leftOut.push(key);
    return isEmpty(short) ? [] : [[key, short] as const];
  });
  return {
    id,
    messages: inspectMessages(messages, 'messages'),
    confessions: [],
    metadata: {
      ...Object.fromEntries(kept),
      ...(conversation.model !== undefined && { model: conversation.model }),
      ...(log.eval.task !== undefined && { environment: log.eval.task }),
      ...(fields.id !== undefined && { task_id: fields.id }),
      ...(fields.epoch !== undefined && { epoch: fields.epoch }),
      log: logMetadata(log),
      ...(conversation.from !== undefined && { messages_from: conversation.from }),
      ...(leftOut.length > 0 && { left_in_the_log: leftOut }),
    },
    changing_metadata: CHANGING,
    family: undefined,
    target_violation: undefined,
  };
}
