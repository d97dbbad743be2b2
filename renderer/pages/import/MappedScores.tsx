import { Plus, X } from 'lucide-react';
import { Button } from '../../kit/Button.tsx';
import { TextField } from '../../kit/Field.tsx';
import { IconButton } from '../../kit/IconButton.tsx';
import styles from './MappingForm.module.css';
import type { ScoreDraft } from './mapping-draft.ts';

interface ScoresProps {
  scores: readonly ScoreDraft[];
  listId: string;
  problem: string | undefined;
  onChange(scores: ScoreDraft[]): void;
}

/** The scores of judges that a mapping names, with the scale of each. */
export function MappedScores({ scores, listId, problem, onChange }: ScoresProps) {
  const set = (index: number, part: Partial<ScoreDraft>) =>
    onChange(scores.map((score, at) => (at === index ? { ...score, ...part } : score)));
  return (
    <fieldset className={styles.scores}>
      <legend className={styles.legend}>Judge scores</legend>
      {scores.map((score, index) => {
        const which = `of score ${index + 1}`;
        const field = (part: keyof ScoreDraft, label: string) => (
          <TextField
            label={
              <>
                {label}
                <span className="unseen"> {which}</span>
              </>
            }
            mono={part === 'path'}
            {...(part === 'path' && { list: listId })}
            inputMode={part === 'low' || part === 'high' ? 'decimal' : 'text'}
            autoComplete="off"
            value={score[part]}
            onChange={(event) => set(index, { [part]: event.target.value })}
          />
        );
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a score is its place in the list
          <div key={index} className={styles.score}>
            {field('judge', 'Judge')}
            {field('path', 'Path')}
            {field('low', 'From')}
            {field('high', 'To')}
            <IconButton
              icon={X}
              label={`Take score ${index + 1} away`}
              onClick={() => onChange(scores.filter((_, at) => at !== index))}
            />
          </div>
        );
      })}
      {problem !== undefined && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <Button
        size="small"
        icon={Plus}
        onClick={() => onChange([...scores, { judge: '', path: '', low: '0', high: '1' }])}
      >
        Add a judge score
      </Button>
    </fieldset>
  );
}
