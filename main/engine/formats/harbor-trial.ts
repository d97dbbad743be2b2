import { existsSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { digitsAsText } from '../big-integers.ts';
import { jsonBeside } from './beside.ts';
import { isObject, type JsonObject } from './json.ts';

/** A trial of Harbor (models/trial/result.py): what `result.json` says of the trajectories beside it. */
export interface HarborTrial {
  name: string;
  task: string | undefined;
  /** For the metadata of the trial's transcripts: task, rewards, and what went wrong. */
  about: JsonObject;
}

/** What each trajectory says itself, and what is large and said elsewhere. */
const LEFT_OUT = new Set([
  'config',
  'agent_info',
  'task_name',
  'trial_name',
  'verifier_result',
  'exception_info',
]);

function trialOf(result: JsonObject | undefined): HarborTrial | undefined {
  if (typeof result?.trial_name !== 'string' || !('task_name' in result)) return undefined;
  const { task_name: task, trial_name: name, verifier_result: verified, exception_info: exception } = result;
  const verdict = isObject(verified) ? verified : {};
  const { rewards } = verdict;
  const others = Object.entries(result).filter(([key, value]) => !LEFT_OUT.has(key) && value !== null);
  const agentResult = isObject(result.agent_result) ? { ...result.agent_result } : undefined;
  // Tokens and their probabilities, call by call: as large as the trajectory, and nothing to read.
  if (agentResult !== undefined) delete agentResult.rollout_details;
  return {
    name,
    task: typeof task === 'string' && task !== '' ? task : undefined,
    about: digitsAsText({
      ...(typeof task === 'string' && task !== '' && { task_id: task }),
      trial: name,
      ...(isObject(rewards) && { rewards }),
      ...(isObject(rewards) && rewards.reward !== undefined && { reward: rewards.reward }),
      ...(exception !== null && exception !== undefined && { exception_info: exception }),
      trial_result: {
        ...Object.fromEntries(others),
        ...(agentResult !== undefined && { agent_result: agentResult }),
        ...(Object.keys(verdict).some((key) => key !== 'rewards') && { verifier_result: verified }),
      },
    }) as JsonObject,
  };
}

/** The trial that a file of its folder, or of `agent` in it, is of. */
export async function harborTrialOf(file: string): Promise<HarborTrial | undefined> {
  const own = trialOf(await jsonBeside(file, 'result.json'));
  if (own !== undefined || basename(dirname(file)) !== 'agent') return own;
  return trialOf(await jsonBeside(file, '..', 'result.json'));
}

/** Whether a trial of Harbor tells the run of a file in `agent/trajectory.json`: agents leave their own record beside it. */
export async function isToldByTrial(file: string): Promise<boolean> {
  const folders = dirname(file).split(sep);
  const at = folders.lastIndexOf('agent');
  if (at < 0) return false;
  const agent = folders.slice(0, at + 1).join(sep);
  const isOwn = dirname(file) === agent && /^trajectory\b/i.test(basename(file));
  const trajectory = join(agent, 'trajectory.json');
  return !isOwn && existsSync(trajectory) && (await harborTrialOf(trajectory)) !== undefined;
}
