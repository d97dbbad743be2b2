import { basename } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { LabelsSuggestion } from '../../../shared/contract/label-files.ts';
import type { LabelTool } from '../../../shared/mapping/label-mapping.ts';
import { suggestLabelMapping } from '../../../shared/mapping/suggest-label-mapping.ts';
import { openSource, sampleOf } from '../formats/source.ts';
import { firstRows } from '../joins/by-id.ts';
import type { Session } from '../session.ts';
import { getRubric } from '../store/rubrics.ts';
import { labelFiles, openLabels } from './labels-file-lines.ts';
import { isLabel } from './labels-file-schema.ts';
import { mapDesk } from './map-desk.ts';
import { toolOf } from './tools/index.ts';
import { graderFieldOf } from './tools/rows.ts';
import { Survey } from './tools/survey.ts';

/** Rows of a table that are looked at to recognise it. */
const PROBED = 5;
/** Records that a suggestion is made of: enough to see every choice that people make. */
const SURVEYED = 2_000;

/** A few records; of one large document a sketch, since what is recognised first is every file that comes in. */
async function firstRecords(file: string): Promise<readonly unknown[]> {
  const source = await openSource(file);
  if (source.shape === 'zip') return [];
  const { records } = await sampleOf(source);
  return records.length > 0 ? records : firstRows(await openSource(file), PROBED, undefined);
}

/** Whose labels a file or a folder of them holds; undefined where they are none that Shrive recognises. */
export async function recogniseLabels(given: string): Promise<LabelTool | 'shrive' | undefined> {
  let files: string[];
  try {
    files = labelFiles(given);
  } catch (error) {
    if (error instanceof ShriveError) return undefined;
    throw error;
  }
  const [file] = files;
  if (file === undefined) return undefined;
  try {
    const records = await firstRecords(file);
    if (records.length > 0 && records.every(isLabel)) return 'shrive';
    return toolOf(records);
  } catch (error) {
    // What cannot be read is for the import to say.
    if (error instanceof ShriveError) return undefined;
    throw error;
  }
}

/** Looks at the first records of labels and proposes how they are read. */
export async function suggestLabels(
  session: Session,
  given: string,
  signal: AbortSignal | undefined,
): Promise<LabelsSuggestion> {
  const recognised = await recogniseLabels(given);
  const isOwn = recognised === 'shrive';
  const tool = recognised === undefined || isOwn ? 'rows' : recognised;
  const rubric = getRubric(session.store);
  let survey: Survey | undefined;
  for (const file of labelFiles(given)) {
    const { records } = await openLabels(file, signal);
    for await (const raw of records) {
      if (!('value' in raw)) continue;
      survey ??= new Survey(tool, mapDesk(session), tool === 'rows' ? graderFieldOf(raw.value) : undefined);
      survey.add(raw.value);
      if (survey.records >= SURVEYED) break;
    }
  }
  if (survey === undefined)
    throw new ShriveError('FORMAT_UNKNOWN', `${basename(given)} has no records that could be read.`, {
      where: { file: given },
    });
  const name = basename(given).replace(/(\.[a-z0-9]{1,8})*$/i, '') || 'labels';
  const found = survey.result;
  return {
    is_own: isOwn,
    survey: found,
    ...suggestLabelMapping(found, {
      name,
      grader: survey.graderPath,
      categories: rubric.categories.map(({ id, title }) => ({ id, title })),
      questions: rubric.questions.map(({ id, question }) => ({ id, question })),
    }),
  };
}
