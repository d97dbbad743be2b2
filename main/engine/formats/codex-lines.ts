import { stringifyKeepingDigits } from '../big-integers.ts';
import { asText, isObject, type JsonObject, parseRecord, wrongField } from './json.ts';

/** Items of which an old file is made, without anything around them. */
const BARE_ITEMS =
  /^(message|reasoning|function_call|function_call_output|local_shell_call|custom_tool_call(_output)?|ghost_snapshot)$/;

export function isEnvelope(value: unknown): value is JsonObject & { payload: JsonObject } {
  return isObject(value) && typeof value.type === 'string' && isObject(value.payload);
}

/** The first line of an old file: what later became `session_meta`. */
export function isBareMeta(value: unknown): value is JsonObject {
  return (
    isObject(value) &&
    typeof value.id === 'string' &&
    typeof value.timestamp === 'string' &&
    !('type' in value) &&
    !('role' in value) &&
    !('message' in value)
  );
}

export function isBareItem(value: unknown): value is JsonObject {
  return (
    isObject(value) && typeof value.type === 'string' && BARE_ITEMS.test(value.type) && !('uuid' in value)
  );
}

/** What the program put in the place of the user. */
const WRAPPED =
  /^\s*<(user_instructions|environment_context|INSTRUCTIONS|turn_aborted|user_shell_command|skill|subagent_notification)\b|^# AGENTS\.md instructions/;

export function isWrapped(text: string): boolean {
  return WRAPPED.test(text);
}

/** A session as its lines tell it. */
export interface Rollout {
  meta: JsonObject | undefined;
  /** Sessions whose lines were copied into the file, and sub-agents. */
  otherMetas: JsonObject[];
  context: JsonObject | undefined;
  models: Set<string>;
  items: JsonObject[];
  /** Line of each item. */
  lines: number[];
  skipped: Map<string, number>;
  /** Turns that were taken back: the model knows nothing of them afterwards. */
  rolledBack: JsonObject[][];
  /** The reasoning item whose text the next `agent_reasoning` would tell. */
  untold: JsonObject | undefined;
  firstTime: unknown;
  lastTime: unknown;
}

export function newRollout(): Rollout {
  return {
    meta: undefined,
    otherMetas: [],
    context: undefined,
    models: new Set(),
    items: [],
    lines: [],
    skipped: new Map(),
    rolledBack: [],
    untold: undefined,
    firstTime: undefined,
    lastTime: undefined,
  };
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Whether another session begins, where files were put together: lines that were copied for a fork come before any item. */
export function beginsAnother({ meta, otherMetas, items }: Rollout, value: unknown): boolean {
  if (items.length === 0 || !isEnvelope(value) || value.type !== 'session_meta') return false;
  const { id } = value.payload;
  return typeof id === 'string' && UUID.test(id) && ![meta, ...otherMetas].some((each) => each?.id === id);
}

function hasText(item: JsonObject): boolean {
  return ['content', 'summary'].some(
    (field) => Array.isArray(item[field]) && (item[field] as unknown[]).length > 0,
  );
}

/** `{"output": …, "metadata": {"exit_code": …}}` in a string or as an object: the text of it, the rest beside. */
function unpackedOutput(item: JsonObject): JsonObject {
  const { output } = item;
  const told = typeof output === 'string' ? /^Exit code: (-?\d+)\n/.exec(output)?.[1] : undefined;
  if (told !== undefined) return { ...item, ...(told !== '0' && { error: `exit code ${told}` }) };
  const parsed = typeof output === 'string' && output.startsWith('{') ? parseRecord(output) : undefined;
  const value = parsed !== undefined && 'value' in parsed ? parsed.value : output;
  if (!isObject(value)) return item;
  if (typeof value.output === 'string') {
    const { output: text, ...about } = value;
    const code = isObject(about.metadata) ? about.metadata.exit_code : undefined;
    const isFailed = typeof code === 'number' && code !== 0;
    return { ...item, output: text, ...about, ...(isFailed && { error: `exit code ${code}` }) };
  }
  // Some versions name the text beside whether it went well.
  if (typeof value.content === 'string' && 'success' in value)
    return { ...item, output: value.content, ...(value.success === false && { error: 'failed' }) };
  return item;
}

function countSkipped(rollout: Rollout, kind: string): void {
  rollout.skipped.set(kind, (rollout.skipped.get(kind) ?? 0) + 1);
}

function takeItem(rollout: Rollout, item: JsonObject, line: number): void {
  if (item.type === 'ghost_snapshot') {
    countSkipped(rollout, 'ghost_snapshot');
    return;
  }
  const isOutput = typeof item.type === 'string' && item.type.endsWith('_call_output');
  const taken = isOutput ? unpackedOutput(item) : { ...item };
  // Images that were trimmed away have no address.
  if (Array.isArray(taken.content))
    taken.content = (taken.content as unknown[]).filter(
      (part) => !(isObject(part) && part.type === 'input_image' && part.image_url === null),
    );
  rollout.items.push(taken);
  rollout.lines.push(line);
  if (item.type === 'reasoning') rollout.untold = hasText(item) ? undefined : taken;
}

function textsIn(item: JsonObject): string[] {
  const parts = Array.isArray(item.content) ? (item.content as unknown[]) : [];
  return parts.flatMap((part) => (isObject(part) && typeof part.text === 'string' ? [part.text] : []));
}

/** A compaction, in its place: what the model has from there on instead of the items before. */
function takeCompaction(rollout: Rollout, payload: JsonObject, line: number): void {
  const { message, replacement_history: history, ...others } = payload;
  const known = new Set(rollout.items.map(({ timestamp: _time, ...item }) => stringifyKeepingDigits(item)));
  const fresh = (Array.isArray(history) ? (history as unknown[]) : []).filter(
    (item): item is JsonObject => isObject(item) && !known.has(stringifyKeepingDigits(item)),
  );
  const text = typeof message === 'string' && message !== '' ? message : fresh.flatMap(textsIn).join('\n\n');
  const compaction = {
    kind: 'compacted',
    ...others,
    ...(fresh.length > 0 && { replacement_history: fresh }),
  };
  const content = text === '' ? [{ type: 'compacted' }] : text;
  takeItem(rollout, { type: 'message', role: 'system', content, ...compaction }, line);
}

/** A prompt of the person, with which a turn begins. */
function beginsTurn(item: JsonObject): boolean {
  if (item.type !== 'message' || item.role !== 'user') return false;
  const [first] = textsIn(item);
  return first === undefined || !isWrapped(first);
}

/** Takes back the last turns, as the program does (`drop_last_n_user_turns`): they go, with all that came after. */
function rollBack(rollout: Rollout, turns: unknown): void {
  const begins = rollout.items.flatMap((item, index) => (beginsTurn(item) ? [index] : []));
  const count = typeof turns === 'number' && turns > 0 ? Math.floor(turns) : 0;
  const cut = begins[Math.max(0, begins.length - count)];
  if (count === 0 || cut === undefined) return;
  rollout.rolledBack.push(rollout.items.splice(cut));
  rollout.lines.splice(cut);
  rollout.untold = undefined;
}

/** Takes a line, or says why it cannot be taken. */
export function takeLine(
  rollout: Rollout,
  value: unknown,
  line: number,
): ReturnType<typeof wrongField> | undefined {
  if (isBareMeta(value)) {
    if (rollout.meta === undefined) rollout.meta = value;
    else rollout.otherMetas.push(value);
    return undefined;
  }
  if (isBareItem(value) && !('payload' in value)) {
    takeItem(rollout, value, line);
    return undefined;
  }
  if (!isEnvelope(value)) {
    // `{"record_type":"state"}` of old files.
    if (!isObject(value)) return wrongField('', 'a line with "type" and "payload"', value);
    countSkipped(
      rollout,
      typeof value.type === 'string' ? value.type : asText(value.record_type ?? 'unknown'),
    );
    return undefined;
  }
  const { type, payload, timestamp } = value;
  rollout.firstTime ??= timestamp;
  rollout.lastTime = timestamp ?? rollout.lastTime;
  switch (type) {
    case 'session_meta':
      if (rollout.meta === undefined) rollout.meta = payload;
      else rollout.otherMetas.push(payload);
      return undefined;
    case 'turn_context':
      rollout.context = payload;
      if (typeof payload.model === 'string') rollout.models.add(payload.model);
      return undefined;
    case 'response_item':
      takeItem(rollout, { ...payload, ...(typeof timestamp === 'string' && { timestamp }) }, line);
      return undefined;
    case 'compacted':
      takeCompaction(rollout, { ...payload, ...(typeof timestamp === 'string' && { timestamp }) }, line);
      return undefined;
    default: {
      const { untold } = rollout;
      if (payload.type === 'thread_rolled_back') rollBack(rollout, payload.num_turns);
      if (payload.type === 'agent_reasoning' && typeof payload.text === 'string' && untold !== undefined) {
        // Each piece of a summary is an event of its own.
        const told = Array.isArray(untold.summary) ? (untold.summary as unknown[]) : [];
        untold.summary = [...told, { type: 'summary_text', text: payload.text }];
        return undefined;
      }
      countSkipped(rollout, type === 'event_msg' ? `event_msg/${asText(payload.type)}` : asText(type));
    }
  }
  return undefined;
}
