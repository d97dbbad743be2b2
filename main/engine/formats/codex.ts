import { digitsAsText, stringifyKeepingDigits } from '../big-integers.ts';
import { NO_MATCH, type Reader, type ReadRecord, type ReadTranscript, type Source } from './format.ts';
import { isObject, type JsonObject, parseRecord, wrongField } from './json.ts';
import { PRIVACY_NOTE } from './privacy-note.ts';
import { responsesMessages } from './responses-items.ts';
import { refusing, Unusable } from './wrong-field.ts';

const ENVELOPES = new Set(['session_meta', 'turn_context', 'response_item', 'event_msg', 'compacted']);
/** Items of which an old file is made, without anything around them. */
const BARE_ITEMS =
  /^(message|reasoning|function_call|function_call_output|local_shell_call|custom_tool_call(_output)?|ghost_snapshot)$/;

function isEnvelope(value: unknown): value is JsonObject & { payload: JsonObject } {
  return isObject(value) && typeof value.type === 'string' && isObject(value.payload);
}

/** The first line of an old file: what later became `session_meta`. */
function isBareMeta(value: unknown): value is JsonObject {
  return (
    isObject(value) &&
    typeof value.id === 'string' &&
    typeof value.timestamp === 'string' &&
    !('type' in value) &&
    !('role' in value) &&
    !('message' in value)
  );
}

function isBareItem(value: unknown): value is JsonObject {
  return (
    isObject(value) && typeof value.type === 'string' && BARE_ITEMS.test(value.type) && !('uuid' in value)
  );
}

interface Rollout {
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

function take(rollout: Rollout, value: unknown, line: number): ReturnType<typeof wrongField> | undefined {
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

/** What the program put in the place of the user before his first words. */
const WRAPPED =
  /^\s*<(user_instructions|environment_context|INSTRUCTIONS|turn_aborted|user_shell_command|skill|subagent_notification)\b|^# AGENTS\.md instructions/;

function transcriptOf(rollout: Rollout): ReadTranscript {
  const { meta, items, skipped, models } = rollout;
  const messages = responsesMessages([{ items, path: 'response_item' }]).map((message) => {
    const text = message.content.find((part) => part.type === 'text');
    const isWrapped = message.role === 'user' && text?.type === 'text' && WRAPPED.test(text.text);
    return isWrapped ? { ...message, extra: { ...message.extra, not_typed: true } } : message;
  });
  if (messages.length === 0)
    throw new Unusable('response_item', 'no item of the session says anything. Leave it out.');
  const instructions =
    meta?.instructions ?? (isObject(meta?.base_instructions) ? meta.base_instructions.text : undefined);
  const id = [meta?.id, meta?.session_id].find((each) => typeof each === 'string' && each !== '');
  const { instructions: _own, base_instructions: _base, ...about } = meta ?? {};
  const metadata = {
    environment: 'codex',
    ...([...models].length > 0 && { model: [...models].at(-1) }),
    ...(models.size > 1 && { models: [...models] }),
    ...(meta !== undefined && { session: about, cwd: meta.cwd }),
    ...(rollout.otherMetas.length > 0 && { other_sessions: rollout.otherMetas }),
    ...(rollout.context !== undefined && { turn_context: rollout.context }),
    started_at: rollout.firstTime,
    ended_at: rollout.lastTime,
    ...(skipped.size > 0 && { lines_skipped: Object.fromEntries(skipped) }),
  };
  return {
    id: typeof id === 'string' ? id : undefined,
    messages:
      typeof instructions === 'string' && instructions !== ''
        ? [{ role: 'system', content: [{ type: 'text', text: instructions }] }, ...messages]
        : messages,
    confessions: [],
    metadata: digitsAsText(
      Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined)),
    ) as JsonObject,
    family: typeof id === 'string' ? id : undefined,
    target_violation: undefined,
  };
}

async function* read(source: Source, signal: AbortSignal | undefined): AsyncGenerator<ReadRecord> {
  const rollout: Rollout = {
    meta: undefined,
    otherMetas: [],
    context: undefined,
    models: new Set(),
    items: [],
    lines: [],
    skipped: new Map(),
    untold: undefined,
    firstTime: undefined,
    lastTime: undefined,
  };
  for await (const raw of source.records(signal)) {
    const rejected = 'rejected' in raw ? raw.rejected : take(rollout, raw.value, raw.line);
    if (rejected !== undefined)
      yield { line: raw.line, bytes_done: raw.bytes_done, source: raw.source, rejected };
  }
  const at = { line: rollout.lines[0] ?? 1, bytes_done: source.facts.bytes };
  const taken =
    rollout.items.length > 0
      ? refusing(() => ({ transcript: transcriptOf(rollout) }))
      : {
          rejected: {
            path: '',
            expected: 'lines of type response_item',
            found: [...rollout.skipped.keys()].join(', ').slice(0, 200),
            reason: 'the session holds no conversation: not one response_item. Leave it out.',
          },
        };
  yield { ...at, source: () => stringifyKeepingDigits(rollout.meta ?? rollout.items[0] ?? {}), ...taken };
}

/** Sessions of Codex (openai/codex, codex-rs/protocol), as they lie in its `sessions` folder. */
export const codex: Reader = {
  name: 'codex',
  title: 'Codex session',
  extensions: ['jsonl'],
  docs: {
    about: 'What Codex keeps of each session, `sessions/YYYY/MM/DD/rollout-*.jsonl`.',
    sample: `${[
      '{"timestamp":"2026-01-01T00:00:00Z","type":"session_meta","payload":{"id":"s1","cwd":"/work","cli_version":"0.142.0"}}',
      '{"timestamp":"2026-01-01T00:00:01Z","type":"turn_context","payload":{"model":"m","cwd":"/work"}}',
      '{"timestamp":"2026-01-01T00:00:02Z","type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"Run all tests."}]}}',
      '{"timestamp":"2026-01-01T00:00:03Z","type":"response_item","payload":{"type":"reasoning","summary":[],"encrypted_content":"x"}}',
      '{"timestamp":"2026-01-01T00:00:03Z","type":"event_msg","payload":{"type":"agent_reasoning","text":"Two will do."}}',
      '{"timestamp":"2026-01-01T00:00:04Z","type":"response_item","payload":{"type":"function_call","name":"shell","arguments":"{\\"cmd\\":\\"npm test\\"}","call_id":"c1"}}',
      '{"timestamp":"2026-01-01T00:00:05Z","type":"response_item","payload":{"type":"function_call_output","call_id":"c1","output":"2 passed"}}',
      '{"timestamp":"2026-01-01T00:00:06Z","type":"response_item","payload":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"All pass."}]}}',
    ].join('\n')}\n`,
    notes: [
      'A file is one transcript, of its `response_item` lines. `event_msg` repeats them for display and is only counted, but for the text of `agent_reasoning` where the reasoning item has none.',
      'Instructions of the session come first, as a system message. What the program says in the place of the user (`<environment_context>`, `# AGENTS.md`) is marked `not_typed` in `extra`.',
      'An output that is JSON in a string gives its text; its exit code is the error where it is not 0.',
      'After a compaction the items go on; the shortened history (`compacted`) is not taken, for the items before it are still there.',
      'The oldest files, bare items without `payload`, are read too.',
      PRIVACY_NOTE,
    ],
  },
  detect({ shape, records }) {
    if (records.length === 0 || shape === 'object') return NO_MATCH;
    if (records.every(isEnvelope))
      return records.some(({ type }) => ENVELOPES.has(String(type)))
        ? { match: 'yes', by: ['type', 'payload'] }
        : NO_MATCH;
    const [first, ...others] = records;
    // An array of bare items, or lines of them, is what Responses gives; a session begins with a line about itself.
    const isOld = isBareMeta(first) && others.every((record) => isObject(record) && !('messages' in record));
    return isOld &&
      others.some((record) => isBareItem(record) || (isObject(record) && 'record_type' in record))
      ? { match: 'yes', by: ['a line about the session', 'items'] }
      : NO_MATCH;
  },
  read,
};
