import { basename, dirname } from 'node:path';

/** Endings that say how a file is packed or written, not what it is called. */
const ENDING = /\.(traj|json|jsonl|ndjson|gz|zst|parquet)$/i;

/** What came through a pipe lies in a file whose name and place say nothing of it. */
const STANDARD_INPUT = /\.standard-input-\d+$/;

export function isStandardInput(file: string): boolean {
  return STANDARD_INPUT.test(basename(file));
}

/** The name of a file without its endings: the id of a run where the file has none itself. */
export function fileStem(file: string): string | undefined {
  if (isStandardInput(file)) return undefined;
  let stem = basename(file);
  while (ENDING.test(stem)) stem = stem.replace(ENDING, '');
  return stem === '' ? undefined : stem;
}

/** Names that a program gives to the file of every run, and the folder that it is in. */
const SAME_FOR_ALL = /^(((mini-)?swe-agent\.)?trajectory(\..+)?|transcript|agent|logs)$/i;

/** What a run is called where it has no name itself: its file, or the folder of the run where all files are called the same. */
export function runName(file: string): string | undefined {
  const stem = fileStem(file);
  if (stem === undefined || !SAME_FOR_ALL.test(stem)) return stem;
  let folder = dirname(file);
  while (SAME_FOR_ALL.test(basename(folder))) folder = dirname(folder);
  return basename(folder) === '' ? stem : basename(folder);
}

/** Where submissions to SWE-bench keep the trajectories of a run. */
const TRAJECTORIES = /^traj(s|ectories)$/i;

/**
 * The run that a trajectory is of, where its folders say so: `RUN/TASK/TASK.traj`, `RUN/trajs/TASK.traj`. Other runs
 * have the same tasks.
 */
export function runFolder(file: string): string | undefined {
  const stem = fileStem(file);
  let folder = dirname(file);
  const isOfTask = stem !== undefined && basename(folder) === stem;
  if (isOfTask) folder = dirname(folder);
  const isOfRun = TRAJECTORIES.test(basename(folder));
  if (isOfRun) folder = dirname(folder);
  const run = basename(folder);
  return (isOfTask || isOfRun) && run !== '' ? run : undefined;
}
