import { isObject, type JsonObject, parseRecord, wrongField } from './json.ts';

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
  /** The reasoning item whose text the next `agent_reasoning` would tell. */
  untold: JsonObject | undefined;
  firstTime: unknown;
  lastTime: unknown;
}

function hasText(item: JsonObject): boolean {
  return ['content', 'summary'].some(
    (field) => Array.isArray(item[field]) && (item[field] as unknown[]).length > 0,
  );
}

/** `{"output": …, "metadata": {"exit_code": …}}` in a string or as an object: the text of it, the rest beside. */
function unpackedOutput(item: JsonObject): JsonObject {
  const { output } = item;
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

function takeItem(rollout: Rollout, item: JsonObject, line: number): void {
  if (item.type === 'ghost_snapshot') {
    rollout.skipped.set('ghost_snapshot', (rollout.skipped.get('ghost_snapshot') ?? 0) + 1);
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
    const kind = typeof value.type === 'string' ? value.type : String(value.record_type ?? 'unknown');
    rollout.skipped.set(kind, (rollout.skipped.get(kind) ?? 0) + 1);
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
      takeItem(rollout, payload, line);
      return undefined;
    default: {
      const { untold } = rollout;
      if (payload.type === 'agent_reasoning' && typeof payload.text === 'string' && untold !== undefined) {
        // Each piece of a summary is an event of its own.
        const told = Array.isArray(untold.summary) ? (untold.summary as unknown[]) : [];
        untold.summary = [...told, { type: 'summary_text', text: payload.text }];
        return undefined;
      }
      const kind = type === 'event_msg' ? `event_msg/${String(payload.type)}` : String(type);
      rollout.skipped.set(kind, (rollout.skipped.get(kind) ?? 0) + 1);
    }
  }
  return undefined;
}
