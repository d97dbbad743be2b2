import { ShriveError } from '../../shared/contract/errors.ts';
import type { TranscriptFilter } from '../../shared/contract/transcripts.ts';
import { GRADING_STATES, OUTCOMES } from '../../shared/domain/vocabulary.ts';
import { FILTER_NAMES, filterOfConditions, isFiltered } from '../../shared/filter/filter-text.ts';

/** The filter of the table in a command's words. What is not understood is refused: an export of more than was meant would look like one that was. */
export function transcriptFilter(
  conditions: readonly string[],
  search: string | undefined,
): TranscriptFilter | undefined {
  const read = filterOfConditions(conditions);
  if (read.unknown.length > 0) {
    throw new ShriveError(
      'INPUT_INVALID',
      `The filter has no ${read.unknown.map((each) => JSON.stringify(each)).join(', ')}. It takes NAME=VALUE,VALUE with ${FILTER_NAMES.join(', ')}; states are ${GRADING_STATES.join(', ')}; outcomes are ${OUTCOMES.join(', ')}; calls are 3, 1-4 or 10-.`,
    );
  }
  const words = [read.filter.search, search].filter((each) => each !== undefined).join(' ');
  const whole = { ...read.filter, ...(words !== '' && { search: words }) };
  return isFiltered(whole) ? whole : undefined;
}
