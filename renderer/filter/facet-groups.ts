import type { TranscriptFilter } from '../../shared/contract/transcripts.ts';
import type { GradingStateName, Outcome } from '../../shared/domain/vocabulary.ts';
import { GRADING_STATES, OUTCOMES } from '../../shared/domain/vocabulary.ts';
import { GRADING_STATE_WORDS, OUTCOME_WORDS } from '../kit/words.ts';
import { type CallRange, countWord, keyTitle, rangeWord } from './facet-words.ts';

/** One value of a facet: its words, how many it would leave, and the filter with it switched. */
export interface FacetChoice {
  id: string;
  words: string;
  count: number;
  isChosen: boolean;
  outcome?: Outcome;
  switched: TranscriptFilter;
}

export interface FacetGroup {
  id: string;
  title: string;
  choices: FacetChoice[];
}

/** The answer of transcripts.facets. */
export interface FacetCounts {
  states: { value: string; count: number }[];
  outcomes: { value: string; count: number }[];
  models: { value: string; count: number }[];
  environments: { value: string; count: number }[];
  calls: (CallRange & { count: number })[];
  confessions: { value: number; count: number }[];
  metadata: { key: string; values: { value: string; count: number }[] }[];
}

type ListName = 'states' | 'outcomes' | 'models' | 'environments' | 'calls' | 'confessions';

/** The facets as they are shown: what is chosen is always there, what says nothing is not. */
export function facetGroups(counts: FacetCounts, filter: TranscriptFilter): FacetGroup[] {
  const ordered = <Word extends string>(words: readonly Word[], found: { value: string; count: number }[]) =>
    words.map((value) => ({ value, count: found.find((each) => each.value === value)?.count ?? 0 }));
  const groups = [
    group(
      filter,
      'states',
      'State',
      ordered<GradingStateName>(GRADING_STATES, counts.states),
      (state) => GRADING_STATE_WORDS[state],
    ),
    withOutcomes(
      group(
        filter,
        'outcomes',
        'Outcome, mine',
        ordered<Outcome>(OUTCOMES, counts.outcomes),
        (outcome) => OUTCOME_WORDS[outcome],
      ),
    ),
    callsGroup(filter, counts.calls),
    telling(group(filter, 'confessions', 'Confessions', counts.confessions, countWord)),
    telling(group(filter, 'models', 'Model', counts.models, String)),
    telling(group(filter, 'environments', 'Environment', counts.environments, String)),
    ...metadataGroups(filter, counts.metadata),
  ];
  return groups.filter((each) => each.choices.length > 0);
}

/** How many values are chosen, for the button that the facets fold into. */
export function chosenCount(groups: readonly FacetGroup[]): number {
  return groups.reduce((sum, { choices }) => sum + choices.filter((choice) => choice.isChosen).length, 0);
}

function group<Value extends string | number>(
  filter: TranscriptFilter,
  name: ListName,
  title: string,
  values: readonly { value: Value; count: number }[],
  words: (value: Value) => string,
): FacetGroup {
  const chosen = (filter[name] ?? []) as Value[];
  const missing = chosen.filter((value) => !values.some((each) => each.value === value));
  return {
    id: name,
    title,
    choices: [...values, ...missing.map((value) => ({ value, count: 0 }))].map(({ value, count }) => ({
      id: `${name} ${value}`,
      words: words(value),
      count,
      isChosen: chosen.includes(value),
      switched: withList(filter, name, switchedIn(chosen, value)),
    })),
  };
}

function withOutcomes(outcomes: FacetGroup): FacetGroup {
  return {
    ...outcomes,
    choices: outcomes.choices.map((choice, index) => {
      const outcome = OUTCOMES[index];
      return outcome === undefined ? choice : { ...choice, outcome };
    }),
  };
}

function callsGroup(filter: TranscriptFilter, counts: FacetCounts['calls']): FacetGroup {
  const chosen = filter.calls ?? [];
  const same = (one: CallRange, other: CallRange) => one.from === other.from && one.to === other.to;
  const missing = chosen.filter((range) => !counts.some((each) => same(each, range)));
  return {
    id: 'calls',
    title: 'Tool calls',
    choices: [...counts, ...missing.map((range) => ({ ...range, count: 0 }))].map(({ from, to, count }) => {
      const range = { from, to };
      const isChosen = chosen.some((each) => same(each, range));
      const others = chosen.filter((each) => !same(each, range));
      return {
        id: `calls ${from}-${to}`,
        words: rangeWord(range),
        count,
        isChosen,
        switched: withList(
          filter,
          'calls',
          isChosen ? others : [...others, range].sort((one, other) => one.from - other.from),
        ),
      };
    }),
  };
}

function metadataGroups(filter: TranscriptFilter, counts: FacetCounts['metadata']): FacetGroup[] {
  const chosenKeys = Object.keys(filter.metadata ?? {});
  const missing = chosenKeys.filter((key) => !counts.some((each) => each.key === key));
  // What has few values is what people sort by; ids and the like come last.
  return [...counts, ...missing.map((key) => ({ key, values: [] }))]
    .sort((one, other) => one.values.length - other.values.length)
    .map(({ key, values }) => {
      const chosen = filter.metadata?.[key] ?? [];
      const gone = chosen.filter((value) => !values.some((each) => each.value === value));
      const all = [...values, ...gone.map((value) => ({ value, count: 0 }))];
      return telling({
        id: `metadata ${key}`,
        title: keyTitle(key),
        choices: inOrder(all).map(({ value, count }) => ({
          id: `metadata ${key} ${value}`,
          words: value,
          count,
          isChosen: chosen.includes(value),
          switched: withMetadata(filter, key, switchedIn(chosen, value)),
        })),
      });
    });
}

/** Numbers in their order, as people look for them; words as they came, the commonest first. */
function inOrder<Found extends { value: string }>(values: Found[]): Found[] {
  const isNumeric = values.every(({ value }) => value.trim() !== '' && Number.isFinite(Number(value)));
  return isNumeric ? values.sort((one, other) => Number(one.value) - Number(other.value)) : values;
}

/** A facet of one value that nobody chose leaves nothing out: it is not shown. */
function telling(facet: FacetGroup): FacetGroup {
  const isTelling = facet.choices.length > 1 || facet.choices.some((choice) => choice.isChosen);
  return isTelling ? facet : { ...facet, choices: [] };
}

function switchedIn<Value>(chosen: readonly Value[], value: Value): Value[] {
  return chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
}

function withList(filter: TranscriptFilter, name: ListName, values: readonly unknown[]): TranscriptFilter {
  const { [name]: _, ...others } = filter;
  return values.length === 0 ? others : { ...others, [name]: values };
}

function withMetadata(filter: TranscriptFilter, key: string, values: readonly string[]): TranscriptFilter {
  const { [key]: _, ...others } = filter.metadata ?? {};
  const metadata = values.length === 0 ? others : { ...others, [key]: [...values] };
  const { metadata: __, ...rest } = filter;
  return Object.keys(metadata).length === 0 ? rest : { ...rest, metadata };
}
