import type { ContentPart, Message } from '../../../shared/domain/transcript.ts';
import { digitsAsText, stringifyKeepingDigits } from '../big-integers.ts';
import { messageOf } from './chat-messages.ts';
import { runFolder, runName } from './file-stem.ts';
import { NO_MATCH, type Reader, type ReadRecord, type ReadTranscript, type Source } from './format.ts';
import { type HarborTrial, harborTrialOf } from './harbor-trial.ts';
import { isObject, type JsonObject, wrongField } from './json.ts';
import { isOneConversation } from './one-conversation.ts';
import { PRIVACY_NOTE } from './privacy-note.ts';
import { readRecords, type Taken } from './read-records.ts';
import { responsesMessages } from './responses-items.ts';
import { refusing, Unusable, WrongField } from './wrong-field.ts';

function isRun(value: unknown): value is JsonObject {
  if (!isObject(value)) return false;
  const { trajectory_format: format, info } = value;
  if (typeof format === 'string' && format.startsWith('mini-swe-agent')) return true;
  return isObject(info) && 'mini_version' in info && Array.isArray(value.messages);
}

function isMessage(value: unknown): value is JsonObject {
  return isObject(value) && typeof value.role === 'string' && !('messages' in value);
}

const COMMAND_FENCE = /```(mswea_bash_command|bash)\s*\n/;

/** A bare array of messages is one of mini-SWE-agent's if its prompt or answers speak that program's language. */
function isBareRun(records: readonly unknown[]): boolean {
  if (records.length < 2 || !records.every(isMessage)) return false;
  const texts = records.map(({ content }) => (typeof content === 'string' ? content : ''));
  const hasOwnExtra = records.some(
    ({ extra }) => isObject(extra) && ('returncode' in extra || 'exit_status' in extra || 'actions' in extra),
  );
  const asks = texts.some(
    (text) =>
      text.includes('MINI_SWE_AGENT_FINAL_OUTPUT') || text.includes('COMPLETE_TASK_AND_SUBMIT_FINAL_OUTPUT'),
  );
  const runs = texts.some((text) => text.includes('mswea_bash_command'));
  const observes = texts.some((text) => /<returncode>-?\d+<\/returncode>/.test(text));
  return hasOwnExtra || runs || (observes && (asks || texts.some((text) => COMMAND_FENCE.test(text))));
}

/** Reasoning that the model gave, which only the provider's own answer holds. */
function reasoningIn(extra: unknown): ContentPart[] {
  const response = isObject(extra) ? extra.response : undefined;
  const choices =
    isObject(response) && Array.isArray(response.choices) ? (response.choices as unknown[]) : [];
  const [choice] = choices;
  if (!isObject(choice) || !isObject(choice.message)) return [];
  const answered = {
    ...choice.message,
    role: 'assistant',
    content: null,
    tool_calls: null,
    function_call: null,
    refusal: null,
  };
  return messageOf(answered, 'extra.response.choices[0].message', 0).content.filter(
    ({ type }) => type === 'reasoning',
  );
}

/** Answers in the shape of Responses stand among the messages as they came (`litellm_response_model.py`). */
function isOfResponses(value: unknown): boolean {
  return isObject(value) && (value.object === 'response' || value.type === 'function_call_output');
}

/** A message with what came beside it, as items of Responses. */
function itemsOf(value: unknown): unknown[] {
  if (!isObject(value)) return [value];
  const { object, output, ...about } = value;
  if (object !== 'response' || !Array.isArray(output)) return [withError(value)];
  return output.map((item: unknown, index) => {
    if (!isObject(item)) return item;
    const role = item.type === 'message' && item.role === undefined ? { role: 'assistant' } : {};
    return { ...item, ...role, ...(index === 0 && { response: about }) };
  });
}

/** What the program noted of a command: how it ended is no part of what the model read, but says whether it failed. */
function withError(value: JsonObject): JsonObject {
  const extra = isObject(value.extra) ? value.extra : {};
  const code = extra.returncode;
  const isFailed = typeof code === 'number' && code !== 0;
  return isFailed && value.error === undefined ? { ...value, error: `exit code ${code}` } : value;
}

/** A run that was taken up again after it had ended goes on behind its exit. */
function asSpoken(value: unknown): unknown {
  return isMessage(value) && value.role === 'exit' ? { ...value, role: 'system', was: 'exit' } : value;
}

function messagesOf(list: readonly unknown[]): Message[] {
  if (list.some(isOfResponses))
    return responsesMessages(
      list.map((value, index) => ({ items: itemsOf(value), path: `messages[${index}]` })),
    );
  return list.map((value, index) => {
    const message = messageOf(value, `messages[${index}]`, index);
    const { error } = message.role === 'tool' && isObject(value) ? withError(value) : {};
    const read = typeof error === 'string' ? { ...message, error } : message;
    if (read.role !== 'assistant' || read.content.some(({ type }) => type === 'reasoning')) return read;
    const reasoning = reasoningIn(isObject(value) ? value.extra : undefined);
    return reasoning.length === 0 ? read : { ...read, content: [...reasoning, ...read.content] };
  });
}

function runMessages(list: readonly unknown[]): { messages: Message[]; exit: JsonObject | undefined } {
  const last = list.at(-1);
  const isExit =
    isMessage(last) && (last.role === 'exit' || (isObject(last.extra) && 'exit_status' in last.extra));
  const spoken = isExit ? list.slice(0, -1) : list;
  const messages = messagesOf(spoken.map(asSpoken));
  return { messages, exit: isExit ? last : undefined };
}

function nested(value: unknown, ...keys: string[]): unknown {
  return keys.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), value);
}

/** What the place of a file says of the run in it. */
interface Place {
  name: string | undefined;
  folder: string | undefined;
  trial: HarborTrial | undefined;
}

const NOWHERE: Place = { name: undefined, folder: undefined, trial: undefined };

async function placeOf(file: string): Promise<Place> {
  return { name: runName(file), folder: runFolder(file), trial: await harborTrialOf(file) };
}

function take(run: JsonObject, { name, folder, trial }: Place): ReadTranscript {
  const { messages: list, info, instance_id: instance, ...others } = run;
  if (!Array.isArray(list)) throw new WrongField('messages', 'a list of messages', list);
  const { messages, exit } = runMessages(list as unknown[]);
  if (messages.length === 0)
    throw new Unusable('messages', 'the run ended before its first message. Leave it out.');
  const model =
    nested(info, 'config', 'model', 'model_name') ??
    nested(
      list.find((each) => nested(each, 'extra', 'response', 'model')),
      'extra',
      'response',
      'model',
    ) ??
    nested(
      list.find((each) => nested(each, 'object') === 'response'),
      'model',
    );
  const own = typeof instance === 'string' ? instance : undefined;
  const task = own ?? trial?.task ?? name;
  const id = own ?? trial?.name ?? name;
  return {
    id: id === undefined || folder === undefined ? id : `${folder}/${id}`,
    messages,
    confessions: [],
    metadata: digitsAsText({
      ...others,
      ...trial?.about,
      ...(isObject(info) ? info : {}),
      ...(folder !== undefined && { run: folder }),
      environment: 'mini-swe-agent',
      ...(typeof model === 'string' && { model }),
      ...(task !== undefined && { task_id: task }),
      ...(exit !== undefined && { exit_message: exit }),
    }) as JsonObject,
    family: task === undefined ? undefined : `swe-agent/${task}`,
    target_violation: undefined,
  };
}

async function* readBare(source: Source, signal: AbortSignal | undefined): AsyncGenerator<ReadRecord> {
  const messages: unknown[] = [];
  for await (const raw of source.records(signal)) {
    if ('rejected' in raw) {
      yield raw;
      return;
    }
    messages.push(raw.value);
  }
  source.facts.records = 1;
  const place = await placeOf(source.file);
  yield {
    line: 1,
    bytes_done: source.facts.bytes,
    source: () => stringifyKeepingDigits(messages),
    ...refusing(() => ({ transcript: take({ messages }, place) })),
  };
}

/** mini-SWE-agent (SWE-agent/mini-swe-agent, docs/usage/output_files.md). */
export const miniSweAgent: Reader = {
  name: 'mini-swe-agent',
  title: 'mini-SWE-agent trajectory',
  extensions: ['traj.json', 'json', 'jsonl'],
  docs: {
    about: 'Trajectories of mini-SWE-agent, `.traj.json`, as its runs of SWE-bench leave them.',
    sample:
      '{"info":{"exit_status":"Submitted","submission":"","config":{"model":{"model_name":"m"}},"mini_version":"1.15.0"},"messages":[{"role":"system","content":"You fix code."},{"role":"user","content":"Run all tests."},{"role":"assistant","content":"THOUGHT: Two will do.\\n```bash\\nnpm test\\n```"},{"role":"user","content":"<returncode>0</returncode>\\n2 passed","extra":{"returncode":0}},{"role":"exit","content":"","extra":{"exit_status":"Submitted"}}],"trajectory_format":"mini-swe-agent-1.1","instance_id":"t1"}\n',
    notes: [
      'One run a file; also the bare list of messages of old files. The id is `instance_id`, else the name of the file, or of its folder where every run’s file is called the same; in a folder of its name or of trajectories (`RUN/TASK/TASK.traj.json`, `RUN/trajs/TASK.traj.json`) that of the run stands before it, for other runs have the same tasks.',
      'In a folder of Harbor `result.json` beside gives the task, the trial and the rewards. Harbor writes the same run as ATIF (`trajectory.json`) too: of a folder that one is taken.',
      'Answers in the shape of Responses (version 2) stand among the messages as they came. A command of a tool that failed has its exit code as its error.',
      'Without tools the output of a command is a message of the user, and stays so.',
      'The last message with `extra.exit_status` is no speech: it is in `metadata.exit_message`.',
      'Reasoning that only the provider’s answer holds (`extra.response`) stands before the text.',
      PRIVACY_NOTE,
    ],
  },
  detect({ shape, records }) {
    if (records.length === 0) return NO_MATCH;
    if (records.every(isRun)) return { match: 'yes', by: ['trajectory_format', 'mini_version'] };
    return shape === 'array' && isBareRun(records)
      ? { match: 'yes', by: ['one list of messages', 'returncode'] }
      : NO_MATCH;
  },
  read: async function* (source, signal) {
    if (await isOneConversation(source, isMessage)) {
      yield* readBare(source, signal);
      return;
    }
    const place = source.shape === 'object' ? await placeOf(source.file) : NOWHERE;
    yield* readRecords(source, signal, (value): Taken => {
      if (!isObject(value)) return { rejected: wrongField('', 'a run with "messages"', value) };
      return refusing(() => ({ transcript: take(value, place) }));
    });
  },
};
