import type { TranscriptFilter } from '../../shared/contract/transcripts.ts';
import { GRADING_STATE_WORDS, OUTCOME_WORDS } from '../kit/words.ts';
import { countWord, joinedRanges, keyTitle, rangeWord } from './facet-words.ts';

/** One condition of the filter in words, and the filter without it. */
export interface Chip {
  id: string;
  text: string;
  without: TranscriptFilter;
}

/** The conditions set in the facets. The search has its own field and is no chip. */
export function chipsOf(filter: TranscriptFilter): Chip[] {
  const chips: Chip[] = [];
  const add = (name: keyof TranscriptFilter, title: string, words: readonly string[] | undefined) => {
    if (words === undefined || words.length === 0) return;
    const { [name]: _, ...without } = filter;
    chips.push({ id: name, text: `${title} ${listed(words)}`, without });
  };
  add(
    'states',
    'State',
    filter.states?.map((state) => GRADING_STATE_WORDS[state]),
  );
  add(
    'outcomes',
    'Outcome',
    filter.outcomes?.map((outcome) => OUTCOME_WORDS[outcome].toLowerCase()),
  );
  add('calls', 'Tool calls', filter.calls && joinedRanges(filter.calls).map(rangeWord));
  add('confessions', 'Confessions', filter.confessions?.map(countWord));
  add('models', 'Model', filter.models);
  add('environments', 'Environment', filter.environments);
  for (const [key, values] of Object.entries(filter.metadata ?? {})) {
    chips.push({
      id: `metadata ${key}`,
      text: `${keyTitle(key)} ${listed(values)}`,
      without: withoutMetadata(filter, key),
    });
  }
  return chips;
}

function withoutMetadata(filter: TranscriptFilter, key: string): TranscriptFilter {
  const { [key]: _, ...others } = filter.metadata ?? {};
  const { metadata: __, ...rest } = filter;
  return Object.keys(others).length === 0 ? rest : { ...rest, metadata: others };
}

function listed(words: readonly string[]): string {
  if (words.length > 3) return `${words.slice(0, 2).join(', ')} and ${words.length - 2} more`;
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
