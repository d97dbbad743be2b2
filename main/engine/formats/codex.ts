import { digitsAsText, stringifyKeepingDigits } from '../big-integers.ts';
import {
  beginsAnother,
  isBareItem,
  isBareMeta,
  isEnvelope,
  isWrapped,
  newRollout,
  type Rollout,
  takeLine,
} from './codex-lines.ts';
import { NO_MATCH, type Reader, type ReadRecord, type ReadTranscript, type Source } from './format.ts';
import { asText, isObject, type JsonObject } from './json.ts';
import { PRIVACY_NOTE } from './privacy-note.ts';
import type { Taken } from './read-records.ts';
import { responsesMessages } from './responses-items.ts';
import { refusing, Unusable } from './wrong-field.ts';

const ENVELOPES = new Set(['session_meta', 'turn_context', 'response_item', 'event_msg', 'compacted']);

function textOf(...candidates: unknown[]): string | undefined {
  return candidates.find((each): each is string => typeof each === 'string' && each !== '');
}

/** The session that began this one as a sub-agent. */
function parentOf(meta: JsonObject): string | undefined {
  const subagent = isObject(meta.source) ? meta.source.subagent : undefined;
  const spawned = isObject(subagent) ? subagent.thread_spawn : undefined;
  return textOf(meta.parent_thread_id, isObject(spawned) ? spawned.parent_thread_id : undefined);
}

function transcriptOf(rollout: Rollout): ReadTranscript {
  const { meta = {}, items, skipped, models } = rollout;
  const messages = responsesMessages([{ items, path: 'response_item' }]).map((message) => {
    const text = message.content.find((part) => part.type === 'text');
    const isOwn = message.role === 'user' && text?.type === 'text' && isWrapped(text.text);
    return isOwn ? { ...message, extra: { ...message.extra, not_typed: true } } : message;
  });
  if (messages.length === 0)
    throw new Unusable('response_item', 'no item of the session says anything. Leave it out.');
  const { instructions: own, base_instructions: base, ...about } = meta;
  const instructions = own ?? (isObject(base) ? base.text : undefined);
  const id = textOf(meta.id, meta.session_id);
  const parent = parentOf(meta);
  const metadata = {
    environment: 'codex',
    ...([...models].length > 0 && { model: [...models].at(-1) }),
    ...(models.size > 1 && { models: [...models] }),
    ...(rollout.meta !== undefined && { session: about, cwd: meta.cwd }),
    ...(parent !== undefined && { transcript_kind: 'sub-agent', part_of: parent }),
    ...(rollout.otherMetas.length > 0 && { other_sessions: rollout.otherMetas }),
    ...(rollout.context !== undefined && { turn_context: rollout.context }),
    started_at: rollout.firstTime,
    ended_at: rollout.lastTime,
    ...(rollout.rolledBack.length > 0 && { rolled_back: rollout.rolledBack }),
    ...(skipped.size > 0 && { lines_skipped: Object.fromEntries(skipped) }),
  };
  return {
    id,
    messages:
      typeof instructions === 'string' && instructions !== ''
        ? [{ role: 'system', content: [{ type: 'text', text: instructions }] }, ...messages]
        : messages,
    confessions: [],
    metadata: digitsAsText(
      Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined)),
    ) as JsonObject,
    // Sub-agents work on the task of their session, and a fork begins with the turns of another.
    family: parent ?? textOf(meta.forked_from_id) ?? id,
    target_violation: undefined,
  };
}

function recordOf(rollout: Rollout): Pick<ReadRecord, 'line' | 'source'> & (Taken & { holdsNothing?: true }) {
  const about = {
    line: rollout.lines[0] ?? 1,
    source: () => stringifyKeepingDigits(rollout.meta ?? rollout.items[0] ?? {}),
  };
  if (rollout.items.length > 0)
    return { ...about, ...refusing(() => ({ transcript: transcriptOf(rollout) })) };
  const rejected = {
    path: '',
    expected: 'lines of type response_item',
    found: [...rollout.skipped.keys()].join(', ').slice(0, 200),
    reason: rollout.skipped.has('thread.started')
      ? 'this is what `codex exec --json` prints, which holds no request and no whole output. Import the session itself: sessions/…/rollout-*.jsonl.'
      : 'the session holds no conversation: not one response_item. Leave it out.',
  };
  return { ...about, rejected, holdsNothing: true };
}

async function* read(source: Source, signal: AbortSignal | undefined): AsyncGenerator<ReadRecord> {
  let rollout = newRollout();
  for await (const raw of source.records(signal)) {
    const { line, bytes_done } = raw;
    if ('value' in raw && beginsAnother(rollout, raw.value)) {
      yield { ...recordOf(rollout), bytes_done };
      rollout = newRollout();
    }
    const rejected = 'rejected' in raw ? raw.rejected : takeLine(rollout, raw.value, line);
    if (rejected !== undefined) yield { line, bytes_done, source: raw.source, rejected };
  }
  yield { ...recordOf(rollout), bytes_done: source.facts.bytes };
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
      'A session is one transcript, of its `response_item` lines; a file into which several were put gives each. `event_msg` repeats them for display and is only counted, but for the text of `agent_reasoning` where the reasoning item has none.',
      'Instructions of the session come first, as a system message. What the program says in the place of the user (`<environment_context>`, `# AGENTS.md`) is marked `not_typed` in `extra`.',
      'An output that is JSON in a string gives its text; an exit code that is not 0 is the error.',
      'A compaction stands in its place as a message of the system, with the words that the model had from there on; the items before it stay. Turns that were taken back (`thread_rolled_back`) are in `metadata.rolled_back`.',
      'A sub-agent’s session names the one that began it in `metadata.part_of` and is of its family. A fork is of the family of the session that it was taken from; where its first turns lie in that one’s file (`history_base`), only its own are there.',
      'The oldest files, bare items without `payload`, are read too.',
      PRIVACY_NOTE,
    ],
  },
  detect({ shape, records }) {
    if (records.length === 0 || shape === 'object') return NO_MATCH;
    if (records.every(isEnvelope))
      return records.some(({ type }) => ENVELOPES.has(asText(type)))
        ? { match: 'yes', by: ['type', 'payload'] }
        : NO_MATCH;
    const [first, ...others] = records;
    if (isObject(first) && first.type === 'thread.started') return { match: 'yes', by: ['thread.started'] };
    // An array of bare items, or lines of them, is what Responses gives; a session begins with a line about itself.
    const isOld = isBareMeta(first) && others.every((record) => isObject(record) && !('messages' in record));
    return isOld &&
      others.some((record) => isBareItem(record) || (isObject(record) && 'record_type' in record))
      ? { match: 'yes', by: ['a line about the session', 'items'] }
      : NO_MATCH;
  },
  read,
};
