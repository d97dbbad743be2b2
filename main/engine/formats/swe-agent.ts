import type { Message } from '../../../shared/domain/transcript.ts';
import { digitsAsText } from '../big-integers.ts';
import { messageOf } from './chat-messages.ts';
import { runFolder, runName } from './file-stem.ts';
import { NO_MATCH, type Reader, type ReadRecord, type ReadTranscript, type Source } from './format.ts';
import { asText, isObject, type JsonObject, parseRecord, wrongField } from './json.ts';
import { PRIVACY_NOTE } from './privacy-note.ts';
import { readRecords, type Taken } from './read-records.ts';
import { refusing, Unusable, WrongField } from './wrong-field.ts';

function isStep(value: unknown): value is JsonObject {
  return isObject(value) && typeof value.action === 'string' && typeof value.observation === 'string';
}

function isTrajectory(value: unknown): value is JsonObject {
  if (!isObject(value) || !Array.isArray(value.trajectory)) return false;
  const hasSteps = value.trajectory.length > 0 && value.trajectory.every(isStep);
  // A long first step stands empty in a sketch; what surrounds it is of no other format.
  return (
    hasSteps ||
    ('environment' in value && 'info' in value && (Array.isArray(value.history) || 'replay_config' in value))
  );
}

/** Fields of the history that repeat others, or say what is told another way. */
function withoutRepeated(entry: JsonObject): JsonObject {
  const { tool_call_ids: ids, thought, action, is_demo: _demo, ...rest } = entry;
  const said = typeof rest.content === 'string' ? rest.content : '';
  const isTold = (value: unknown) =>
    value === undefined || value === null || (typeof value === 'string' && said.includes(value.trim()));
  const id = Array.isArray(ids) && ids.length > 0 ? (ids as unknown[])[0] : undefined;
  return {
    ...rest,
    ...(!isTold(thought) && { thought }),
    ...(!isTold(action) && { action }),
    ...(rest.tool_calls === null && { tool_calls: undefined }),
    ...(rest.thinking_blocks === null && { thinking_blocks: undefined }),
    ...(typeof id === 'string' && { tool_call_id: id }),
    ...(Array.isArray(ids) && ids.length > 1 && { tool_call_ids: ids as unknown[] }),
  };
}

function historyMessages(history: readonly unknown[]): { messages: Message[]; demos: number } {
  const messages: Message[] = [];
  let demos = 0;
  for (const [index, entry] of history.entries()) {
    if (isObject(entry) && entry.is_demo === true) {
      demos += 1;
      continue;
    }
    const value = isObject(entry) ? withoutRepeated(entry) : entry;
    messages.push(messageOf(value, `history[${index}]`, index));
  }
  return { messages, demos };
}

/** What the first step was asked; before 1.1.0 `messages` was the input of the step after. */
function firstQuery(steps: readonly unknown[]): Message[] {
  for (const [index, step] of steps.entries()) {
    if (!isObject(step)) continue;
    for (const field of ['query', 'messages']) {
      const query = step[field];
      if (!Array.isArray(query) || query.length === 0) continue;
      const read = historyMessages(query as unknown[]).messages;
      // Of a later step's input the beginning, up to the first answer, is what was asked.
      const answer = read.findIndex(({ role }) => role === 'assistant');
      if (index > 0 || field === 'messages') return answer < 0 ? read : read.slice(0, answer);
      return read;
    }
  }
  return [];
}

function stepMessages(steps: readonly unknown[]): Message[] {
  return steps.flatMap((step, index): Message[] => {
    const path = `trajectory[${index}]`;
    if (!isStep(step)) throw new WrongField(path, 'a step with "action" and "observation"', step);
    const { action, observation, response, thought, state, execution_time: seconds, extra_info: info } = step;
    const id = `step-${index}`;
    const said = [thought, response].find((text) => typeof text === 'string' && text !== '');
    const extra = {
      ...(state !== undefined && { state }),
      ...(seconds !== undefined && { execution_time: seconds }),
      ...(isObject(info) && Object.keys(info).length > 0 && { extra_info: info }),
    };
    return [
      {
        role: 'assistant',
        content: typeof said === 'string' ? [{ type: 'text', text: said }] : [],
        ...(action !== '' && { tool_calls: [{ id, name: 'bash', arguments: asText(action) }] }),
        ...(typeof response === 'string' && response !== said && { extra: { response } }),
      },
      {
        role: 'tool',
        content: [{ type: 'text', text: asText(observation) }],
        ...(action !== '' && { tool_call_id: id }),
        ...(Object.keys(extra).length > 0 && { extra: digitsAsText(extra) as JsonObject }),
      },
    ];
  });
}

function problemOf(config: unknown): { problem: JsonObject; model: unknown } {
  const parsed = typeof config === 'string' ? parseRecord(config) : { value: config };
  const value = 'value' in parsed ? parsed.value : undefined;
  if (!isObject(value)) return { problem: {}, model: undefined };
  const agent = isObject(value.agent) ? value.agent : {};
  return {
    problem: isObject(value.problem_statement) ? value.problem_statement : {},
    model: isObject(agent.model) ? agent.model.name : undefined,
  };
}

function take(run: JsonObject, stem: string | undefined, folder: string | undefined): ReadTranscript {
  const { trajectory, history, info, environment, replay_config: config, ...others } = run;
  if (!Array.isArray(trajectory)) throw new WrongField('trajectory', 'a list of steps', trajectory);
  const own = Array.isArray(history) ? historyMessages(history as unknown[]) : { messages: [], demos: 0 };
  const hasAnswer = own.messages.some(({ role }) => role === 'assistant');
  const messages =
    hasAnswer || trajectory.length === 0
      ? own.messages
      : [...(own.messages.length > 0 ? own.messages : firstQuery(trajectory)), ...stepMessages(trajectory)];
  if (messages.length === 0) {
    const status =
      isObject(info) && typeof info.exit_status === 'string' ? ` (${info.exit_status.slice(0, 100)})` : '';
    throw new Unusable('trajectory', `the run ended before its first step${status}. Leave it out.`);
  }
  const { problem, model } = problemOf(config);
  const instance = [others.instance_id, problem.id].find((each) => typeof each === 'string');
  const task = instance ?? stem;
  return {
    id:
      stem === undefined || folder === undefined
        ? (stem ?? (typeof instance === 'string' ? instance : undefined))
        : `${folder}/${stem}`,
    messages,
    confessions: [],
    metadata: digitsAsText({
      ...others,
      ...(isObject(info) ? info : {}),
      ...(folder !== undefined && { run: folder }),
      environment: 'swe-agent',
      ...(environment !== undefined && { swe_environment: environment }),
      ...(typeof model === 'string' && { model }),
      ...(typeof task === 'string' && { task_id: task }),
      steps: trajectory.length,
      ...(own.demos > 0 && { demonstrations_left_out: own.demos }),
      ...(config !== undefined && { replay_config: config }),
    }) as JsonObject,
    family: typeof task === 'string' ? `swe-agent/${task}` : undefined,
    target_violation: undefined,
  };
}

async function* read(source: Source, signal: AbortSignal | undefined): AsyncGenerator<ReadRecord> {
  const isOne = source.shape === 'object';
  const stem = isOne ? runName(source.file) : undefined;
  const folder = isOne ? runFolder(source.file) : undefined;
  yield* readRecords(source, signal, (value): Taken => {
    if (!isObject(value)) return { rejected: wrongField('', 'a run with "trajectory"', value) };
    return refusing(() => ({ transcript: take(value, stem, folder) }));
  });
}

/** SWE-agent (SWE-agent/SWE-agent, sweagent/types.py): a software agent's steps and what it was told. */
export const sweAgent: Reader = {
  name: 'swe-agent',
  title: 'SWE-agent trajectory',
  extensions: ['traj', 'json', 'jsonl'],
  docs: {
    about: 'Trajectories of SWE-agent, `.traj`, of its own runs and of many runs of SWE-bench.',
    sample:
      '{"environment":"swe_main","trajectory":[{"action":"npm test\\n","observation":"2 passed\\n","response":"Run them.","thought":"Run them.","state":{"working_dir":"/work"}}],"history":[{"role":"system","content":"You fix code.","agent":"main","message_type":"system_prompt"},{"role":"user","content":"Run all tests.","agent":"main","message_type":"observation"},{"role":"assistant","content":"Run them.","thought":"Run them.","action":"npm test","agent":"main","message_type":"action","tool_calls":[{"id":"c1","type":"function","function":{"name":"bash","arguments":"{\\"command\\":\\"npm test\\"}"}}]},{"role":"tool","content":"2 passed","agent":"main","message_type":"observation","tool_call_ids":["c1"]}],"info":{"exit_status":"submitted","submission":""}}\n',
    notes: [
      'The messages are those of `history`, without demonstrations (`is_demo`; they are counted in the metadata). Without a history each step becomes a message of the assistant with one call, and its observation.',
      'Old runs write the command into the text and get the observation as a message of the user: it stays so.',
      'The id is the name of the file, without its ending, and in a folder of its name or of trajectories (`RUN/TASK/TASK.traj`, `RUN/trajs/TASK.traj`) that of the run before it, for other runs have the same tasks; the task is `instance_id`, the problem’s id, else that name.',
      '`info` (`exit_status`, `submission`, costs) and `replay_config` go to the metadata.',
      PRIVACY_NOTE,
    ],
  },
  detect({ records }) {
    return records.length > 0 && records.every(isTrajectory)
      ? { match: 'yes', by: ['trajectory', 'action', 'observation'] }
      : NO_MATCH;
  },
  read,
};
