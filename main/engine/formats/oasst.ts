import type { Message } from '../../../shared/domain/transcript.ts';
import { digitsAsText } from '../big-integers.ts';
import { NO_MATCH, type Reader, type ReadRecord, type Source } from './format.ts';
import { isObject, type JsonObject } from './json.ts';
import { MessageTree, type TreeNode } from './message-tree.ts';
import type { Taken } from './read-records.ts';
import { roleOf } from './roles.ts';
import { objectOf, plainTranscript } from './training-records.ts';
import { refusing, Unusable, WrongField } from './wrong-field.ts';

/** One message of a tree, and where its record stood. */
interface Post extends TreeNode {
  message: Message;
  record: JsonObject;
  at: Pick<ReadRecord, 'line' | 'bytes_done' | 'source'>;
}

const PLACED = ['parent_id', 'message_tree_id', 'tree_state', 'text', 'role', 'replies'];

function textField(record: JsonObject, field: string, path: string): string {
  const value = record[field];
  if (typeof value !== 'string' || value === '') throw new WrongField(`${path}${field}`, 'a string', value);
  return value;
}

function postOf(record: JsonObject, parent: unknown, at: Post['at'], path: string): Post {
  const role = roleOf(record.role, `${path}role`);
  const extra = Object.fromEntries(
    Object.entries(record).filter(([key, value]) => !PLACED.includes(key) && value !== null),
  );
  return {
    id: textField(record, 'message_id', path),
    parent: typeof parent === 'string' ? parent : undefined,
    isTurn: true,
    record,
    at,
    message: {
      role,
      content: [{ type: 'text', text: textField(record, 'text', path) }],
      ...(Object.keys(extra).length > 0 && { extra: digitsAsText(extra) as JsonObject }),
    },
  };
}

/** The messages of a tree that stands in one record: the prompt with its replies, and theirs. */
function postsIn(value: unknown, parent: string | undefined, at: Post['at'], path: string): Post[] {
  if (!isObject(value)) throw new WrongField(path, 'a message with "text" and "role"', value);
  const post = postOf(value, parent, at, `${path}.`);
  const { replies } = value;
  if (replies === undefined || replies === null) return [post];
  if (!Array.isArray(replies)) throw new WrongField(`${path}.replies`, 'a list of messages', replies);
  return [
    post,
    ...replies.flatMap((reply, index) => postsIn(reply, post.id, at, `${path}.replies[${index}]`)),
  ];
}

/** A transcript for each end of a tree. */
function* transcriptsOf(posts: readonly Post[], treeId: string, state: unknown): Generator<ReadRecord> {
  const tree = new MessageTree(posts);
  for (const leaf of tree.leaves(() => true)) {
    const path = tree.pathTo(leaf);
    const taken: Taken = refusing(() => {
      const [first] = path;
      if (first?.parent !== undefined)
        throw new Unusable(
          'parent_id',
          `the message ${JSON.stringify(first.parent)} that it answers is not beside it. Keep the messages of a tree together.`,
        );
      const { model_name: model, lang, rank } = leaf.record;
      const transcript = plainTranscript(
        leaf.id,
        path.map(({ message }) => message),
        {
          message_tree_id: treeId,
          ...(typeof state === 'string' && { tree_state: state }),
          ...(typeof lang === 'string' && { lang }),
          ...(typeof rank === 'number' && { rank }),
          ...(typeof model === 'string' && { model }),
        },
      );
      return { transcript: { ...transcript, family: `oasst#${treeId}` } };
    });
    yield { ...leaf.at, ...taken };
  }
}

async function* read(source: Source, signal: AbortSignal | undefined): AsyncGenerator<ReadRecord> {
  let posts: Post[] = [];
  let current: { id: string; state: unknown } | undefined;
  const flush = function* () {
    if (current !== undefined) yield* transcriptsOf(posts, current.id, current.state);
    posts = [];
    current = undefined;
  };
  for await (const raw of source.records(signal)) {
    const { line, bytes_done, source: text } = raw;
    const at = { line, bytes_done, source: text };
    if ('rejected' in raw) {
      yield { ...at, rejected: raw.rejected };
      continue;
    }
    const found = refusing(() => {
      const record = objectOf(raw.value, 'a message, or a tree of messages');
      const treeId = textField(record, 'message_tree_id', '');
      const isTree = isObject(record.prompt);
      const given = isTree
        ? postsIn(record.prompt, undefined, at, 'prompt')
        : [postOf(record, record.parent_id, at, '')];
      return { treeId, given, isTree, state: record.tree_state };
    });
    if ('rejected' in found) {
      yield { ...at, rejected: found.rejected };
      continue;
    }
    if (found.isTree || current?.id !== found.treeId) yield* flush();
    current = { id: found.treeId, state: found.state };
    posts.push(...found.given);
  }
  yield* flush();
}

function isPost(record: unknown): boolean {
  if (!isObject(record) || typeof record.message_tree_id !== 'string') return false;
  const post = isObject(record.prompt) ? record.prompt : record;
  return 'message_id' in post && 'text' in post && 'role' in post;
}

/** OpenAssistant: trees of messages, a row per message or a record per tree. */
export const oasst: Reader = {
  name: 'oasst',
  title: 'OpenAssistant',
  extensions: ['jsonl', 'parquet', 'jsonl.gz'],
  docs: {
    about:
      'The sets that people wrote for OpenAssistant (`oasst1`, `oasst2`), as rows of messages or as trees.',
    sample:
      '{"message_id":"a","parent_id":null,"message_tree_id":"a","text":"Did the tests pass?","role":"prompter","lang":"en"}\n' +
      '{"message_id":"b","parent_id":"a","message_tree_id":"a","text":"Two of nine.","role":"assistant","lang":"en","rank":0}\n' +
      '{"message_id":"c","parent_id":"a","message_tree_id":"a","text":"All of them.","role":"assistant","lang":"en","rank":1}\n',
    notes: [
      'Each end of a tree is a transcript, from the prompt to it, called by the id of its last message. All of a tree are one family.',
      'The rows of a tree have to stand together, as they do in these sets. Ranks, labels and reviews are in `extra` of their message; the rank of the last one is metadata.',
    ],
  },
  detect: ({ records }) =>
    records.length > 0 && records.every(isPost)
      ? { match: 'yes', by: ['message_tree_id', 'message_id'] }
      : NO_MATCH,
  read,
};
