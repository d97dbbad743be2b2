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

function isRun(value: unknown): value is JsonObject {
  if (!isObject(value) || !('run_id' in value) || !('labels' in value)) return false;
  return Array.isArray(unpackedJson(value.nodes));
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

function take(run: JsonObject): ReadTranscript | Rejection {
  const { run_id: id, task_id: task, model, nodes: list, ...others } = run;
  const nodes = nodesOf(list);
  const path = mainPath(nodes);
  if (path.length === 0) throw new Unusable('nodes', 'the run holds no message. Leave it out.');
  const read = readMessages(
    path.map(({ message, rest }) => ({ ...message, ...(Object.keys(rest).length > 0 && { node: rest }) })),
    'nodes',
  );
  if ('rejected' in read) return read.rejected;
  const ownId = idText(id);
  const left = nodes.length - path.length;
  return {
    id: ownId === '' ? undefined : ownId,
    messages: read.messages,
    confessions: [],
    metadata: digitsAsText({
      ...others,
      environment: 'metr-malt',
      ...(model !== undefined && model !== null && { model }),
      ...(task !== undefined && task !== null && { task_id: task }),
      ...(left > 0 && { nodes_left_out: left }),
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
      'Rows of Parquet, JSON Lines or an array. The transcript leads from the root to the last node of the trunk (branch 0); how many nodes lie beside it is in `metadata.nodes_left_out`.',
      'A `function` message answers the call before it.',
      '`labels` and whether a person reviewed them go to the metadata: they say what happened, not whether a confession is honest.',
      PRIVACY_NOTE,
    ],
  },
  detect({ records }) {
    return records.length > 0 && records.every(isRun)
      ? { match: 'yes', by: ['run_id', 'labels', 'nodes'] }
      : NO_MATCH;
  },
  read: (source, signal) =>
    readRecords(source, signal, (value): Taken => {
      if (!isObject(value)) return { rejected: wrongField('', 'a run with "nodes"', value) };
      const taken = refusing(() => take(value));
      return 'messages' in taken ? { transcript: taken } : 'rejected' in taken ? taken : { rejected: taken };
    }),
};
