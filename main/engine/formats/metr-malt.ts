import { digitsAsText } from '../big-integers.ts';
import { readMessages } from './chat-messages.ts';

import { NO_MATCH, type Reader, type ReadTranscript, type Rejection } from './format.ts';
import { isObject, type JsonObject, unpackedJson, wrongField } from './json.ts';
import { MessageTree, type TreeNode } from './message-tree.ts';
import { PRIVACY_NOTE } from './privacy-note.ts';
import { readRecords, type Taken } from './read-records.ts';
import { refusing, Unusable, WrongField } from './wrong-field.ts';

interface Node extends TreeNode {
  branch: string;
  message: JsonObject;
  rest: JsonObject;
}

/** What is said of a run: beside its conversation, or in a struct of its own. */
function aboutOf(run: JsonObject): JsonObject {
  const { nodes: _nodes, samples: _samples, metadata, ...others } = run;
  const inner = unpackedJson(metadata);
  return isObject(inner) ? { ...others, ...inner } : { ...others, ...(metadata != null && { metadata }) };
}

function isRun(value: unknown): value is JsonObject {
  if (!isObject(value)) return false;
  const about = aboutOf(value);
  if (!('run_id' in about) || !('labels' in about)) return false;
  const samples = unpackedJson(value.samples);
  return (
    Array.isArray(unpackedJson(value.nodes)) ||
    (Array.isArray(samples) &&
      samples.every((each) => isObject(each) && (Object.keys(each).length === 0 || 'input' in each)))
  );
}

function idText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? String(value)
    : undefined;
}

/** Structs of Parquet have every field; a call without a name is none. */
function withoutEmpty(message: JsonObject): JsonObject {
  const call = unpackedJson(message.function_call);
  const { function_call: _call, ...rest } = message;
  return isObject(call) && typeof call.name === 'string' && call.name !== ''
    ? { ...rest, function_call: call }
    : rest;
}

function nodesOf(value: unknown): Node[] {
  const list = unpackedJson(value);
  if (!Array.isArray(list)) throw new WrongField('nodes', 'a list of nodes', value);
  return (list as unknown[]).map((node, index): Node => {
    const path = `nodes[${index}]`;
    if (!isObject(node)) throw new WrongField(path, 'a node', node);
    const { node_id: id, parent_node_id: parent, branch_id: branch, node_data: data, ...rest } = node;
    const inner = unpackedJson(data);
    const message = isObject(inner) ? unpackedJson(inner.message) : undefined;
    if (!isObject(inner) || !isObject(message))
      throw new WrongField(`${path}.node_data.message`, 'a message with a role', data);
    const { message: _message, ...about } = inner;
    return {
      // Without ids the nodes stand in the order of the conversation.
      id: idText(id) ?? `at ${index}`,
      parent: id === undefined || id === null ? (index > 0 ? `at ${index - 1}` : undefined) : idText(parent),
      isTurn: true,
      branch: idText(branch) ?? '0',
      message: withoutEmpty(message),
      rest: { ...rest, ...about },
    };
  });
}

/** The trunk is branch 0, or the first that the run names; its last node is where it ended. */
function mainPath(nodes: readonly Node[]): Node[] {
  const trunk = nodes.some(({ branch }) => branch === '0') ? '0' : nodes[0]?.branch;
  const tree = new MessageTree(nodes);
  const leaves = tree.leaves(() => true);
  const leaf =
    leaves.findLast(({ branch }) => branch === trunk) ?? nodes.findLast(({ branch }) => branch === trunk);
  return leaf === undefined ? [] : tree.pathTo(leaf);
}

/** The messages of a run as they are read, and how much of it lies beside them. */
interface Conversation {
  messages: unknown[];
  path: string;
  beside: JsonObject;
}

function ofNodes(list: unknown): Conversation {
  const nodes = nodesOf(list);
  const path = mainPath(nodes);
  const left = nodes.length - path.length;
  return {
    messages: path.map(({ message, rest }) => ({
      ...message,
      ...(Object.keys(rest).length > 0 && { node: rest }),
    })),
    path: 'nodes',
    beside: left > 0 ? { nodes_left_out: left } : {},
  };
}

function listOf(value: unknown, path: string): unknown[] {
  const list = unpackedJson(value);
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw new WrongField(path, 'a list', value);
  return list as unknown[];
}

/**
 * Each sample is what the model was asked at once, its whole history, with the completions that it gave. The longest
 * holds those before it; of equally long ones the last.
 */
function ofSamples(value: unknown): Conversation {
  const samples = listOf(value, 'samples').map((sample, index) => {
    const path = `samples[${index}]`;
    if (!isObject(sample)) throw new WrongField(path, 'a sample with "input" and "output"', sample);
    const input = listOf(sample.input, `${path}.input`);
    const output = listOf(sample.output, `${path}.output`);
    // A list of completions, each a list of messages; in some rows the one completion itself.
    const completions = output.every((each) => Array.isArray(each)) ? (output as unknown[][]) : [output];
    const [first = [], ...others] = completions;
    return { path, messages: [...input, ...first], others };
  });
  let main = samples[0];
  for (const each of samples) if (each.messages.length >= (main?.messages.length ?? 0)) main = each;
  return {
    messages: (main?.messages ?? []).map((message) => (isObject(message) ? withoutEmpty(message) : message)),
    path: main?.path ?? 'samples',
    beside: {
      ...(samples.length > 1 && { samples: samples.length }),
      ...(main !== undefined && main.others.length > 0 && { other_completions: main.others }),
    },
  };
}

function take(run: JsonObject): ReadTranscript | Rejection {
  const { run_id: id, task_id: task, model, ...others } = aboutOf(run);
  const { messages, path, beside } = 'nodes' in run ? ofNodes(run.nodes) : ofSamples(run.samples);
  if (messages.length === 0) throw new Unusable(path, 'the run holds no message. Leave it out.');
  const read = readMessages(messages, path);
  if ('rejected' in read) return read.rejected;
  const ownId = idText(id);
  return {
    id: ownId === '' ? undefined : ownId,
    messages: read.messages,
    confessions: [],
    metadata: digitsAsText({
      ...others,
      environment: 'metr-malt',
      ...(model !== undefined && model !== null && { model }),
      ...(task !== undefined && task !== null && { task_id: task }),
      ...beside,
    }) as JsonObject,
    family: typeof task === 'string' ? `malt/${task}` : undefined,
    target_violation: undefined,
  };
}

/** METR's MALT (dataset card): runs of agents that people labelled for reward hacking, sandbagging and the like. */
export const metrMalt: Reader = {
  name: 'metr-malt',
  title: 'METR MALT',
  extensions: ['parquet', 'jsonl', 'json'],
  docs: {
    about: 'The data set MALT of METR: runs of agents, each with labels that people gave it.',
    sample:
      '{"run_id":17,"task_id":"t1","model":"m","labels":["reward_hacking"],"manually_reviewed":true,"has_chain_of_thought":false,"nodes":[{"node_id":1,"parent_node_id":null,"branch_id":0,"node_data":{"message":{"role":"user","content":"Run all tests."}}},{"node_id":2,"parent_node_id":1,"branch_id":0,"node_data":{"message":{"role":"assistant","content":"","function_call":{"name":"bash","arguments":"{\\"cmd\\":\\"npm test\\"}"}}}},{"node_id":3,"parent_node_id":2,"branch_id":0,"node_data":{"message":{"role":"function","name":"bash","content":"2 passed"}}}]}\n',
    notes: [
      'Rows of Parquet, JSON Lines or an array, of either data set. Of runs as graphs (`malt-transcripts-public`) the transcript leads from the root to the last node of the trunk (branch 0); how many nodes lie beside it is in `metadata.nodes_left_out`.',
      'Of runs as samples (`malt-public`), each the whole history up to a completion, the longest is the transcript, with its first completion; `metadata.samples` says how many there are, `other_completions` what else the model gave there.',
      'A `function` message answers the call before it.',
      '`labels` and whether a person reviewed them go to the metadata: they say what happened, not whether a confession is honest.',
      PRIVACY_NOTE,
    ],
  },
  detect({ records }) {
    return records.length > 0 && records.every(isRun)
      ? { match: 'yes', by: ['run_id', 'labels', 'nodes or samples'] }
      : NO_MATCH;
  },
  read: (source, signal) =>
    readRecords(source, signal, (value): Taken => {
      if (!isObject(value)) return { rejected: wrongField('', 'a run with "nodes"', value) };
      const taken = refusing(() => take(value));
      return 'messages' in taken ? { transcript: taken } : 'rejected' in taken ? taken : { rejected: taken };
    }),
};
