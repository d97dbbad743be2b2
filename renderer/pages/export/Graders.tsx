import { Checkbox } from '../../kit/Checkbox.tsx';
import { formatCount } from '../../kit/format.ts';
import styles from './ExportForm.module.css';
import type { ExportFormProps } from './ExportForm.tsx';

/** Whose labels, with how many of each go out now. */
export function Graders({
  draft,
  graders,
  onChange,
}: Pick<ExportFormProps, 'draft' | 'graders' | 'onChange'>) {
  const sorted = [...graders].sort((one, other) => one.name.localeCompare(other.name));
  const names = sorted.map((grader) => grader.name);
  const chosen = draft.graders ?? names;
  const toggle = (name: string) => {
    const next = chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name];
    // At least one: an empty list would mean all of them to the engine.
    if (next.length > 0) onChange({ graders: names.every((each) => next.includes(each)) ? null : next });
  };
  return (
    <fieldset>
      <legend className={styles.legend}>Whose labels?</legend>
      {sorted.map(({ name, labels }) => (
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
