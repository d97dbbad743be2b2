import type { ExportOptions } from '../../../shared/contract/exports.ts';
import { Choices } from '../../kit/Choices.tsx';
import { TextField } from '../../kit/Field.tsx';
import { Select } from '../../kit/Select.tsx';
import type { ExportFormProps } from './ExportForm.tsx';
import type { ExportDraft } from './export-form.ts';
import { NumberField } from './NumberField.tsx';

const FORMATS: readonly { value: ExportDraft['format']; label: string; meaning: string }[] = [
  {
    value: 'usual',
    label: 'As its trainer reads it',
    meaning: 'Parquet, where JSON Lines is not asked for.',
  },
  { value: 'parquet', label: 'Parquet', meaning: 'Typed columns, small files.' },
  { value: 'jsonl', label: 'JSON Lines', meaning: 'A row a line; Shrive reads labels back from it.' },
];
const COMPRESSIONS: readonly { value: ExportOptions['compression']; label: string }[] = [
  { value: 'default', label: 'As usual' },
  { value: 'none', label: 'Not at all' },
  { value: 'gzip', label: 'gzip' },
  { value: 'zstd', label: 'zstd' },
];

/** What lies in the folder. */
export function FileFields({
  draft,
  problems,
  onChange,
}: Pick<ExportFormProps, 'draft' | 'problems' | 'onChange'>) {
  return (
    <>
      <Choices
        question="Which kind of file?"
        choices={FORMATS}
        value={draft.format}
        onChange={(value) => value !== null && onChange({ format: value })}
      />
      <Select
        label="Packed"
        options={COMPRESSIONS}
        value={draft.compression}
        onChange={(compression) => onChange({ compression })}
      />
      <NumberField
        label="Megabytes of a file"
        hint="A larger one is followed by another."
        value={draft.shard_mb}
        error={problems.shard_mb}
        onChange={(shard_mb) => onChange({ shard_mb })}
      />
      <TextField
        label="Licence of the texts"
        hint="For the head of the dataset card, as cc-by-4.0; empty: unknown."
        spellCheck={false}
        error={problems.licence}
        value={draft.licence}
        onChange={(event) => onChange({ licence: event.target.value })}
      />
    </>
  );
}
