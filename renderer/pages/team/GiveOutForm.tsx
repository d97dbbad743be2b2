import type { KnownGrader } from '../../../shared/contract/graders.ts';
import { TranscriptsChoice } from '../../filter/TranscriptsChoice.tsx';
import { TextField } from '../../kit/Field.tsx';
import { formatCount, plural } from '../../kit/format.ts';
import { Select } from '../../kit/Select.tsx';
import { AddGrader } from './AddGrader.tsx';
import { GraderChoice } from './GraderChoice.tsx';
import type { GiveOutDraft, GiveOutField, GiveOutProblems } from './give-out-form.ts';
import styles from './Team.module.css';

const BALANCES: readonly { value: GiveOutDraft['balance']; label: string }[] = [
  { value: 'model_and_environment', label: 'Models and environments' },
  { value: 'model', label: 'Models' },
  { value: 'environment', label: 'Environments' },
  { value: 'none', label: 'Nothing' },
];

interface GiveOutFormProps {
  draft: GiveOutDraft;
  problems: GiveOutProblems;
  graders: readonly KnownGrader[];
  /** Confessions that the filter leaves, where it is known. */
  pool: number | undefined;
  onChange(change: Partial<GiveOutDraft>): void;
  onAddGrader(name: string): void;
}

/** The rule: who, which, how many, by how many. */
export function GiveOutForm({ draft, problems, graders, pool, onChange, onAddGrader }: GiveOutFormProps) {
  const field = (name: Exclude<GiveOutField, 'graders'>, label: string, hint: string) => (
    <TextField
      label={label}
      hint={hint}
      error={problems[name]}
      value={draft[name]}
      {...(name !== 'name' && { inputMode: 'decimal' as const })}
      maxLength={200}
      autoComplete="off"
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  );
  return (
    <>
      {field('name', 'Name of this project', 'As “Round 1”. It stands with every assignment.')}
      {graders.length > 0 && (
        <GraderChoice
          question="Who grades?"
          graders={graders.map(({ name, given }) => ({
            name,
            ...(given > 0 && { after: `has ${formatCount(given)}` }),
          }))}
          chosen={draft.graders}
          onChange={(chosen) => onChange({ graders: chosen })}
        />
      )}
      <AddGrader names={graders.map(({ name }) => name)} onAdd={onAddGrader} />
      <TranscriptsChoice
        filter={draft.filter}
        hint={pool === undefined ? 'As the table filters them.' : `They have ${plural(pool, 'confession')}.`}
        onChange={(filter) => onChange({ filter })}
      />
      {field('items', 'How many items', 'Drawn at random; empty: all that are left by the conditions.')}
      <div className={styles.pair}>
        {field('overlap', 'Graders per shared item', 'To see how they agree.')}
        {field('share', 'Shared items, in %', 'The others go to one grader each.')}
      </div>
      <Select
        label="Everybody gets the same mix of"
        options={BALANCES}
        value={draft.balance}
        onChange={(balance) => onChange({ balance })}
      />
      <div className={styles.pair}>
        {field('gold', 'Right answers, in %', 'Mixed in, known to you alone.')}
        {field('seed', 'Seed', 'The same seed draws the same.')}
      </div>
    </>
  );
}
