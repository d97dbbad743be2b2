import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TranscriptFilter } from '../../shared/contract/transcripts.ts';
import { isFiltered } from '../../shared/filter/filter-text.ts';
import { api } from '../client.ts';
import { Button } from '../kit/Button.tsx';
import { Chip } from '../kit/Chip.tsx';
import { TextField } from '../kit/Field.tsx';
import { chipsOf } from './chips.ts';
import { FacetsMenu } from './FacetsMenu.tsx';
import { facetGroups } from './facet-groups.ts';
import styles from './TranscriptsChoice.module.css';

interface TranscriptsChoiceProps {
  filter: TranscriptFilter;
  /** What it leaves out, or what is left, in words; undefined: nothing is left out. */
  hint: string | undefined;
  onChange(filter: TranscriptFilter): void;
}

/** Which transcripts: the filter of the table, with its words and facets. */
export function TranscriptsChoice({ filter, hint, onChange }: TranscriptsChoiceProps) {
  const facets = useQuery({
    ...api.transcripts.facets.queryOptions({ input: { filter } }),
    placeholderData: keepPreviousData,
  });
  const groups = useMemo(
    () => (facets.data === undefined ? [] : facetGroups(facets.data, filter)),
    [facets.data, filter],
  );
  const setSearch = (search: string) => {
    const { search: _, ...others } = filter;
    onChange(search === '' ? others : { ...others, search });
  };
  return (
    <fieldset>
      <legend className={styles.legend}>Which transcripts?</legend>
      <div className={styles.words}>
        <TextField
          label="Transcripts with these words"
          labelHidden
          placeholder="With these words"
          spellCheck={false}
          maxLength={500}
          value={filter.search ?? ''}
          onChange={(event) => setSearch(event.target.value)}
        />
        <FacetsMenu groups={groups} onFilter={onChange} />
      </div>
      {isFiltered(filter) && (
        <div className={styles.filters}>
          {chipsOf(filter).map(({ id, text, without }) => (
            <Chip key={id} removeLabel={`Remove ${text}`} onRemove={() => onChange(without)}>
              {text}
            </Chip>
          ))}
          <Button kind="quiet" size="small" onClick={() => onChange({})}>
            Clear all
          </Button>
        </div>
      )}
      <p className={styles.hint}>{hint ?? (isFiltered(filter) ? 'None is left out.' : 'All of them.')}</p>
    </fieldset>
  );
}
