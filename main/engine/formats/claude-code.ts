import { digitsAsText, stringifyKeepingDigits } from '../big-integers.ts';
import { isTurn, messagesOf, nameAgents, Responses, type SessionLine } from './claude-code-lines.ts';
import { NO_MATCH, type Reader, type ReadRecord, type ReadTranscript, type Source } from './format.ts';
import { isObject, type JsonObject, wrongField } from './json.ts';
import { MessageTree } from './message-tree.ts';
import { PRIVACY_NOTE } from './privacy-note.ts';
import { refusing } from './wrong-field.ts';

/** A session as read: its lines, and what the program noted beside them. */
interface Session {
  lines: SessionLine[];
  skipped: Map<string, number>;
  summaries: JsonObject[];
}

function isConversation(value: unknown): value is JsonObject {
  return (
    isObject(value) &&
    typeof value.uuid === 'string' &&
    typeof value.sessionId === 'string' &&
    (value.type === 'user' || value.type === 'assistant')
  );
}

function isBookkeeping(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.type === 'string' &&
    !('role' in value) &&
    !('payload' in value) &&
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
  const turn = isTurn(value);
  if (!turn) {
    const kind = value.type === 'system' ? `system/${String(value.subtype)}` : value.type;
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

/** A way through the tree: the lines, and which transcript it is. */
interface Way {
  leaf: SessionLine;
  path: SessionLine[];
  id: string;
  kind: 'session' | 'branch' | 'sub-agent' | 'before compaction';
  of: string | undefined;
}

const hasAnswer = (path: readonly SessionLine[]) => path.some(({ value }) => value.type === 'assistant');

/** The leaves of one conversation as ways: the last one is the conversation itself, others are its branches. */
function waysOf(
  tree: MessageTree<SessionLine>,
  responses: Responses,
  within: (line: SessionLine) => boolean,
  mainId: string,
  isAgent: boolean,
): { ways: Way[]; unanswered: SessionLine[] } {
  const leaves = tree.leaves(within).map((leaf) => ({ leaf, path: tree.pathTo(leaf) }));
  const main = leaves.findLast(({ path }) => hasAnswer(path)) ?? leaves.at(-1);
  if (main === undefined) return { ways: [], unanswered: [] };
  const used = new Set(responses.turnsOf(main.path).flat());
  // Before a compaction lies what the first line behind it continues, which a root of its own no longer says.
  const before = new Set(
    main.path.flatMap(({ value }) =>
      typeof value.logicalParentUuid === 'string' ? [value.logicalParentUuid] : [],
    ),
  );
  const ways: Way[] = [
    {
      ...main,
      id: mainId,
      kind: isAgent ? 'sub-agent' : 'session',
      of: isAgent ? main.leaf.session : undefined,
    },
  ];
  const unanswered: SessionLine[] = [];
  for (const { leaf, path } of leaves) {
    if (leaf === main.leaf || used.has(leaf)) continue;
    const own = path.filter((line) => line.isTurn && !used.has(line));
    if (!hasAnswer(own)) {
      unanswered.push(...own);
      continue;
    }
    for (const line of responses.turnsOf(path).flat()) used.add(line);
    const kind = path.some(({ id }) => before.has(id)) ? 'before compaction' : 'branch';
    ways.push({ leaf, path, id: `${mainId}/${leaf.id}`, kind, of: mainId });
  }
  return { ways, unanswered };
}

function aboutOf(way: Way, turns: SessionLine[][], session: Session): JsonObject {
  const lines = turns.flat();
  const last = (field: string) =>
    lines.findLast(({ value }) => typeof value[field] === 'string')?.value[field];
  const models = lines.flatMap(({ value: { message } }) =>
    isObject(message) && typeof message.model === 'string' && message.model !== '<synthetic>'
      ? [message.model]
      : [],
  );
  const onPath = new Set(way.path.map(({ id }) => id));
  const summaries = session.summaries.filter(
    ({ leafUuid }) => typeof leafUuid !== 'string' || onPath.has(leafUuid),
  );
  return {
    environment: 'claude-code',
    session_id: way.leaf.session,
    ...(models.length > 0 && { model: models.at(-1) }),
    ...(new Set(models).size > 1 && { models: [...new Set(models)] }),
    ...(way.leaf.agent !== undefined && { agent_id: way.leaf.agent }),
    cwd: last('cwd'),
    git_branch: last('gitBranch'),
    version: last('version'),
    started_at: lines[0]?.value.timestamp,
    ended_at: last('timestamp'),
    transcript_kind: way.kind,
    ...(way.of !== undefined && { part_of: way.of }),
    ...(summaries.length > 0 && { summaries: summaries.map(({ summary }) => summary) }),
  };
}

function transcriptOf(
  way: Way,
  others: readonly Way[],
  unanswered: readonly SessionLine[],
  session: Session,
  responses: Responses,
): ReadTranscript {
  const turns = responses.turnsOf(way.path);
  const names = new Map<string, string>();
  const messages = turns.flatMap((lines) => messagesOf(lines, names));
  const parts = others.filter(({ of }) => of === way.id);
  const about = {
    ...aboutOf(way, turns, session),
    ...(parts.length > 0 && { parts: parts.map(({ id, kind }) => ({ id, kind })) }),
    ...(way.kind === 'session' &&
      unanswered.length > 0 && { unanswered: unanswered.map(({ value }) => value.message ?? value.content) }),
    ...(session.skipped.size > 0 && { lines_skipped: Object.fromEntries(session.skipped) }),
  };
  return {
    id: way.id === '' ? undefined : way.id,
    messages,
    confessions: [],
    metadata: digitsAsText(
      Object.fromEntries(Object.entries(about).filter(([, value]) => value !== undefined)),
    ) as JsonObject,
    family: way.leaf.session === '' ? undefined : way.leaf.session,
    target_violation: undefined,
  };
}

/** The file as sessions, each with its branches and sub-agents. */
function* transcriptsOf(session: Session): Generator<{ leaf: SessionLine; read: () => ReadTranscript }> {
  const tree = new MessageTree(session.lines);
  nameAgents(session.lines, tree);
  const responses = new Responses(session.lines);
  const groups = new Map<string, SessionLine>();
  for (const line of session.lines) if (line.isTurn) groups.set(`${line.session}\n${line.agent ?? ''}`, line);
  const ways: Way[] = [];
  const unanswered = new Map<string, SessionLine[]>();
  for (const { session: name, agent } of groups.values()) {
    const within = (line: SessionLine) => line.session === name && line.agent === agent;
    const id = agent === undefined ? name : `${name}/${agent}`;
    const found = waysOf(tree, responses, within, id, agent !== undefined);
    ways.push(...found.ways);
    unanswered.set(name, [...(unanswered.get(name) ?? []), ...found.unanswered]);
  }
  for (const way of ways)
    yield {
      leaf: way.leaf,
      read: () => transcriptOf(way, ways, unanswered.get(way.leaf.session) ?? [], session, responses),
    };
}

async function* read(source: Source, signal: AbortSignal | undefined): AsyncGenerator<ReadRecord> {
  const session: Session = { lines: [], skipped: new Map(), summaries: [] };
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
      'What no person typed is marked in `extra`: `isMeta`, `isCompactSummary`, and `not_typed` with the tag around it.',
      'Thinking is mostly empty on the disk: it is kept as withheld.',
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
    return records.length > 0 && records.every(isBookkeeping)
      ? { match: 'perhaps', by: ['type', 'sessionId'] }
      : NO_MATCH;
  },
  read,
};
