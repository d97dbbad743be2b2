import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type Ref, useImperativeHandle, useRef, useState } from 'react';
import type { Note } from '../../shared/contract/notes.ts';
import { api, client } from '../client.ts';
import { Button } from '../kit/Button.tsx';
import { TextArea } from '../kit/Field.tsx';
import { formatMomentAndTime } from '../kit/format.ts';
import styles from './ItemNotes.module.css';

export interface ItemNotesHandle {
  /** Into the field, to write. */
  write(): void;
}

interface Thread {
  note: Note;
  answers: readonly Note[];
}

/** Notes with what answers them; an answer to a note that was withdrawn stands for itself. */
function threadsOf(notes: readonly Note[]): Thread[] {
  const rootOf = (note: Note): Note => {
    const before = notes.find(({ note: id }) => id === note.reply_to);
    return before === undefined ? note : rootOf(before);
  };
  return notes
    .filter((note) => rootOf(note) === note)
    .map((note) => ({ note, answers: notes.filter((each) => each !== note && rootOf(each) === note) }));
}

/** What people say to each other about an item. A grader sees those of others once the item is submitted. */
export function ItemNotes({ confession, ref }: { confession: string; ref?: Ref<ItemNotesHandle> }) {
  const queries = useQueryClient();
  const options = api.notes.list.queryOptions({ input: { confession } });
  const { data } = useQuery(options);
  const [text, setText] = useState('');
  const [about, setAbout] = useState<{ note: Note; isEdit: boolean }>();
  const [problem, setProblem] = useState<string>();
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => ({ write: () => field.current?.focus() }));
  const keep = async (act: () => Promise<typeof data>) => {
    setProblem(undefined);
    try {
      const after = await act();
      queries.setQueryData(options.queryKey, after);
      return true;
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      return false;
    }
  };
  const begin = (note: Note, isEdit: boolean) => {
    setAbout({ note, isEdit });
    if (isEdit) setText(note.text);
    field.current?.focus();
  };
  const send = async () => {
    if (text.trim() === '') return;
    const isKept = await keep(() =>
      about?.isEdit === true
        ? client.notes.edit({ confession, note: about.note.note, text })
        : client.notes.add({ confession, text, reply_to: about?.note.note ?? null }),
    );
    // What could not be kept stays in the field.
    if (!isKept) return;
    setText('');
    setAbout(undefined);
  };
  const one = (note: Note) => (
    <OneNote
      note={note}
      onAnswer={() => begin(note, false)}
      onEdit={() => begin(note, true)}
      onWithdraw={() => void keep(() => client.notes.withdraw({ confession, note: note.note }))}
    />
  );
  const doing = about?.isEdit === true ? 'Change the note' : 'Answer';
  return (
    <section className={styles.notes} aria-label="Notes">
      <h2 className={styles.title}>Notes</h2>
      {threadsOf(data?.notes ?? []).map(({ note, answers }) => (
        <div key={note.note} className={styles.thread}>
          {one(note)}
          {answers.map((answer) => (
            <div key={answer.note} className={styles.answer}>
              {one(answer)}
            </div>
          ))}
        </div>
      ))}
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <TextArea
          ref={field}
          label={
            about === undefined ? 'A note for the others' : `${doing}: “${about.note.text.slice(0, 60)}”`
          }
          rows={1}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.preventDefault();
              event.currentTarget.blur();
            }
            // Ctrl+Enter sends the note, and nothing else of the page, while one writes here.
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              event.stopPropagation();
              void send();
            }
          }}
        />
        {problem !== undefined && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <div className={styles.acts}>
          <Button size="small" type="submit">
            {about === undefined ? 'Add the note' : about.isEdit ? 'Keep the change' : 'Add the answer'}
          </Button>
          {about !== undefined && (
            <Button
              size="small"
              kind="quiet"
              onClick={() => {
                setAbout(undefined);
                setText('');
              }}
            >
              A new note instead
            </Button>
          )}
        </div>
      </form>
    </section>
  );
}

function OneNote({
  note: { author, text, at, is_edited, is_own },
  onAnswer,
  onEdit,
  onWithdraw,
}: {
  note: Note;
  onAnswer(): void;
  onEdit(): void;
  onWithdraw(): void;
}) {
  const shown = text.slice(0, 40);
  return (
    <article className={styles.note}>
      <p className={styles.who}>
        <b>{author}</b> {formatMomentAndTime(at)}
        {is_edited && ', changed'}
      </p>
      <p className={styles.text}>{text}</p>
      <p className={styles.acts}>
        <Button size="small" kind="link" aria-label={`Answer “${shown}”`} onClick={onAnswer}>
          Answer
        </Button>
        {is_own && (
          <>
            <Button size="small" kind="link" aria-label={`Change “${shown}”`} onClick={onEdit}>
              Change
            </Button>
            <Button size="small" kind="link" aria-label={`Withdraw “${shown}”`} onClick={onWithdraw}>
              Withdraw
            </Button>
          </>
        )}
      </p>
    </article>
  );
}
