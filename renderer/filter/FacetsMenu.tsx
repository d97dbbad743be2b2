import { ListFilter } from 'lucide-react';
import type { TranscriptFilter } from '../../shared/contract/transcripts.ts';
import { Button } from '../kit/Button.tsx';
import { Popover } from '../kit/Popover.tsx';
import { Facets } from './Facets.tsx';
import { chosenCount, type FacetGroup } from './facet-groups.ts';

interface FacetsMenuProps {
  groups: readonly FacetGroup[];
  onFilter(filter: TranscriptFilter): void;
}

/** The facets folded into a button, where there is no room for them beside what they narrow. */
export function FacetsMenu({ groups, onFilter }: FacetsMenuProps) {
  const chosen = chosenCount(groups);
  return (
    <Popover
      title="Filters"
      trigger={<Button icon={ListFilter}>{chosen === 0 ? 'Filter' : `Filter, ${chosen} set`}</Button>}
    >
      <Facets groups={groups} onChange={onFilter} />
    </Popover>
  );
}
