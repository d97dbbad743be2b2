import { stringifyKeepingDigits } from '../big-integers.ts';
import { isTurn } from './claude-code-lines.ts';
import { type Session, transcriptsOf } from './claude-code-ways.ts';
import { NO_MATCH, type Reader, type ReadRecord, type Source } from './format.ts';
import { asText, isObject, type JsonObject, wrongField } from './json.ts';
import { PRIVACY_NOTE } from './privacy-note.ts';
import { refusing } from './wrong-field.ts';

function isConversation(value: unknown): value is JsonObject {
  return (
    isObject(value) &&
    typeof value.uuid === 'string' &&
    // Traces that others wrote in this shape may leave the session out.
    (typeof value.sessionId === 'string' || 'parentUuid' in value) &&
    (value.type === 'user' || value.type === 'assistant') &&
    // Programs that were made after this one say `parts`.
    isObject(value.message) &&
    'content' in value.message
  );
}

/** Kinds of lines that no other program has. */
const OWN_KINDS =
  /^(summary|file-history-snapshot|queue-operation|permission-mode|attachment|progress|custom-title|ai-title|agent-name|last-prompt)$/;

function isBookkeeping(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.type === 'string' &&
    !('role' in value) &&
    !('payload' in value) &&
    !('message' in value) &&
    ('sessionId' in value || 'leafUuid' in value || 'snapshot' in value)
  );
}

function take(session: Session, value: unknown, line: number): ReturnType<typeof wrongField> | undefined {
  if (!isObject(value) || typeof value.type !== 'string')
    return wrongField('', 'a line of a session with a "type"', value);
  const isSpoken = value.type === 'user' || value.type === 'assistant';
  if (isSpoken && !isObject(value.message)) return wrongField('message', 'a message', value.message);
  if (isSpoken && typeof value.uuid !== 'string') return wrongField('uuid', 'a string', value.uuid);
  if (value.type === 'summary') session.summaries.push(value);
  if (value.type === 'queue-operation' && typeof value.content === 'string') {
    const { type: _type, sessionId: _session, ...queued } = value;
    session.queued.push(queued);
  }
  const turn = isTurn(value);
  if (!turn) {
    const kind = value.type === 'system' ? `system/${asText(value.subtype)}` : value.type;
    session.skipped.set(kind, (session.skipped.get(kind) ?? 0) + 1);
  }
  if (typeof value.uuid !== 'string') return undefined;
  session.lines.push({
    id: value.uuid,
    parent: typeof value.parentUuid === 'string' ? value.parentUuid : undefined,
    isTurn: turn,
    value,
    line,
    session: typeof value.sessionId === 'string' ? value.sessionId : '',
    agent: undefined,
  });
  return undefined;
}

async function* read(source: Source, signal: AbortSignal | undefined): AsyncGenerator<ReadRecord> {
  const session: Session = { lines: [], skipped: new Map(), summaries: [], queued: [] };
  for await (const raw of source.records(signal)) {
    const rejected = 'rejected' in raw ? raw.rejected : take(session, raw.value, raw.line);
    if (rejected !== undefined)
      yield { line: raw.line, bytes_done: raw.bytes_done, source: raw.source, rejected };
  }
  const bytes_done = source.facts.bytes;
  let count = 0;
  for (const { leaf, read: readOne } of transcriptsOf(session)) {
    signal?.throwIfAborted();
    count += 1;
    const taken = refusing(() => ({ transcript: readOne() }));
    yield { line: leaf.line, bytes_done, source: () => stringifyKeepingDigits(leaf.value), ...taken };
  }
  if (count === 0 && session.skipped.size > 0)
    yield {
      line: 1,
      bytes_done,
      source: () => '',
      holdsNothing: true,
      rejected: {
        path: '',
        expected: 'lines of a user or an assistant',
        found: [...session.skipped.keys()].join(', ').slice(0, 200),
        reason: 'the session holds no conversation, only lines of bookkeeping. Leave it out.',
      },
    };
}

/** Sessions of Claude Code, as they lie in its `projects` folder. */
export const claudeCode: Reader = {
  name: 'claude-code',
  title: 'Claude Code session',
  extensions: ['jsonl'],
  docs: {
    about: 'What Claude Code keeps of each session, `projects/<folder>/<session>.jsonl`.',
    sample: `${[
      '{"type":"user","uuid":"a","parentUuid":null,"sessionId":"s1","isSidechain":false,"message":{"role":"user","content":"Run all tests."}}',
      '{"type":"assistant","uuid":"b","parentUuid":"a","sessionId":"s1","isSidechain":false,"message":{"id":"m1","role":"assistant","model":"m","content":[{"type":"thinking","thinking":"","signature":"x"}]}}',
      '{"type":"assistant","uuid":"c","parentUuid":"b","sessionId":"s1","isSidechain":false,"message":{"id":"m1","role":"assistant","model":"m","content":[{"type":"tool_use","id":"t1","name":"Bash","input":{"command":"npm test"}}]}}',
      '{"type":"user","uuid":"d","parentUuid":"c","sessionId":"s1","isSidechain":false,"message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"2 passed"}]}}',
      '{"type":"assistant","uuid":"e","parentUuid":"d","sessionId":"s1","isSidechain":false,"message":{"id":"m2","role":"assistant","model":"m","content":[{"type":"text","text":"All pass."}]}}',
    ].join('\n')}\n`,
    notes: [
      'Lines are a tree: the transcript leads from the root to the last line that was spoken. Other ends that hold an answer are transcripts of their own (`session/leaf`); prompts that were taken back before an answer are in `metadata.unanswered`.',
      'Sub-agents (`isSidechain`) are transcripts of their own (`session/agent`); `metadata.part_of` and `metadata.parts` link them, and all of a session are one family.',
      'Lines of one response (`message.id`) are one message; results of parallel calls come behind it. Tool results become messages of their tools; what the program knows of them is in `extra.toolUseResult`.',
      'What was typed while the model worked (`queued_command`) is a message of the user in its place; other attachments (files, hooks, reminders) are in `extra.attachments` of the turn beside them.',
      'What no person typed is marked in `extra`: `isMeta`, `isCompactSummary`, and `not_typed` with the tag around it.',
      'Thinking is mostly empty on the disk: it is kept as withheld.',
      'A line whose parent is not in the file follows the line before it.',
      'Where a compaction began a new root, what lay before it is a transcript of its own. Lines of bookkeeping are counted in `metadata.lines_skipped`.',
      PRIVACY_NOTE,
    ],
  },
  detect({ records }) {
    if (records.some(isConversation)) {
      return records.every((record) => isConversation(record) || isObject(record))
        ? { match: 'yes', by: ['uuid', 'sessionId', 'type'] }
        : NO_MATCH;
    }
    const isOwn = records.some((record) => isObject(record) && OWN_KINDS.test(asText(record.type)));
    return isOwn && records.every(isBookkeeping) ? { match: 'perhaps', by: ['type', 'sessionId'] } : NO_MATCH;
  },
  read,
};
