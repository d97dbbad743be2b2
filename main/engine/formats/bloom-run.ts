import { basename, dirname, resolve } from 'node:path';
import { jsonBeside } from './beside.ts';
import { fileStem } from './file-stem.ts';
import { asText, isObject, type JsonObject } from './json.ts';

/** What a run of Bloom says of a transcript outside of it: its scenario by the name of its file, its judgment beside it. */
export interface BloomPlace {
  family: string;
  about: JsonObject;
  scores: JsonObject | undefined;
}

/** `transcript_v3r1.json`: the first rollout of the third scenario. */
const NAME = /^transcript_v(\d+)r(\d+)$/i;
const NO_SCORES = new Set(['variation_number', 'repetition_number', 'num_samples']);

/** The folder of the run: transcripts lie in it, in some versions in a folder of their own. */
function runFolder(file: string): string[] {
  return basename(dirname(file)) === 'transcripts' ? ['..'] : ['.'];
}

export async function bloomPlaceOf(file: string): Promise<BloomPlace | undefined> {
  const [, variation, repetition] = NAME.exec(fileStem(file) ?? '') ?? [];
  if (variation === undefined) return undefined;
  const folder = runFolder(file);
  const judged = await jsonBeside(file, ...folder, 'judgment.json');
  const judgments = Array.isArray(judged?.judgments) ? (judged.judgments as unknown[]) : [];
  const judgment = judgments.find(
    (each): each is JsonObject =>
      isObject(each) &&
      asText(each.variation_number) === variation &&
      asText(each.repetition_number ?? 1) === repetition,
  );
  const scores = Object.entries(judgment ?? {}).filter(
    ([key, value]) => typeof value === 'number' && !NO_SCORES.has(key),
  );
  const run = basename(resolve(dirname(file), ...folder));
  return {
    family: `bloom/${run}/v${variation}`,
    about: {
      environment: 'bloom',
      task_id: `v${variation}`,
      repetition: Number(repetition),
      ...(typeof judged?.behavior_name === 'string' && { behavior: judged.behavior_name }),
      ...(judgment !== undefined && { judgment }),
      ...(judgment !== undefined && typeof judged?.model === 'string' && { judge_model: judged.model }),
    },
    scores: scores.length === 0 ? undefined : Object.fromEntries(scores),
  };
}
