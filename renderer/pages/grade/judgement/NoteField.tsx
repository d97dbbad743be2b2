import { useKeyOf } from '../../../commands/CommandsProvider.tsx';
import { GrowingText } from '../../../kit/GrowingText.tsx';
import { KeyCaps } from '../../../kit/KeyCaps.tsx';
import { setField } from '../label-changes.ts';
import type { Grading } from '../useGrading.ts';
import styles from './Judgement.module.css';

interface NoteFieldProps {
  grading: Grading;
  /** Shows a message of the transcript. */
  onMessage(message: number): void;
}

/** Messages that a note speaks of: `#21` is message 21, 20 counted from 0. */
function messagesIn(note: string): number[] {
  return [...new Set([...note.matchAll(/#([1-9]\d{0,6})\b/g)].map(([, number]) => Number(number) - 1))];
}

/** A note for others, of any stage; `N` goes there. What it says of a message, as `#21`, leads to it. */
export function NoteField({ grading, onMessage }: NoteFieldProps) {
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
      {messagesIn(body.note).map((message) => (
        <button key={message} type="button" className={styles.noteLink} onClick={() => onMessage(message)}>
          #{message + 1}
        </button>
      ))}
    </div>
  );
}
