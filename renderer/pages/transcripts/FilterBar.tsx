import { ListFilter } from 'lucide-react';
import type { Ref } from 'react';
import type { TranscriptFilter } from '../../../shared/contract/transcripts.ts';
import { Button } from '../../kit/Button.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { formatCount, plural } from '../../kit/format.ts';
import { Popover } from '../../kit/Popover.tsx';
import { chipsOf } from './chips.ts';
import { Facets } from './Facets.tsx';
import styles from './FilterBar.module.css';
import { chosenCount, type FacetGroup } from './facet-groups.ts';
import { SearchField } from './SearchField.tsx';
import { isFiltered } from './view.ts';

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

function FacetsMenu(props: { groups: readonly FacetGroup[]; onFilter(filter: TranscriptFilter): void }) {
  const chosen = chosenCount(props.groups);
  return (
    <Popover
      title="Filters"
      trigger={<Button icon={ListFilter}>{chosen === 0 ? 'Filter' : `Filter, ${chosen} set`}</Button>}
    >
      <Facets groups={props.groups} onChange={props.onFilter} />
    </Popover>
  );
}
