import type { Message } from '../../../shared/domain/transcript.ts';
import { stringifyKeepingDigits } from '../big-integers.ts';
import { jsonBeside, namesBeside } from './beside.ts';
import {
  NO_MATCH,
  type RawField,
  type Reader,
  type ReadRecord,
  type ReadTranscript,
  type Source,
} from './format.ts';
import { asText, isObject, type JsonObject } from './json.ts';
import { readRecords, type Taken } from './read-records.ts';
import { tau2Messages } from './tau2-messages.ts';
import {
  FOLDER,
  isResults,
  isSimulation,
  NOTHING_SHARED,
  objectIn,
  type Results,
  SPREAD,
  sharedBeside,
  sharedOf,
  tasksOf,
} from './tau2-results.ts';
import { messagesOfTicks } from './tau2-ticks.ts';
import { refusing, Unusable, WrongField } from './wrong-field.ts';

function textIn(record: JsonObject, field: string): string | undefined {
  const value = record[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The policy that the agent was given, which is in the results and not in the messages. */
function policyFirst(messages: readonly Message[], policy: string | undefined): Message[] {
  if (policy === undefined || messages.some(({ role }) => role === 'system')) return [...messages];
  const added: Message = {
    role: 'system',
    name: 'policy-added-at-import',
    content: [{ type: 'text', text: policy }],
    extra: { added: 'policy' },
  };
  return [added, ...messages];
}

function transcriptOf(
  simulation: JsonObject,
  { info, timestamp, tasks }: Results,
  at: string,
): ReadTranscript {
  const prefix = at === '' ? '' : `${at}.`;
  const { messages, id, task_id: taskId, policy: ownPolicy, ticks, ...others } = simulation;
  if (messages !== undefined && messages !== null && !Array.isArray(messages))
    throw new WrongField(`${prefix}messages`, 'a list of messages', messages);
  const spoken = Array.isArray(ticks) ? messagesOfTicks(ticks) : [];
  // Of a spoken run the messages are what its ticks hold.
  const said: unknown[] = Array.isArray(messages) && messages.length > 0 ? messages : spoken;
  if (said.length === 0) {
    const ended = textIn(simulation, 'termination_reason') ?? 'no reason is given';
    throw new Unusable(
      `${prefix}messages`,
      `the simulation has no messages; it ended so: ${ended}. Leave it out.`,
    );
  }
  const path = said === spoken ? `${prefix}ticks` : `${prefix}messages`;
  const environment = objectIn(info, 'environment_info');
  const domain = textIn(environment, 'domain_name');
  const task = taskId === undefined || taskId === null ? undefined : asText(taskId);
  const model = textIn(objectIn(info, 'agent_info'), 'llm');
  const { policy: sharedPolicy, tool_defs: _tools, ...about } = environment;
  const policy = textIn({ policy: ownPolicy }, 'policy') ?? textIn({ policy: sharedPolicy }, 'policy');
  const { environment_info: _environment, user_info: user, ...run } = info;
  const reward = objectIn(simulation, 'reward_info').reward;
  const description = task === undefined ? undefined : tasks.get(task);
  return {
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : undefined,
    messages: policyFirst(tau2Messages(said, path), policy),
    confessions: [],
    metadata: {
      ...others,
      ...(task !== undefined && { task_id: task }),
      ...(model !== undefined && { model }),
      ...(domain !== undefined && { environment: domain }),
      ...(reward !== undefined && { reward }),
      ...(Array.isArray(ticks) && ticks.length > 0 && { ticks: ticks.length }),
      ...(description !== undefined && { task: description }),
      ...(Object.keys(run).length > 0 && {
        run: { ...run, ...withoutGuidelines(user), ...about, ...(timestamp !== undefined && { timestamp }) },
      }),
    },
    family: task === undefined ? undefined : [domain ?? 'tau2-bench', task].join('/'),
    target_violation: undefined,
  };
}

/** The simulated user's guidelines are the same pages in every run: they are left out of each transcript. */
function withoutGuidelines(user: unknown): JsonObject {
  if (!isObject(user)) return {};
  const { global_simulation_guidelines: _guidelines, ...others } = user;
  return { user_info: others };
}

function take(simulation: unknown, results: Results, at: string): Taken {
  return refusing(() => {
    if (!isObject(simulation)) throw new WrongField(at, 'a simulation', simulation);
    return { transcript: transcriptOf(simulation, results, at) };
  });
}

/** What is said of results whose simulations are files that are not there. */
const ELSEWHERE =
  'the simulations are not in this file: they lie in simulations/ beside it, which is not there. Import those files.';

/** Of results in a folder the simulations beside them, in the order of their names. */
async function* readFolder(
  source: Source,
  results: Results,
  signal: AbortSignal | undefined,
): AsyncGenerator<ReadRecord> {
  for (const name of await namesBeside(source.file, FOLDER)) {
    signal?.throwIfAborted();
    if (!name.toLowerCase().endsWith('.json')) continue;
    const simulation = await jsonBeside(source.file, FOLDER, name);
    if (!isSimulation(simulation)) continue;
    source.facts.records += 1;
    yield {
      line: 1,
      bytes_done: source.facts.bytes,
      source: () => stringifyKeepingDigits(simulation),
      ...take(simulation, results, ''),
    };
  }
}

async function* readResults(source: Source, signal: AbortSignal | undefined): AsyncGenerator<ReadRecord> {
  const results = await sharedOf(source, signal);
  let found = 0;
  let last: RawField | undefined;
  for await (const field of source.fields(SPREAD, signal)) {
    last = field;
    const { key, index, line, bytes_done } = field;
    const shared = { line, bytes_done, source: field.source };
    if ('rejected' in field && (key === '' || key === 'simulations')) {
      found += 1;
      yield { ...shared, rejected: field.rejected };
    }
    if (key !== 'simulations' || !('value' in field)) continue;
    found += 1;
    yield { ...shared, ...take(field.value, results, index === undefined ? key : `${key}[${index}]`) };
  }
  source.facts.records = found;
  if (found > 0) return;
  yield* readFolder(source, results, signal);
  if (source.facts.records > 0) return;
  const { rejection: rejected } = new Unusable('simulations', ELSEWHERE);
  yield { line: 1, bytes_done: last?.bytes_done ?? 0, source: () => '', rejected };
}

/** A record of JSON Lines: results, or a simulation alone, as "dir" storage has them. */
function takeRecord(record: unknown, beside: Results): Taken | Taken[] {
  if (!isObject(record) || !('simulations' in record)) return take(record, beside, '');
  const { simulations, timestamp } = record;
  const results = { info: objectIn(record, 'info'), timestamp, tasks: tasksOf(record.tasks) };
  if (!Array.isArray(simulations) || simulations.length === 0)
    return { rejected: new Unusable('simulations', ELSEWHERE).rejection };
  return simulations.map((simulation, index) => take(simulation, results, `simulations[${index}]`));
}

/** Whether the file is results as one object, which may be too large to hold. */
async function isOneResults(source: Source): Promise<boolean> {
  if (source.shape !== 'object') return false;
  for await (const { key } of source.fields(SPREAD, undefined))
    if (key === 'simulations' || key === 'simulation_index') return true;
  return false;
}

/** tau2-bench, also called tau3 (sierra-research/tau2-bench, data_model/simulation.py). */
export const tau2Bench: Reader = {
  name: 'tau2-bench',
  title: 'tau2-bench',
  extensions: ['json', 'jsonl'],
  docs: {
    about: 'Results of tau2-bench: a language model serves customers who have tools of their own.',
    sample:
      '{"timestamp":"2026-01-01T00:00:00","info":{"agent_info":{"implementation":"llm_agent","llm":"m"},"user_info":{},"environment_info":{"domain_name":"telecom","policy":"Be kind."}},"tasks":[{"id":"7"}],"simulations":[{"id":"s1","task_id":"7","trial":0,"termination_reason":"user_stop","reward_info":{"reward":1.0},"messages":[{"role":"assistant","content":"Hi! How can I help?","turn_idx":0},{"role":"user","content":null,"tool_calls":[{"id":"u1","name":"check_bars","arguments":{},"requestor":"user"}],"turn_idx":1},{"role":"tool","id":"u1","content":"no bars","requestor":"user","error":false,"turn_idx":2}]}]}\n',
    notes: [
      'Results with `simulations`, however large, or one simulation. Of results whose simulations are files in `simulations/` beside them those are read; a simulation alone takes from `results.json` what they share.',
      'The policy comes first as a system message, which says that it was added: the model was given it, the messages leave it out.',
      'Calls that the simulated user made stand in the user’s messages, and their results say whose they are.',
      'Messages of several tools are taken apart, streamed pieces of an utterance put together; of a spoken run the text of its ticks is read.',
      'Task, reward, model, domain and how it ended are metadata; simulations of one task are one family.',
    ],
  },
  detect({ records }) {
    if (records.length === 0) return NO_MATCH;
    if (records.every(isResults)) return { match: 'yes', by: ['info', 'tasks', 'simulations'] };
    return records.every(isSimulation)
      ? { match: 'yes', by: ['task_id', 'termination_reason', 'messages'] }
      : NO_MATCH;
  },
  read: async function* (source, signal) {
    if (await isOneResults(source)) {
      yield* readResults(source, signal);
      return;
    }
    const beside = source.shape === 'object' ? await sharedBeside(source.file) : NOTHING_SHARED;
    yield* readRecords(source, signal, (record) => takeRecord(record, beside));
  },
};
