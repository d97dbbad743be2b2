import type { Message } from '../../../shared/domain/transcript.ts';
import { digitsAsText } from '../big-integers.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { asText, isObject, type JsonObject } from './json.ts';
import type { MessageTree, TreeNode } from './message-tree.ts';

/** Lines of a session of Claude Code, and the messages that a way through them gives. */

export interface SessionLine extends TreeNode {
  value: JsonObject;
  /** Line of the file. */
  line: number;
  session: string;
  /** A sub-agent's: its id, or that of the line with which it began. */
  agent: string | undefined;
}

/** Lines of the program itself that tell what happened in the conversation. */
const SPOKEN_SYSTEM = new Set(['compact_boundary', 'local_command']);

/** What was typed while the model worked: it gets it within its turn, and no line of the user tells of it. */
function queuedPrompt(value: JsonObject): JsonObject | undefined {
  const { attachment } = value;
  if (value.type !== 'attachment' || !isObject(attachment) || attachment.type !== 'queued_command')
    return undefined;
  return typeof attachment.prompt === 'string' || Array.isArray(attachment.prompt) ? attachment : undefined;
}

export function isTurn(value: JsonObject): boolean {
  if (queuedPrompt(value) !== undefined) return true;
  if (value.type === 'user' || value.type === 'assistant') return isObject(value.message);
  return (
    value.type === 'system' && SPOKEN_SYSTEM.has(asText(value.subtype)) && typeof value.content === 'string'
  );
}

/** What the program wrote in the place of a person. */
const WRAPPED =
  /^\s*<(command-name|command-message|command-args|local-command-[a-z]+|system-reminder|bash-input|bash-stdout|bash-stderr|user-prompt-submit-hook|task-notification|ide_[a-z_]+)>/;

/** Fields that the session has once, in its metadata, or that became the message. */
const KNOWN_FIELDS = new Set([
  'message',
  'type',
  'parentUuid',
  'sessionId',
  'isSidechain',
  'userType',
  'cwd',
  'version',
  'gitBranch',
  'content',
]);

function blocksOf(line: SessionLine): unknown[] {
  const { message } = line.value;
  return isObject(message) && Array.isArray(message.content) ? (message.content as unknown[]) : [];
}

function idsIn(lines: readonly SessionLine[], type: 'tool_use' | 'tool_result'): string[] {
  const field = type === 'tool_use' ? 'id' : 'tool_use_id';
  return lines.flatMap((line) =>
    blocksOf(line).flatMap((block) =>
      isObject(block) && block.type === type && typeof block[field] === 'string' ? [block[field]] : [],
    ),
  );
}

function responseId(line: SessionLine): string | undefined {
  const { message, type } = line.value;
  return type === 'assistant' && isObject(message) && typeof message.id === 'string' ? message.id : undefined;
}

/**
 * What belongs to a response although the way does not lead through it: with parallel calls the program hangs each
 * result on its own call's line, so that all results but one are leaves.
 */
export class Responses {
  readonly #lines = new Map<string, SessionLine[]>();
  readonly #results = new Map<string, SessionLine>();

  constructor(lines: readonly SessionLine[]) {
    for (const line of lines) {
      const id = responseId(line);
      const key = id === undefined ? undefined : this.#key(line, id);
      if (key !== undefined) {
        const pieces = this.#lines.get(key);
        if (pieces === undefined) this.#lines.set(key, [line]);
        else pieces.push(line);
      }
      if (line.value.type !== 'user') continue;
      for (const call of idsIn([line], 'tool_result')) {
        const at = this.#key(line, call);
        if (!this.#results.has(at)) this.#results.set(at, line);
      }
    }
  }

  #key(line: SessionLine, id: string): string {
    return `${line.session}\n${line.agent ?? ''}\n${id}`;
  }

  /** The way with each response in one piece, and the results of its calls behind it. */
  turnsOf(path: readonly SessionLine[]): SessionLine[][] {
    const onPath = new Set(path);
    const answered = new Set(idsIn(path, 'tool_result'));
    const taken = new Set<SessionLine>();
    const turns: SessionLine[][] = [];
    for (const line of path) {
      if (!line.isTurn || taken.has(line)) continue;
      const id = responseId(line);
      const pieces = id === undefined ? [line] : (this.#lines.get(this.#key(line, id)) ?? [line]);
      const response = pieces.includes(line) ? pieces : [line];
      for (const piece of response) taken.add(piece);
      turns.push(response);
      for (const call of idsIn(response, 'tool_use')) {
        const result = answered.has(call) ? undefined : this.#results.get(this.#key(line, call));
        if (result === undefined || onPath.has(result) || taken.has(result)) continue;
        taken.add(result);
        turns.push([result]);
      }
    }
    return turns;
  }
}

/** A response in one message: its lines repeat all but the content, and the last knows how it ended. */
function merged(lines: readonly SessionLine[]): JsonObject {
  const last = lines.at(-1)?.value.message;
  const { content: _content, ...rest } = isObject(last) ? last : {};
  const first = lines[0]?.value.message;
  if (lines.length === 1 && isObject(first)) return first;
  const content = lines.flatMap((line) => {
    const inner = isObject(line.value.message) ? line.value.message.content : undefined;
    return typeof inner === 'string' ? [{ type: 'text', text: inner }] : blocksOf(line);
  });
  return { ...rest, content };
}

/** Ids that somebody took out: a call is then named by its line, and a result answers the last call before it. */
function withIds(message: JsonObject, line: SessionLine, names: ReadonlyMap<string, string>): JsonObject {
  if (!Array.isArray(message.content)) return message;
  const content = (message.content as unknown[]).map((block, index) => {
    if (!isObject(block)) return block;
    if (block.type === 'tool_use' && typeof block.id !== 'string')
      return { ...block, id: `${line.id}/${index}` };
    if (block.type === 'tool_result' && typeof block.tool_use_id !== 'string')
      return { ...block, tool_use_id: [...names.keys()].at(-1) ?? line.id };
    return block;
  });
  return { ...message, content };
}

function wrappedIn(messages: readonly Message[]): string[] {
  return messages
    .filter(({ role }) => role === 'user')
    .flatMap(({ content }) =>
      content.flatMap((part) => {
        const tag = part.type === 'text' ? WRAPPED.exec(part.text)?.[1] : undefined;
        return tag === undefined ? [] : [tag];
      }),
    );
}

function extraOf(lines: readonly SessionLine[]): JsonObject {
  const uuids = lines.map(({ id }) => id);
  const extra = Object.fromEntries(
    Object.entries(lines.at(-1)?.value ?? {}).filter(
      ([key, value]) => !KNOWN_FIELDS.has(key) && value !== null && value !== false,
    ),
  );
  return digitsAsText({ ...extra, ...(uuids.length > 1 && { uuids }) }) as JsonObject;
}

function queuedMessages(line: SessionLine, queued: JsonObject, more: JsonObject): Message[] {
  const { prompt, type: _type, ...about } = queued;
  const { attachment: _attachment, ...extra } = extraOf([line]);
  const isTyped =
    (about.commandMode ?? 'prompt') === 'prompt' &&
    (!isObject(about.origin) || (about.origin.kind ?? 'human') === 'human');
  return anthropicMessages([{ role: 'user', content: prompt }], `line ${line.line}: attachment`).map(
    (message) => ({
      ...message,
      extra: { ...extra, ...more, queued_command: about, ...(!isTyped && { not_typed: true }) },
    }),
  );
}

/** The messages of one turn; `names` of the calls so far. */
export function messagesOf(
  lines: readonly SessionLine[],
  names: Map<string, string>,
  attached: readonly unknown[],
): Message[] {
  const [first] = lines;
  if (first === undefined) return [];
  const more = attached.length === 0 ? {} : { attachments: digitsAsText(attached) };
  const queued = queuedPrompt(first.value);
  if (queued !== undefined) return queuedMessages(first, queued, more);
  if (first.value.type === 'system')
    return [
      {
        role: 'system',
        content: [{ type: 'text', text: asText(first.value.content) }],
        extra: { ...extraOf(lines), ...more },
      },
    ];
  const message = { role: first.value.type, ...withIds(merged(lines), first, names) };
  const read = anthropicMessages([message], `line ${first.line}: message`, names);
  const wrapped = wrappedIn(read);
  const extra = { ...extraOf(lines), ...more, ...(wrapped.length > 0 && { not_typed: wrapped }) };
  // What the line knows of the tool belongs to its result, which comes first.
  return read.map((each, index) => (index === 0 ? { ...each, extra: { ...each.extra, ...extra } } : each));
}

/** The line that a sub-agent began with names it where it has no id. */
export function nameAgents(lines: readonly SessionLine[], tree: MessageTree<SessionLine>): void {
  // A later line may be the first that says whose they all are.
  const told = new Map<SessionLine, string>();
  for (const { value, parent } of lines) {
    if (value.isSidechain !== true || typeof value.agentId !== 'string') continue;
    let at = tree.get(parent);
    while (at?.value.isSidechain === true && typeof at.value.agentId !== 'string' && !told.has(at)) {
      told.set(at, value.agentId);
      at = tree.get(at.parent);
    }
  }
  for (const line of lines) {
    // Only up to a line that has its name already: files may lie in any order.
    const unnamed = new Set<SessionLine>();
    let at: SessionLine | undefined = line;
    while (at?.value.isSidechain === true && at.agent === undefined && !unnamed.has(at)) {
      unnamed.add(at);
      at = tree.get(at.parent);
    }
    let name = at?.agent;
    for (const each of [...unnamed].reverse()) {
      const own = each.value.agentId ?? told.get(each);
      name = typeof own === 'string' ? own : (name ?? each.id);
      each.agent = name;
    }
  }
}
