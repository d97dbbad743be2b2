import type { Message } from '../../../shared/domain/transcript.ts';
import { digitsAsText, stringifyKeepingDigits } from '../big-integers.ts';
import { NO_MATCH, type Reader, type ReadRecord, type ReadTranscript, type Source } from './format.ts';
import { asText, isObject, type JsonObject, wrongField } from './json.ts';
import { MessageTree, mendParents, type TreeNode } from './message-tree.ts';
import { PRIVACY_NOTE } from './privacy-note.ts';
import { isSpoken, traceMessage } from './session-trace-messages.ts';
import { refusing } from './wrong-field.ts';

interface Entry extends TreeNode {
  value: JsonObject;
  line: number;
}

/** One session; a file may hold several, each behind its own header. */
interface Session {
  header: JsonObject;
  line: number;
  entries: Entry[];
  skipped: Map<string, number>;
}

function isHeader(value: unknown): value is JsonObject {
  return (
    isObject(value) &&
    value.type === 'session' &&
    ('harness' in value || 'version' in value || 'cwd' in value || 'id' in value)
  );
}

function isEntry(value: unknown): value is JsonObject {
  return isObject(value) && typeof value.type === 'string' && !('payload' in value) && !('uuid' in value);
}

function addEntry(session: Session, value: JsonObject, line: number): void {
  const isTurn = isSpoken(value);
  if (!isTurn) {
    const kind = asText(value.type);
    session.skipped.set(kind, (session.skipped.get(kind) ?? 0) + 1);
  }
  const previous = session.entries.at(-1)?.id;
  const hasId = typeof value.id === 'string' && 'parentId' in value;
  session.entries.push({
    // The simple format, and the oldest of Pi, have no tree: a line follows the one before it.
    id: hasId ? asText(value.id) : `line ${line}`,
    parent: hasId ? (typeof value.parentId === 'string' ? value.parentId : undefined) : previous,
    isTurn,
    value,
    line,
  });
}

function aboutOf(session: Session, path: readonly Entry[]): JsonObject {
  const { id, harness, type: _type, ...header } = session.header;
  const models = path.flatMap(({ value }) => {
    const model = isObject(value.message) ? value.message.model : value.modelId;
    return typeof model === 'string' && model !== '' ? [model] : [];
  });
  const name = path.findLast(({ value }) => value.type === 'session_info')?.value.name;
  return {
    ...header,
    environment: typeof harness === 'string' ? harness : 'pi',
    ...(typeof id === 'string' && { session_id: id }),
    ...(models.length > 0 && { model: models.at(-1) }),
    ...(new Set(models).size > 1 && { models: [...new Set(models)] }),
    ...(typeof name === 'string' && { name }),
    ...(session.skipped.size > 0 && { lines_skipped: Object.fromEntries(session.skipped) }),
  };
}

function transcriptOf(
  session: Session,
  path: readonly Entry[],
  id: string | undefined,
  links: JsonObject,
): ReadTranscript {
  const messages = path
    .filter(({ isTurn }) => isTurn)
    .flatMap(({ value, line }): Message[] => traceMessage(value, `line ${line}`));
  const own = session.header.id;
  return {
    id,
    messages,
    confessions: [],
    metadata: digitsAsText({ ...aboutOf(session, path), ...links }) as JsonObject,
    family: typeof own === 'string' && own !== '' ? own : undefined,
    target_violation: undefined,
  };
}

const isAnswer = ({ value }: Entry) => isObject(value.message) && value.message.role === 'assistant';

function* readSession(session: Session, bytesDone: number): Generator<ReadRecord> {
  mendParents(session.entries, () => ['']);
  const tree = new MessageTree(session.entries);
  const leaves = tree.leaves(() => true).map((leaf) => ({ leaf, path: tree.pathTo(leaf) }));
  const main = leaves.findLast(({ path }) => path.some(isAnswer)) ?? leaves.at(-1);
  const source = () => stringifyKeepingDigits(session.header);
  const about = { line: session.line, bytes_done: bytesDone, source };
  if (main === undefined) {
    const reason = 'the session holds no message. Leave it out.';
    yield {
      ...about,
      rejected: { path: '', expected: 'lines of type message', found: '', reason },
      holdsNothing: true,
    };
    return;
  }
  const own = session.header.id;
  const mainId = typeof own === 'string' && own !== '' ? own : undefined;
  const onMain = new Set(main.path);
  const branches = leaves.filter(
    ({ leaf, path }) => leaf !== main.leaf && path.some((entry) => isAnswer(entry) && !onMain.has(entry)),
  );
  const idOf = (leaf: Entry) => (mainId === undefined ? undefined : `${mainId}/${leaf.id}`);
  const parts = branches.map(({ leaf }) => ({ id: idOf(leaf) ?? leaf.id, kind: 'branch' }));
  const unanswered = leaves
    .filter((each) => each !== main && !branches.includes(each))
    .map(({ leaf }) => leaf.value.message ?? leaf.value);
  const links = {
    ...(parts.length > 0 && { parts }),
    ...(unanswered.length > 0 && { unanswered }),
  };
  yield { ...about, ...refusing(() => ({ transcript: transcriptOf(session, main.path, mainId, links) })) };
  for (const { leaf, path } of branches) {
    const link = { transcript_kind: 'branch', ...(mainId !== undefined && { part_of: mainId }) };
    yield {
      ...about,
      line: leaf.line,
      ...refusing(() => ({ transcript: transcriptOf(session, path, idOf(leaf), link) })),
    };
  }
}

async function* read(source: Source, signal: AbortSignal | undefined): AsyncGenerator<ReadRecord> {
  let session: Session | undefined;
  for await (const raw of source.records(signal)) {
    const { line, bytes_done } = raw;
    const about = { line, bytes_done, source: raw.source };
    if ('rejected' in raw) yield { ...about, rejected: raw.rejected };
    else if (isHeader(raw.value)) {
      if (session !== undefined) yield* readSession(session, bytes_done);
      session = { header: raw.value, line, entries: [], skipped: new Map() };
    } else if (session === undefined)
      yield { ...about, rejected: wrongField('type', '"session" in the first line', raw.value) };
    else if (!isEntry(raw.value))
      yield { ...about, rejected: wrongField('', 'a line with a "type"', raw.value) };
    else if (raw.value.type === 'message' && !isObject(raw.value.message))
      yield { ...about, rejected: wrongField('message', 'a message with a role', raw.value.message) };
    else addEntry(session, raw.value, line);
  }
  if (session !== undefined) yield* readSession(session, source.facts.bytes);
}

/** Session traces: the simple format of the Hub (hub-docs, session-traces-format.md), and sessions of Pi. */
export const sessionTrace: Reader = {
  name: 'session-trace',
  title: 'Session trace (Hub, Pi)',
  extensions: ['jsonl'],
  docs: {
    about:
      'Sessions of agents as the Hugging Face Hub shows them: its own simple format, and that of the coding agent Pi.',
    sample: `${[
      '{"type":"session","harness":"my-agent","id":"s1","name":"tests"}',
      '{"type":"message","message":{"role":"user","content":"Run all tests."}}',
      '{"type":"message","message":{"role":"assistant","content":"","reasoningContent":"Two will do.","toolCalls":[{"id":"t1","function":{"name":"run_tests","arguments":"{}"}}],"model":"m"}}',
      '{"type":"message","message":{"role":"tool","toolCallId":"t1","content":"2 passed"}}',
      '{"type":"message","message":{"role":"assistant","content":"All pass.","model":"m"}}',
    ].join('\n')}\n`,
    notes: [
      'A file is one transcript, or several where it holds several headers. What the header says goes to the metadata.',
      'Sessions of Pi are trees (`id`, `parentId`): the transcript leads to the last message; other ends that hold an answer are transcripts of their own (`session/leaf`), linked by `metadata.parts` and `part_of`.',
      'A line whose parent is not in the file follows the line before it, as in sessions of OpenClaw, whose results name a call.',
      'Of Pi, `thinking` is reasoning, `toolCall` a call and `toolResult` its result; a command that the person ran (`bashExecution`) is a message of the user. A compaction and a summary of another branch stand in their place as system messages, marked in `extra`.',
      'Changes of the model, labels and what extensions keep are counted in `metadata.lines_skipped`.',
      PRIVACY_NOTE,
    ],
  },
  detect({ shape, records }) {
    if (shape === 'object' || !isHeader(records[0])) return NO_MATCH;
    return records.every((record) => isHeader(record) || isEntry(record))
      ? { match: 'yes', by: ['type: session', 'message'] }
      : NO_MATCH;
  },
  read,
};
