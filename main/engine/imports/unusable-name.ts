import type { ReadTranscript, Rejection } from '../formats/format.ts';
import { wrongField } from '../formats/json.ts';

/** Ids and judges are looked up by: half of a surrogate pair would become another character in the dataset. */
export function unusableName(read: ReadTranscript): Rejection | undefined {
  const names: [path: string, name: string | undefined][] = [
    ['id', read.id],
    ['family', read.family],
    ['target_violation', read.target_violation],
  ];
  for (const [index, { confession, judge_scores: scores }] of read.confessions.entries()) {
    names.push([`confessions[${index}].id`, confession.id]);
    for (const [at, { judge }] of scores.entries())
      names.push([`confessions[${index}].judge_scores[${at}].judge`, judge]);
  }
  const found = names.find(([, name]) => name !== undefined && !name.isWellFormed());
  if (found === undefined) return undefined;
  const [path, name] = found;
  return wrongField(path, 'a name without half characters (lone surrogates)', name);
}
