/** Keys of a transcript's metadata that say whether the task was solved, the first that is there counts. */
export const SUCCESS_KEYS = [
  'task_success',
  'success',
  'solved',
  'resolved',
  'passed',
  'reward',
  'task_reward',
  'score',
] as const;
