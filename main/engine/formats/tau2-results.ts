import { basename, dirname } from 'node:path';
import { jsonBeside } from './beside.ts';
import type { Source } from './format.ts';
import { asText, isObject, type JsonObject } from './json.ts';

/** Results of tau2-bench, and what their simulations share: in one file, or in a folder. */

/** What the simulations of a file share. */
export interface Results {
  info: JsonObject;
  /** When the run was made. */
  timestamp: unknown;
  /** The tasks, by their ids. */
  tasks: ReadonlyMap<string, JsonObject>;
}

export const NOTHING_SHARED: Results = { info: {}, timestamp: undefined, tasks: new Map() };

export function objectIn(record: JsonObject, field: string): JsonObject {
  const value = record[field];
  return isObject(value) ? value : {};
}

export function tasksOf(tasks: unknown): Map<string, JsonObject> {
  const list = Array.isArray(tasks) ? (tasks as unknown[]) : [];
  return new Map(list.filter(isObject).map((task) => [asText(task.id), task]));
}

export const SPREAD = ['simulations', 'tasks'];

/** What the simulations share stands before them as a rule, but nothing says that it must. */
export async function sharedOf(source: Source, signal: AbortSignal | undefined): Promise<Results> {
  let info: JsonObject = {};
  let timestamp: unknown;
  const tasks = new Map<string, JsonObject>();
  const seen = new Set<string>();
  for await (const { key, ...field } of source.fields(SPREAD, signal)) {
    seen.add(key);
    if (key === 'simulations' && seen.has('info') && seen.has('tasks')) break;
    if (key === 'timestamp' && 'value' in field) timestamp = field.value;
    if (!('value' in field) || !isObject(field.value)) continue;
    if (key === 'info') info = field.value;
    if (key === 'tasks') tasks.set(asText(field.value.id), field.value);
  }
  return { info, timestamp, tasks };
}

/** Simulations that are files of their own, in a folder beside what they share. */
export const FOLDER = 'simulations';

/** Of a sketch the items may be emptied, and what stands before them too. */
export function isResults(record: unknown): boolean {
  if (!isObject(record)) return false;
  const { simulations, simulation_index: index, info, tasks } = record;
  if (!Array.isArray(simulations) && !Array.isArray(index)) return false;
  const items = Array.isArray(simulations) ? (simulations as unknown[]) : [];
  const areSimulations = items.every(
    (item) => isObject(item) && ('task_id' in item || Object.keys(item).length === 0),
  );
  const isOfAgents =
    (isObject(info) && ('agent_info' in info || 'environment_info' in info)) ||
    items.some((item) => isObject(item) && 'termination_reason' in item);
  return areSimulations && (Array.isArray(tasks) || isOfAgents);
}

export function isSimulation(record: unknown): boolean {
  return (
    isObject(record) &&
    'task_id' in record &&
    'termination_reason' in record &&
    (Array.isArray(record.messages) || Array.isArray(record.ticks))
  );
}

/** What a simulation in such a folder shares with the others, as the results beside the folder have it. */
export async function sharedBeside(file: string): Promise<Results> {
  if (basename(dirname(file)) !== FOLDER) return NOTHING_SHARED;
  const results = await jsonBeside(file, '..', 'results.json');
  if (results === undefined || !isResults(results)) return NOTHING_SHARED;
  return { info: objectIn(results, 'info'), timestamp: results.timestamp, tasks: tasksOf(results.tasks) };
}
