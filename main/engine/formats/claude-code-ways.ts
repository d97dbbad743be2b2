import { digitsAsText } from '../big-integers.ts';
import { Attachments } from './claude-code-attachments.ts';
import { messagesOf, nameAgents, Responses, type SessionLine } from './claude-code-lines.ts';
import type { ReadTranscript } from './format.ts';
import { isObject, type JsonObject } from './json.ts';
import { MessageTree, mendParents } from './message-tree.ts';

/** A session as read: its lines, and what the program noted beside them. */
export interface Session {
  lines: SessionLine[];
  skipped: Map<string, number>;
  summaries: JsonObject[];
  /** What was typed while the model worked, as the queue of it tells. */
  queued: JsonObject[];
}

/** A way through the tree: the lines, and which transcript it is. */
interface Way {
  leaf: SessionLine;
  path: SessionLine[];
  id: string;
  kind: 'session' | 'branch' | 'sub-agent' | 'before compaction';
  of: string | undefined;
}

/** What lay before a compaction: lines that it names, which a new root no longer leads to. */
function namedByCompaction(value: JsonObject): string[] {
  const about = isObject(value.compactMetadata) ? value.compactMetadata : {};
  const { preservedMessages: kept, preservedSegment: segment } = about;
  const uuids = isObject(kept) && Array.isArray(kept.uuids) ? (kept.uuids as unknown[]) : [];
  const ends = isObject(segment) ? [segment.headUuid, segment.tailUuid] : [];
  return [value.logicalParentUuid, ...uuids, ...ends].filter((each) => typeof each === 'string');
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
  const before = new Set(main.path.flatMap(({ value }) => namedByCompaction(value)));
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
  attachments: Attachments,
): ReadTranscript {
  const turns = responses.turnsOf(way.path);
  const names = new Map<string, string>();
  const attachedTo = attachments.alongside(way.path);
  const messages = turns.flatMap((lines) => messagesOf(lines, names, attachedTo(lines)));
  const parts = others.filter(({ of }) => of === way.id);
  const about = {
    ...aboutOf(way, turns, session),
    ...(parts.length > 0 && { parts: parts.map(({ id, kind }) => ({ id, kind })) }),
    ...(way.kind === 'session' &&
      unanswered.length > 0 && { unanswered: unanswered.map(({ value }) => value.message ?? value.content) }),
    ...(way.kind === 'session' && session.queued.length > 0 && { queued: session.queued }),
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
export function* transcriptsOf(
  session: Session,
): Generator<{ leaf: SessionLine; read: () => ReadTranscript }> {
  mendParents(
    session.lines,
    ({ session: name, value }) => {
      const group = `${name}\n${value.isSidechain === true}\n`;
      return typeof value.agentId === 'string' ? [`${group}${value.agentId}`, group] : [group];
    },
    ({ parent, value }, ids) => (parent === undefined ? !('parentUuid' in value) : !ids.has(parent)),
  );
  const tree = new MessageTree(session.lines);
  nameAgents(session.lines, tree);
  const responses = new Responses(session.lines);
  const attachments = new Attachments(session.lines, tree);
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
      read: () =>
        transcriptOf(way, ways, unanswered.get(way.leaf.session) ?? [], session, responses, attachments),
    };
}
