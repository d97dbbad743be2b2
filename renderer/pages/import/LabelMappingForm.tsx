import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { LabelsSuggestion } from '../../../shared/contract/label-files.ts';
import type { LabelMapping } from '../../../shared/mapping/label-mapping.ts';
import { Path } from '../../../shared/mapping/mapping.ts';
import { api } from '../../client.ts';
import { TextField } from '../../kit/Field.tsx';
import { plural } from '../../kit/format.ts';
import { KeepLabelMapping, KeptLabelMappings } from './KeptLabelMappings.tsx';
import styles from './LabelMappingForm.module.css';
import { LabelQuestion } from './LabelQuestion.tsx';
import { rowsOf } from './label-draft.ts';

interface LabelMappingFormProps {
  suggestion: LabelsSuggestion;
  mapping: LabelMapping;
  onChange(mapping: LabelMapping): void;
}

const TOOLS = {
  'label-studio': 'Label Studio',
  argilla: 'Argilla',
  rows: 'A row for each label',
} as const;

/** What the questions of another tool mean: proposed, corrected by a person, with what would be taken below. */
export function LabelMappingForm({ suggestion, mapping, onChange }: LabelMappingFormProps) {
  const { survey, reasons } = suggestion;
  const listId = useId();
  const rubric = useQuery(api.rubrics.get.queryOptions({ input: {} }));
  const categories = rubric.data?.categories.map(({ id, title }) => ({ id, title })) ?? [];
  const path = (field: 'transcript' | 'confession', label: string, hint: string) => {
    const value = mapping[field] ?? '';
    const seen = survey.paths.find((each) => each.path === value);
    const names = field === 'transcript' ? seen?.transcripts : seen?.confessions;
    const isPath = value === '' ? field === 'confession' : Path.safeParse(value).success;
    return (
      <TextField
        label={label}
        mono
        list={listId}
        autoComplete="off"
        spellCheck={false}
        value={value}
        hint={
          names === undefined || names === 0
            ? hint
            : `${plural(names, 'record')} looked up: found in the dataset.`
        }
        error={isPath ? undefined : 'Write a path, as a.b[0].'}
        onChange={(event) => {
          const { [field]: _before, ...rest } = mapping;
          const given = event.target.value;
          const next = given === '' && field === 'confession' ? rest : { ...rest, [field]: given };
          onChange(next as LabelMapping);
        }}
      />
    );
  };
  return (
    <form
      className={styles.form}
      aria-label="What its questions mean"
      onSubmit={(event) => event.preventDefault()}
    >
      <datalist id={listId}>
        {survey.paths.map((found) => (
          <option key={found.path} value={found.path} />
        ))}
      </datalist>
      <p className={styles.caption}>
        {TOOLS[survey.tool]}: {plural(survey.labels, 'label')} in {plural(survey.records, 'record')}
        {survey.set_aside > 0 && `, ${plural(survey.set_aside, 'answer')} skipped or unfinished`}
      </p>
      <KeptLabelMappings tool={survey.tool} onTake={onChange} />
      <div className={styles.items}>
        {path('transcript', 'Name of the transcript', 'Where a record says of which transcript it is.')}
        {path('confession', 'Name of the confession', 'Empty: the transcript has one.')}
      </div>
      <ul className={styles.questions}>
        {rowsOf(survey.questions, mapping).map((row) => (
          <LabelQuestion
            key={row.name}
            row={row}
            mapping={mapping}
            categories={categories}
            questions={rubric.data?.questions ?? []}
            paths={listId}
            reason={reasons.find(({ question }) => question === row.name)?.reason}
            onChange={onChange}
          />
        ))}
      </ul>
      <KeepLabelMapping mapping={mapping} onName={(given) => onChange({ ...mapping, name: given })} />
    </form>
  );
}
