import { useKeyOf } from '../../../commands/CommandsProvider.tsx';
import { GrowingText } from '../../../kit/GrowingText.tsx';
import { KeyCaps } from '../../../kit/KeyCaps.tsx';
import { setField } from '../label-changes.ts';
import type { Grading } from '../useGrading.ts';
import styles from './Judgement.module.css';

/** A note for others, of any stage; `N` goes there. */
export function NoteField({ grading }: { grading: Grading }) {
  const key = useKeyOf('grade.note');
  const { body, change, stage, isOpen } = grading;
  if (!isOpen && body.note === '') return null;
  return (
    <div className={styles.note}>
      {key !== undefined && isOpen && <KeyCaps shortcut={key} />}
      <GrowingText
        id="grade-note"
        aria-label="Note"
        placeholder="A note for others"
        value={body.note}
        disabled={!isOpen}
        className={styles.noteText}
        onChange={(event) => change(setField('note', event.target.value, stage))}
      />
    </div>
  );
}
