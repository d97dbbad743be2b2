import type { Ref } from 'react';
import type { TranscriptFilter } from '../../../shared/contract/transcripts.ts';
import { isFiltered } from '../../../shared/filter/filter-text.ts';
import { chipsOf } from '../../filter/chips.ts';
import { FacetsMenu } from '../../filter/FacetsMenu.tsx';
import type { FacetGroup } from '../../filter/facet-groups.ts';
import { Button } from '../../kit/Button.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { formatCount, plural } from '../../kit/format.ts';
import styles from './FilterBar.module.css';
import { SearchField } from './SearchField.tsx';

interface FilterBarProps {
  filter: TranscriptFilter;
  /** The facets, where there is no room for them beside the table. */
  groups: readonly FacetGroup[] | undefined;
  matching: number | undefined;
  all: number;
  isStale: boolean;
  searchField: Ref<HTMLInputElement>;
  onSearch(search: string): void;
  onFilter(filter: TranscriptFilter): void;
  onLeaveSearch(): void;
  /** Labels of what the table shows, as training data. */
  onExport(): void;
}

export function FilterBar(props: FilterBarProps) {
  const { filter, groups, matching, all, onFilter } = props;
  return (
    <div className={styles.bar}>
      <SearchField
        value={filter.search ?? ''}
        field={props.searchField}
        onChange={props.onSearch}
        onLeave={props.onLeaveSearch}
      />
      {groups !== undefined && <FacetsMenu groups={groups} onFilter={onFilter} />}
      {groups === undefined &&
        chipsOf(filter).map(({ id, text, without }) => (
          <Chip key={id} removeLabel={`Remove ${text}`} onRemove={() => onFilter(without)}>
            {text}
          </Chip>
        ))}
      {isFiltered(filter) && (
        <Button kind="quiet" size="small" onClick={() => onFilter({})}>
          Clear all
        </Button>
      )}
      {isFiltered(filter) && matching !== 0 && (
        <Button kind="quiet" size="small" onClick={props.onExport}>
          Export these
        </Button>
      )}
      <span className={styles.count} role="status">
        {matching !== undefined && !props.isStale && countWords(matching, all)}
      </span>
    </div>
  );
}

function countWords(matching: number, all: number): string {
  return matching === all
    ? plural(all, 'transcript')
    : `${formatCount(matching)} of ${plural(all, 'transcript')}`;
}
