import { SPLITS } from '../../../shared/contract/exports.ts';
import { TextField } from '../../kit/Field.tsx';
import styles from './ExportForm.module.css';
import type { ExportFormProps } from './ExportForm.tsx';

const SPLIT_WORDS = { train: 'Train', validation: 'Validation', test: 'Test' } as const;

/** How much goes where. */
export function Splits({
  draft,
  problems,
  onChange,
}: Pick<ExportFormProps, 'draft' | 'problems' | 'onChange'>) {
  return (
    <fieldset>
      <legend className={styles.legend}>How is it split?</legend>
      <div className={styles.splits}>
        {SPLITS.map((split) => (
          <TextField
            key={split}
            label={`${SPLIT_WORDS[split]}, %`}
            inputMode="decimal"
            aria-invalid={problems.splits !== undefined || undefined}
            value={draft.splits[split]}
            onChange={(event) => onChange({ splits: { ...draft.splits, [split]: event.target.value } })}
          />
        ))}
        <TextField
          label="Seed"
          inputMode="numeric"
          error={problems.seed}
          value={draft.seed}
          onChange={(event) => onChange({ seed: event.target.value })}
        />
      </div>
      {problems.splits === undefined ? (
        <p className={styles.hint}>
          Transcripts that share a task stay together. The same seed gives the same split.
        </p>
      ) : (
        <p className={styles.error} role="alert">
          {problems.splits}
        </p>
      )}
    </fieldset>
  );
}
