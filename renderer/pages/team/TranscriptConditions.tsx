import { useQuery } from '@tanstack/react-query';
import type { TranscriptFilter } from '../../../shared/contract/transcripts.ts';
import { api } from '../../client.ts';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { TextField } from '../../kit/Field.tsx';
import { formatCount } from '../../kit/format.ts';
import styles from './Team.module.css';

interface TranscriptConditionsProps {
  filter: TranscriptFilter;
  onChange(filter: TranscriptFilter): void;
}

/** Which transcripts: by words, models and environments, as the table filters them. */
export function TranscriptConditions({ filter, onChange }: TranscriptConditionsProps) {
  const facets = useQuery(api.transcripts.facets.queryOptions({ input: { filter } })).data;
  const withList = (key: 'models' | 'environments', values: string[]) => {
    const { [key]: _before, ...rest } = filter;
    onChange(values.length === 0 ? rest : { ...rest, [key]: values });
  };
  return (
    <>
      <TextField
        label="Only transcripts with these words"
        hint="As the table finds them; empty: all."
        value={filter.search ?? ''}
        maxLength={500}
        onChange={(event) => {
          const { search: _before, ...rest } = filter;
          onChange(event.target.value === '' ? rest : { ...rest, search: event.target.value });
        }}
      />
      <Values
        question="Only these models"
        values={facets?.models ?? []}
        chosen={filter.models ?? []}
        onChange={(values) => withList('models', values)}
      />
      <Values
        question="Only these environments"
        values={facets?.environments ?? []}
        chosen={filter.environments ?? []}
        onChange={(values) => withList('environments', values)}
      />
    </>
  );
}

interface ValuesProps {
  question: string;
  values: readonly { value: string; count: number }[];
  chosen: readonly string[];
  onChange(values: string[]): void;
}

/** Nothing where there is nothing to tell apart. */
function Values({ question, values, chosen, onChange }: ValuesProps) {
  if (values.length < 2 && chosen.length === 0) return null;
  return (
    <fieldset>
      <legend className={styles.heading}>{question}</legend>
      <div className={styles.choices}>
        {values.map(({ value, count }) => (
          <Checkbox
            key={value}
            label={value}
            after={formatCount(count)}
            checked={chosen.includes(value)}
            onChange={(isChosen) =>
              onChange(isChosen ? [...chosen, value] : chosen.filter((each) => each !== value))
            }
          />
        ))}
      </div>
      <p className={styles.why}>None chosen: all of them.</p>
    </fieldset>
  );
}
