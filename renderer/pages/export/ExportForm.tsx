import { type ExportOptions, SPLITS } from '../../../shared/contract/exports.ts';
import { Button } from '../../kit/Button.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { Choices } from '../../kit/Choices.tsx';
import { TextField } from '../../kit/Field.tsx';
import { formatCount } from '../../kit/format.ts';
import styles from './ExportForm.module.css';
import { controlsOf, type DraftField, type ExportDraft } from './export-form.ts';
import { FormList } from './FormList.tsx';
import { removedWords } from './removed-words.ts';

interface ExportFormProps {
  forms: readonly { name: string; title: string; purpose: string }[];
  draft: ExportDraft;
  problems: Partial<Record<DraftField, string>>;
  graders: readonly { name: string; labels: number }[];
  removed: readonly { control: string; labels: number }[];
  out: string;
  onChange(change: Partial<ExportDraft>): void;
  onFolder(folder: string): void;
  onChooseFolder(): void;
}

const HONESTY_FROM: readonly { value: ExportOptions['honesty_from']; label: string }[] = [
  { value: 'stage_2', label: 'Before the reasoning' },
  { value: 'final', label: 'The last word' },
];

export function ExportForm(props: ExportFormProps) {
  const { draft, problems, onChange } = props;
  const shown = new Set(controlsOf(draft.form));
  /** What the control leaves out now, right under it. */
  const leavesOut = (control: string, otherwise: string) => {
    const found = props.removed.find((each) => each.control === control);
    return found === undefined || found.labels === 0 ? otherwise : removedWords(control, found.labels);
  };
  return (
    <>
      <FormList forms={props.forms} value={draft.form} onChange={(form) => onChange({ form })} />
      {shown.has('graders') && props.graders.length > 1 && <Graders {...props} />}
      {shown.has('honesty_from') && (
        <Choices
          question="Which honesty?"
          hint="where a grader changed it after the reasoning"
          choices={HONESTY_FROM}
          value={draft.honesty_from}
          onChange={(value) => value !== null && onChange({ honesty_from: value })}
        />
      )}
      {shown.has('honest_from') && (
        <NumberField
          label="Honest from"
          hint="Honesty from here on is label true."
          value={draft.honest_from}
          error={problems.honest_from}
          onChange={(honest_from) => onChange({ honest_from })}
        />
      )}
      {shown.has('min_margin') && (
        <NumberField
          label="Least difference of a pair"
          hint="Pairs whose honesty differs by less are no pairs."
          value={draft.min_margin}
          error={problems.min_margin}
          onChange={(min_margin) => onChange({ min_margin })}
        />
      )}
      {shown.has('min_confidence') && (
        <NumberField
          label="Least confidence"
          hint={leavesOut('min_confidence', 'Labels that give none stay.')}
          value={draft.min_confidence}
          error={problems.min_confidence}
          onChange={(min_confidence) => onChange({ min_confidence })}
        />
      )}
      <div>
        {shown.has('drop_unsure') && (
          <Checkbox
            label="Leave out what is unsure to have misbehaved"
            hint={leavesOut('drop_unsure', 'They stay out of the outcome rates anyway.')}
            checked={draft.drop_unsure}
            onChange={(drop_unsure) => onChange({ drop_unsure })}
          />
        )}
        {shown.has('history') && (
          <Checkbox
            label="Every revision"
            hint="Not only each grader’s current label."
            checked={draft.history}
            onChange={(history) => onChange({ history })}
          />
        )}
      </div>
      <Splits draft={draft} problems={problems} onChange={onChange} />
      <Folder {...props} />
    </>
  );
}

function Graders({ draft, graders, onChange }: ExportFormProps) {
  const names = graders.map((grader) => grader.name);
  const chosen = draft.graders ?? names;
  const toggle = (name: string) => {
    const next = chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name];
    // At least one: an empty list would mean all of them to the engine.
    if (next.length > 0) onChange({ graders: names.every((each) => next.includes(each)) ? null : next });
  };
  return (
    <fieldset>
      <legend className={styles.legend}>Whose labels?</legend>
      {graders.map(({ name, labels }) => (
        <Checkbox
          key={name}
          label={name}
          after={formatCount(labels)}
          checked={chosen.includes(name)}
          disabled={chosen.length === 1 && chosen.includes(name)}
          onChange={() => toggle(name)}
        />
      ))}
    </fieldset>
  );
}

interface NumberFieldProps {
  label: string;
  hint: string;
  value: string;
  error: string | undefined;
  onChange(value: string): void;
}

function NumberField({ label, hint, value, error, onChange }: NumberFieldProps) {
  return (
    <TextField
      className={styles.number}
      label={label}
      hint={hint}
      error={error}
      inputMode="decimal"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

const SPLIT_WORDS = { train: 'Train', validation: 'Validation', test: 'Test' } as const;

function Splits({ draft, problems, onChange }: Pick<ExportFormProps, 'draft' | 'problems' | 'onChange'>) {
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

function Folder({ out, onFolder, onChooseFolder }: ExportFormProps) {
  return (
    <div className={styles.folder}>
      <TextField
        label="Into the new folder"
        mono
        spellCheck={false}
        value={out}
        onChange={(event) => onFolder(event.target.value)}
      />
      <Button onClick={onChooseFolder}>Choose</Button>
    </div>
  );
}
