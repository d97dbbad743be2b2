import { Checkbox } from '../../kit/Checkbox.tsx';
import styles from './Team.module.css';

interface GraderChoiceProps {
  question: string;
  graders: readonly { name: string; after?: string }[];
  chosen: readonly string[];
  onChange(chosen: string[]): void;
}

/** Some of the graders. */
export function GraderChoice({ question, graders, chosen, onChange }: GraderChoiceProps) {
  return (
    <fieldset>
      <legend className={styles.heading}>{question}</legend>
      <div className={styles.choices}>
        {graders.map(({ name, after }) => (
          <Checkbox
            key={name}
            label={name}
            {...(after !== undefined && { after })}
            checked={chosen.includes(name)}
            onChange={(isChosen) =>
              onChange(isChosen ? [...chosen, name] : chosen.filter((each) => each !== name))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
