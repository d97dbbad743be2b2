import { isObject, type JsonObject } from './json.ts';

/** Files that hold no transcripts, but what is said of those beside them: readers of these take it from there. */
const COMPANIONS: readonly { is(record: JsonObject): boolean; said: string }[] = [
  {
    is: (record) => typeof record.trial_name === 'string' && 'task_name' in record,
    said: 'is what Harbor says of a trial. Its task and rewards are taken with the trajectory beside it: import that, or the folder.',
  },
  {
    is: ({ judgments }) =>
      Array.isArray(judgments) && judgments.some((each) => isObject(each) && 'variation_number' in each),
    said: 'holds judgments of Bloom. They are taken with the transcripts beside it: import those, or the folder.',
  },
];

/** What a file is that is taken with others; undefined where it is none that is known. */
export function companionSaid(records: readonly unknown[]): string | undefined {
  const [record, ...others] = records;
  if (!isObject(record) || others.length > 0) return undefined;
  return COMPANIONS.find(({ is }) => is(record))?.said;
}
