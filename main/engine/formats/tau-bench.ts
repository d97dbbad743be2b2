import { readMessages } from './chat-messages.ts';
import { fileStem } from './file-stem.ts';
import { NO_MATCH, type Reader } from './format.ts';
import { asText, isObject, type JsonObject, wrongField } from './json.ts';
import { readRecords, type Taken } from './read-records.ts';
import { refusing, Unusable } from './wrong-field.ts';

function isRun(record: unknown): record is JsonObject {
  return isObject(record) && Array.isArray(record.traj) && 'task_id' in record && 'reward' in record;
}

function refuseCrashed(run: JsonObject): void {
  if (!Array.isArray(run.traj) || run.traj.length > 0) return;
  const said =
    isObject(run.info) && typeof run.info.error === 'string' ? run.info.error : 'no reason is given';
  throw new Unusable(
    'traj',
    `the run crashed before its first message: ${said.slice(0, 200)}. Leave it out.`,
  );
}

/** What tau-bench calls its files (run.py): how the agent works, models, temperature, tasks, time. */
const FILE_NAME =
  /^(?<agent_strategy>tool-calling|act|react|few-shot)-(?<model>.+)-(?<temperature>\d+(?:\.\d+)?)_range_(?<range>-?\d+--?\d+)_user-(?<user_model>.+)-(?<user_strategy>llm|react|verify|reflection|human)_\d+$/;

/** The run that a file is: of none of its records, but all of them are of it. */
function runOf(name: string | undefined): JsonObject {
  if (name === undefined) return {};
  const { temperature, ...told } = FILE_NAME.exec(name)?.groups ?? {};
  return { run: name, ...told, ...(temperature !== undefined && { temperature: Number(temperature) }) };
}

function take(value: unknown, name: string | undefined): Taken {
  if (!isObject(value)) return { rejected: wrongField('', 'a run with "traj"', value) };
  return refusing(() => {
    refuseCrashed(value);
    const read = readMessages(value.traj, 'traj');
    if ('rejected' in read) return read;
    const { traj: _traj, task_id: task, trial, info, ...others } = value;
    const { task: instance, ...about } = isObject(info) ? info : {};
    // Numbers of tasks begin anew in each environment, which the file does not name; its people tell them apart.
    const person = isObject(instance) && typeof instance.user_id === 'string' ? instance.user_id : undefined;
    const id = [person, task, trial].filter((each) => each !== undefined && each !== null);
    // The same tasks are in the results of every model.
    const qualified = name === undefined ? id : [name, ...id];
    return {
      transcript: {
        id: id.length === 0 ? undefined : qualified.map(asText).join('/'),
        messages: read.messages,
        confessions: [],
        metadata: {
          ...runOf(name),
          ...others,
          ...about,
          ...(task !== undefined && { task_id: task }),
          ...(trial !== undefined && { trial }),
          ...(instance !== undefined && { task: instance }),
        },
        family:
          task === undefined
            ? undefined
            : ['tau-bench', ...id.slice(0, trial === undefined ? undefined : -1)].map(asText).join('/'),
        target_violation: undefined,
      },
    };
  });
}

/** tau-bench (sierra-research/tau-bench, tau_bench/types.py): a customer, an agent, a policy. */
export const tauBench: Reader = {
  name: 'tau-bench',
  title: 'tau-bench',
  extensions: ['json', 'jsonl'],
  docs: {
    about:
      'Results of the first tau-bench: a language model serves customers of a shop or an airline by a policy.',
    sample:
      '[{"task_id":3,"reward":0.0,"info":{"task":{"user_id":"mia","actions":[],"instruction":"Cancel it.","outputs":[]}},"traj":[{"role":"system","content":"Never cancel."},{"role":"user","content":"Cancel it."},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"cancel","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c1","name":"cancel","content":"done"}],"trial":0}]\n',
    notes: [
      'An array of runs, one run, or a run a line. The id is made of the file’s name, the customer, the task and the trial, for the same tasks are in the results of every model; runs of one task are one family.',
      'The names that tau-bench gives its files tell the model, the strategy and the temperature: they are metadata.',
      '`reward`, the task with its actions, and the trial are metadata.',
      'A run that crashed before its first message is refused with the error that it holds.',
    ],
  },
  detect: ({ records }) =>
    records.length > 0 && records.every(isRun)
      ? { match: 'yes', by: ['task_id', 'reward', 'traj'] }
      : NO_MATCH,
  read: (source, signal) => {
    const name = fileStem(source.file);
    return readRecords(source, signal, (value) => take(value, name));
  },
};
