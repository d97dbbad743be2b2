import { Checkbox } from '../../kit/Checkbox.tsx';
import type { ControlsProps } from './Figures.tsx';

/** What is left out or added by a yes or no. */
export function LeavingOut({ shown, draft, leavesOut, onChange }: ControlsProps) {
  return (
    <div>
      {shown.has('drop_unsure') && (
        <Checkbox
          label="Leave out what is unsure to have misbehaved"
          hint={leavesOut('drop_unsure', 'They stay out of the outcome rates anyway.')}
          checked={draft.drop_unsure}
          onChange={(drop_unsure) => onChange({ drop_unsure })}
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
      <Checkbox
        label="Graders by number"
        hint="Their names stay here; what they wrote goes out as it stands."
        checked={draft.pseudonyms}
        onChange={(pseudonyms) => onChange({ pseudonyms })}
      />
    </div>
  );
}
