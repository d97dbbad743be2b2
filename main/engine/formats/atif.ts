import { familyOf } from '../imports/family.ts';
import { atifMessages } from './atif-steps.ts';
import { traceMessages } from './atif-trace.ts';
import { fileStem, runName } from './file-stem.ts';
import { NO_MATCH, type Reader, type ReadTranscript } from './format.ts';
import { type HarborTrial, harborTrialOf } from './harbor-trial.ts';
import { asText, isObject, type JsonObject } from './json.ts';
import { readRecords, type Taken } from './read-records.ts';
import { refusing, WrongField } from './wrong-field.ts';

const VERSION = /^(ATIF-)?v?\d+(\.\d+)*$/i;

/** A trajectory of Harbor's format, whichever version. */
function isTrajectory(record: unknown): record is JsonObject {
  return (
    isObject(record) &&
    typeof record.schema_version === 'string' &&
    VERSION.test(record.schema_version) &&
    Array.isArray(record.steps) &&
    (/^ATIF/i.test(record.schema_version) || isObject(record.agent))
  );
}

/** The other format of that name, "agent trace interchange": thoughts, actions and observations. */
function isTrace(record: unknown): record is JsonObject {
  if (!isObject(record) || 'schema_version' in record || !('trace_id' in record)) return false;
  const { steps } = record;
  return (
    Array.isArray(steps) &&
    steps.some((step) => isObject(step) && ('thought' in step || 'action' in step) && !('source' in step))
  );
}

function textIn(record: JsonObject, ...fields: string[]): string | undefined {
  const found = fields
    .map((field) => record[field])
    .find((value) => typeof value === 'string' && value !== '');
  return found === undefined ? undefined : asText(found);
}

interface Parent {
  id: string | undefined;
  /** What a run and its sub-agents share: they are of one task. */
  family: string | undefined;
  /** Which of its sub-agents. */
  index: number;
}

/** Where a trajectory lies: what else of its run lies beside it. */
interface Place {
  trial: HarborTrial | undefined;
  /** The folder of the run, where the file is called as those of all runs. */
  folder: string | undefined;
  /** `cont-1` of `trajectory.cont-1.json`: a further file of the run, which has the session of the first. */
  piece: string | undefined;
}

const NOWHERE: Place = { trial: undefined, folder: undefined, piece: undefined };
const HAS_UUID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/i;

/** Some agents call the session of every run the same: then the run is named too, and the piece of it. */
function idOf(record: JsonObject, { trial, folder, piece }: Place): string | undefined {
  const own = textIn(record, 'trajectory_id', 'session_id');
  const run = trial?.name ?? folder;
  const name = own === undefined || HAS_UUID.test(own) || run === undefined ? own : `${run}/${own}`;
  const isPiece = piece !== undefined && textIn(record, 'trajectory_id') === undefined;
  if (name === undefined) return isPiece && run !== undefined ? `${run}/${piece}` : run;
  return isPiece && !name.endsWith(piece) ? `${name}/${piece}` : name;
}

/** A trajectory and those of its sub-agents, each by itself. */
function takeTrajectory(record: JsonObject, path: string, parent: Parent | undefined, place: Place): Taken[] {
  const { steps, subagent_trajectories: subagents, agent, ...others } = record;
  const run = idOf(record, place);
  // From version 1.7 on a session is shared by its sub-agents.
  const isShared = parent !== undefined && textIn(record, 'trajectory_id') === undefined;
  const id = isShared ? `${parent.id ?? run ?? 'trajectory'}/${parent.index + 1}` : run;
  const prefix = path === '' ? '' : `${path}.`;
  const taken: Taken = refusing(() => {
    const model = isObject(agent) ? textIn(agent, 'model_name') : undefined;
    const program = isObject(agent) ? textIn(agent, 'name') : undefined;
    const transcript: ReadTranscript = {
      id,
      messages: atifMessages(steps, `${prefix}steps`),
      confessions: [],
      metadata: {
        ...place.trial?.about,
        ...others,
        ...(program !== undefined && { environment: program }),
        ...(agent !== undefined && { agent }),
        ...(model !== undefined && { model }),
        ...(parent !== undefined && { parent_trajectory: parent.id ?? null }),
      },
      family: parent?.family,
      target_violation: undefined,
    };
    return { transcript };
  });
  const children = Array.isArray(subagents) ? (subagents as unknown[]) : [];
  const isRoot = parent === undefined && children.length > 0 && 'transcript' in taken;
  const family = isRoot ? familyOf(taken.transcript, id ?? 'trajectory') : parent?.family;
  if (isRoot) taken.transcript.family = family;
  return [
    taken,
    ...children.flatMap((child, index) => {
      const at = `${prefix}subagent_trajectories[${index}]`;
      return isObject(child)
        ? takeTrajectory(child, at, { id, family, index }, place)
        : [{ rejected: new WrongField(at, 'a trajectory', child).rejection }];
    }),
  ];
}

function takeTrace(record: JsonObject): Taken {
  return refusing(() => {
    const { steps, ...others } = record;
    const agent = isObject(record.agent) ? record.agent : {};
    const task = isObject(record.task) ? record.task : {};
    const outcome = isObject(record.outcome) ? record.outcome : {};
    const model = textIn(agent, 'model', 'model_name', 'llm');
    const taskId = textIn(task, 'task_id', 'id');
    return {
      transcript: {
        id: textIn(record, 'trace_id'),
        messages: traceMessages(record.task, steps),
        confessions: [],
        metadata: {
          ...others,
          ...(model !== undefined && { model }),
          ...(taskId !== undefined && { task_id: taskId }),
          ...(outcome.reward !== undefined && { reward: outcome.reward }),
        },
        family: taskId,
        target_violation: undefined,
      },
    };
  });
}

function take(record: unknown, place: Place): Taken | Taken[] {
  if (!isObject(record))
    return { rejected: new WrongField('', 'a trajectory with "steps"', record).rejection };
  return isTrace(record) ? takeTrace(record) : takeTrajectory(record, '', undefined, place);
}

async function placeOf(file: string): Promise<Place> {
  const name = runName(file);
  const stem = fileStem(file);
  return {
    trial: await harborTrialOf(file),
    folder: name === stem ? undefined : name,
    piece: stem === undefined ? undefined : /^trajectory\.(.+)$/i.exec(stem)?.[1],
  };
}

/** ATIF, the trajectories of Harbor and Terminal-Bench (RFC 0001, versions 1.0 to 1.8). */
export const atif: Reader = {
  name: 'atif',
  title: 'ATIF trajectory',
  extensions: ['json', 'jsonl'],
  docs: {
    about: 'Trajectories of Harbor (Terminal-Bench 2), of NeMo and of several coding agents.',
    sample:
      '{"schema_version":"ATIF-v1.4","session_id":"s","agent":{"name":"a","version":"1","model_name":"m"},"steps":[{"step_id":1,"source":"user","message":"Fix it."},{"step_id":2,"source":"agent","message":"","reasoning_content":"Look.","tool_calls":[{"tool_call_id":"c1","function_name":"bash","arguments":{"cmd":"ls"}}],"observation":{"results":[{"source_call_id":"c1","content":"a.py"}]}}]}\n',
    notes: [
      'A step of the agent is a message of the assistant, and one of a tool for each result of its observation.',
      'Sub-agents in `subagent_trajectories` are transcripts of their own, which name their parent; those in other files are named where they were called.',
      'Steps that repeat an earlier file (`is_copied_context`) are kept and say so.',
      'The score is not in the file: where Harbor’s `result.json` lies beside it (or beside its folder `agent`), the task, the trial, its rewards and what went wrong are metadata.',
      'The id is the trajectory’s, else the session’s. Some agents give the same to every run: then the trial comes before it. Continuations and summaries (`trajectory.cont-1.json`) have their piece behind it.',
      'Images in files beside are named, not taken in.',
      'Another format of that name (`trace_id`, steps of `thought`, `action` and `observation`) is read too.',
    ],
  },
  detect({ records }) {
    if (records.length === 0) return NO_MATCH;
    if (records.every(isTrajectory)) return { match: 'yes', by: ['schema_version', 'steps'] };
    return records.every(isTrace) ? { match: 'yes', by: ['trace_id', 'steps'] } : NO_MATCH;
  },
  read: async function* (source, signal) {
    const place = source.shape === 'object' ? await placeOf(source.file) : NOWHERE;
    yield* readRecords(source, signal, (record) => take(record, place));
  },
};
