import { useKeyOf } from '../../../commands/CommandsProvider.tsx';
import { setField } from '../../../grading/label-changes.ts';
import { GrowingText } from '../../../kit/GrowingText.tsx';
import { KeyCaps } from '../../../kit/KeyCaps.tsx';
import { type Permalink, permalinksIn } from '../../../transcript/permalinks.ts';
import type { Grading } from '../useGrading.ts';
import styles from './Judgement.module.css';

interface NoteFieldProps {
  grading: Grading;
  /** Shows the message that a link names. */
  onLink(link: Permalink): void;
}

/** A note for others, of any stage; `N` goes there. What it says of a message, as `#21`, leads to it. */
export function NoteField({ grading, onLink }: NoteFieldProps) {
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
      {permalinksIn(body.note, grading.item.transcript_id).map((link) => (
        <button key={link.words} type="button" className={styles.noteLink} onClick={() => onLink(link)}>
          {link.words}
        </button>
      ))}
    </div>
  );
}
