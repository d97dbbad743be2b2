import { useState } from 'react';
import type { TranscriptFilter } from '../../shared/contract/transcripts.ts';
import { Button } from '../kit/Button.tsx';
import { Checkbox } from '../kit/Checkbox.tsx';
import { formatCount } from '../kit/format.ts';
import { OutcomeMark } from '../kit/Glyphs.tsx';
import styles from './Facets.module.css';
import type { FacetChoice, FacetGroup } from './facet-groups.ts';

/** Values of a facet shown before it is unfolded; a chosen one always is. */
const FIRST_VALUES = 6;

interface FacetsProps {
  groups: readonly FacetGroup[];
  onChange(filter: TranscriptFilter): void;
}

export function Facets({ groups, onChange }: FacetsProps) {
  return groups.map((group) => <Facet key={group.id} group={group} onChange={onChange} />);
}

function Facet({ group, onChange }: { group: FacetGroup; onChange(filter: TranscriptFilter): void }) {
  const [isUnfolded, setUnfolded] = useState(false);
  const { choices } = group;
  const folds = choices.length > FIRST_VALUES + 2;
  const shown =
    folds && !isUnfolded
      ? choices.filter((choice, index) => index < FIRST_VALUES || choice.isChosen)
      : choices;
  const most = Math.max(1, ...choices.map((choice) => choice.count));
  return (
    <fieldset className={styles.facet}>
      <legend className={styles.title}>{group.title}</legend>
      {shown.map((choice) => (
        <Checkbox
          key={choice.id}
          className={styles.choice}
          checked={choice.isChosen}
          onChange={() => onChange(choice.switched)}
          label={<Label choice={choice} share={choice.count / most} />}
          after={formatCount(choice.count)}
        />
      ))}
      {folds && (
        <Button kind="link" className={styles.more} onClick={() => setUnfolded(!isUnfolded)}>
          {isUnfolded ? 'Show fewer' : `${choices.length - shown.length} more`}
        </Button>
      )}
    </fieldset>
  );
}

/** The words over a bar as long as the value is common, as in a small histogram. */
function Label({ choice, share }: { choice: FacetChoice; share: number }) {
  return (
    <span className={styles.words} title={choice.words}>
      <span className={styles.bar} style={{ width: `${share * 100}%` }} />
      <span className={styles.text}>
        {choice.outcome === undefined ? (
          choice.words || 'empty'
        ) : (
          <OutcomeMark className={styles.outcome} outcome={choice.outcome} />
        )}
      </span>
    </span>
  );
}
