import { ListFilter } from 'lucide-react';
import { useMemo } from 'react';
import type { TranscriptFilter } from '../../../shared/contract/transcripts.ts';
import { isFiltered } from '../../../shared/filter/filter-text.ts';
import { Facets } from '../../filter/Facets.tsx';
import { chosenCount, type FacetCounts, facetGroups } from '../../filter/facet-groups.ts';
import { Button } from '../../kit/Button.tsx';
import { Popover } from '../../kit/Popover.tsx';

interface NarrowMenuProps {
  facets: FacetCounts | undefined;
  filter: TranscriptFilter;
  open: boolean;
  onOpen(open: boolean): void;
  onFilter(filter: TranscriptFilter): void;
}

/** The table's conditions, on which transcripts the report is. */
export function NarrowMenu({ facets, filter, open, onOpen, onFilter }: NarrowMenuProps) {
  const groups = useMemo(() => (facets === undefined ? [] : facetGroups(facets, filter)), [facets, filter]);
  const chosen = chosenCount(groups);
  return (
    <>
      {isFiltered(filter) && (
        <Button kind="quiet" onClick={() => onFilter({})}>
          Clear all
        </Button>
      )}
      <Popover
        title="Only transcripts with"
        open={open}
        onOpenChange={onOpen}
        align="end"
        trigger={
          <Button kind="quiet" icon={ListFilter}>
            {chosen === 0 ? 'Narrow' : `Narrow, ${chosen} set`}
          </Button>
        }
      >
        <Facets groups={groups} onChange={onFilter} />
      </Popover>
    </>
  );
}
