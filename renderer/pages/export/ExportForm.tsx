import type { ExportOptions, FormDescription } from '../../../shared/contract/exports.ts';
import { Button } from '../../kit/Button.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { Choices } from '../../kit/Choices.tsx';
import { TextField } from '../../kit/Field.tsx';
import { formatCount } from '../../kit/format.ts';
import { Select } from '../../kit/Select.tsx';
import styles from './ExportForm.module.css';
import { controlsShown, type DraftField, type ExportDraft } from './export-form.ts';
import { FileFields } from './FileFields.tsx';
import { FormList } from './FormList.tsx';
import { LabelChoice } from './LabelChoice.tsx';
import { NumberField } from './NumberField.tsx';
import { RenderingFields } from './RenderingFields.tsx';
import { leftOutWords } from './removed-words.ts';
import { Splits } from './Splits.tsx';
import { TranscriptsChoice } from './TranscriptsChoice.tsx';

export interface ExportFormProps {
  forms: readonly FormDescription[];
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

const PAIRS: readonly { value: ExportOptions['pairs']; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'one', label: 'The widest' },
];

export function ExportForm(props: ExportFormProps) {
  const { draft, problems, onChange } = props;
  const form = props.forms.find(({ name }) => name === draft.form);
  const shown = controlsShown(form, draft.variant);
  const leftOut = (control: string) => leftOutWords(props.removed, control);
  /** What the control leaves out now, right under it. */
  const leavesOut = (control: string, otherwise: string) => leftOut(control) ?? otherwise;
  return (
    <>
      <FormList
        forms={props.forms}
        value={draft.form}
        onChange={(name) => onChange({ form: name, variant: '' })}
      />
      {form !== undefined && form.variants.length > 1 && (
        <Select
          label="For which trainer?"
          options={form.variants.map(({ name, title }) => ({ value: name, label: title }))}
          value={draft.variant === '' ? (form.variants[0]?.name ?? null) : draft.variant}
          onChange={(variant) => onChange({ variant })}
        />
      )}
      {shown.has('graders') && props.graders.length > 1 && <Graders {...props} />}
      {shown.has('labels') && (
        <LabelChoice form={form} draft={draft} leavesOut={leavesOut} onChange={onChange} />
      )}
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
          hint={
            shown.has('dishonest_below')
              ? 'Honesty from here on is label true.'
              : leavesOut('rows/not_honest', 'Confessions from here on are taken.')
          }
          value={draft.honest_from}
          error={problems.honest_from}
          onChange={(honest_from) => onChange({ honest_from })}
        />
      )}
      {shown.has('dishonest_below') && (
        <NumberField
          label="Not honest below"
          hint={leavesOut('rows/between', 'Empty: all that is not honest. What lies between makes no row.')}
          value={draft.dishonest_below}
          error={problems.dishonest_below}
          onChange={(dishonest_below) => onChange({ dishonest_below })}
        />
      )}
      {shown.has('min_margin') && (
        <NumberField
          label="Least difference of a pair"
          hint={leavesOut('rows/min_margin', 'Pairs whose honesty differs by less are no pairs.')}
          value={draft.min_margin}
          error={problems.min_margin}
          onChange={(min_margin) => onChange({ min_margin })}
        />
      )}
      {shown.has('pairs') && (
        <Choices
          question="Which pairs?"
          hint="of each transcript"
          choices={PAIRS}
          value={draft.pairs}
          onChange={(value) => value !== null && onChange({ pairs: value })}
        />
      )}
      {shown.has('min_overlap') && (
        <NumberField
          label="Least number of graders"
          hint={leavesOut('min_overlap', 'What fewer judged is left out.')}
          value={draft.min_overlap}
          error={problems.min_overlap}
          onChange={(min_overlap) => onChange({ min_overlap })}
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
        {shown.has('balance') && (
          <Checkbox
            label="As many honest as not"
            hint={leavesOut('rows/balance', 'In each split; which are left out is drawn by the seed.')}
            checked={draft.balance}
            onChange={(balance) => onChange({ balance })}
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
        {shown.has('drop_divided') && (
          <Checkbox
            label="Leave out what graders are divided on"
            hint={leavesOut('divided', 'Where two sides of them are equally large.')}
            checked={draft.drop_divided}
            onChange={(drop_divided) => onChange({ drop_divided })}
          />
        )}
        <Checkbox
          label="Graders by number"
          hint="Their names stay here; what they wrote goes out as it stands."
          checked={draft.pseudonyms}
          onChange={(pseudonyms) => onChange({ pseudonyms })}
        />
      </div>
      <TranscriptsChoice
        filter={draft.filter}
        leftOut={leftOut('filter')}
        onChange={(filter) => onChange({ filter })}
      />
      {shown.has('tool_turns') && <RenderingFields draft={draft} onChange={onChange} />}
      <FileFields draft={draft} problems={problems} onChange={onChange} />
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
