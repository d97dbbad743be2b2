import styles from './ExportForm.module.css';
import type { ExportFormProps } from './ExportForm.tsx';
import { NumberField } from './NumberField.tsx';

export interface ControlsProps extends Pick<ExportFormProps, 'draft' | 'onChange'> {
  /** The controls that mean something to the form. */
  shown: ReadonlySet<string>;
  /** What a control leaves out now, in words, or else what it is for. */
  leavesOut(control: string, otherwise: string): string;
}

/** From which figures on something is taken. */
export function Figures({
  shown,
  draft,
  problems,
  leavesOut,
  onChange,
}: ControlsProps & Pick<ExportFormProps, 'problems'>) {
  return (
    <div className={styles.figures}>
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
    </div>
  );
}
