import type { ExportOptions, FormDescription } from '../../../shared/contract/exports.ts';
import { TranscriptsChoice } from '../../filter/TranscriptsChoice.tsx';
import { Button } from '../../kit/Button.tsx';
import { Choices } from '../../kit/Choices.tsx';
import { TextField } from '../../kit/Field.tsx';
import { Select } from '../../kit/Select.tsx';
import styles from './ExportForm.module.css';
import { controlsShown, type DraftField, type ExportDraft } from './export-form.ts';
import { Figures } from './Figures.tsx';
import { FileFields } from './FileFields.tsx';
import { FormList } from './FormList.tsx';
import { Graders } from './Graders.tsx';
import { LabelChoice } from './LabelChoice.tsx';
import { LeavingOut } from './LeavingOut.tsx';
import { RenderingFields } from './RenderingFields.tsx';
import { leftOutWords } from './removed-words.ts';
import { Splits } from './Splits.tsx';

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
        // Another form starts from its own trainer, and from the labels that it is made for.
        onChange={(name) => onChange({ form: name, variant: '', labels: null })}
      />
      {form !== undefined && form.variants.length > 1 && (
        <Select
          label="For which trainer?"
          options={form.variants.map(({ name, title }) => ({ value: name, label: title }))}
          value={draft.variant === '' ? (form.variants[0]?.name ?? null) : draft.variant}
          onChange={(variant) => onChange({ variant })}
        />
      )}
      <TranscriptsChoice
        filter={draft.filter}
        hint={leftOut('filter')}
        onChange={(filter) => onChange({ filter })}
      />
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
      <Figures shown={shown} draft={draft} problems={problems} leavesOut={leavesOut} onChange={onChange} />
      {shown.has('pairs') && (
        <Choices
          question="Which pairs?"
          hint="of each transcript"
          choices={PAIRS}
          value={draft.pairs}
          onChange={(value) => value !== null && onChange({ pairs: value })}
        />
      )}
      <LeavingOut shown={shown} draft={draft} leavesOut={leavesOut} onChange={onChange} />
      {shown.has('tool_turns') && <RenderingFields draft={draft} onChange={onChange} />}
      <FileFields draft={draft} problems={problems} onChange={onChange} />
      <Splits draft={draft} problems={problems} onChange={onChange} />
      <Folder {...props} />
    </>
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
