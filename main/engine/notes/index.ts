import { ShriveError } from '../../../shared/contract/errors.ts';
import type { Notes } from '../../../shared/contract/notes.ts';
import type { NoteRevision } from '../../../shared/domain/note.ts';
import { newId, now } from '../clock.ts';
import { revisionHash } from '../hash.ts';
import { getItem, type Item } from '../labels/item.ts';
import { mayHearOthers, recordCoordinatorLook, recordOthersLook } from '../labels/released.ts';
import { os } from '../procedures.ts';
import { signChainEnd } from '../provenance/sign-chain.ts';
import type { Session } from '../session.ts';
import { inTransaction } from '../store/handles.ts';
import { findChainEnd } from '../store/logs.ts';
import { appendNoteRevision, findNote, listNotes } from '../store/notes.ts';

/** Before the submit a grader sees only their own, and not how many others there are. */
function visibleNotes(session: Session, item: Item): NoteRevision[] {
  const all = listNotes(session.store, item.hash);
  const grader = session.graderOrNobody;
  return mayHearOthers(session, item) ? all : all.filter(({ author }) => author === grader && author !== '');
}

function describe(session: Session, item: Item): Notes {
  const visible = visibleNotes(session, item);
  if (visible.some(({ author }) => author !== session.graderOrNobody)) recordOthersLook(session, item.hash);
  return {
    notes: visible.flatMap(({ note, author, text, reply_to, created_at: at, revision }) =>
      text === null
        ? []
        : [
            {
              note,
              author,
              text,
              reply_to,
              at,
              is_edited: revision > 1,
              is_own: author === session.graderOrNobody,
            },
          ],
    ),
    has_all: mayHearOthers(session, item),
  };
}

/** A note that this session may know of, or as if there were none. */
function getVisibleNote(session: Session, item: Item, note: string): NoteRevision {
  const found = visibleNotes(session, item).find((each) => each.note === note);
  if (found !== undefined) return found;
  throw new ShriveError(
    'NOTE_NOT_FOUND',
    'There is no such note on this item. It may have been withdrawn meanwhile.',
  );
}

function append(
  session: Session,
  { hash, hex }: Item,
  made: Pick<NoteRevision, 'note' | 'text' | 'reply_to'>,
): void {
  const store = session.writableStore;
  const { grader: author, signer } = session;
  inTransaction(store, () => {
    const unsigned: Omit<NoteRevision, 'hash'> = {
      id: newId(),
      note: made.note,
      confession: hex,
      author,
      revision: (findNote(store, hash, made.note)?.revision ?? 0) + 1,
      text: made.text,
      reply_to: made.reply_to,
      created_at: now(),
      device: signer.device,
      previous_hash: findChainEnd(store, 'notes', author, signer.device),
    };
    const revision = { ...unsigned, hash: revisionHash(unsigned) };
    appendNoteRevision(store, revision);
    signChainEnd(store, signer, 'notes', revision);
  });
}

/** Changes or withdraws a note: its author's alone. */
function change(session: Session, item: Item, note: string, text: string | null): void {
  const before = getVisibleNote(session, item, note);
  if (before.author !== session.grader) {
    throw new ShriveError(
      'NOTE_NOT_YOURS',
      `This note is ${before.author}'s: only they can change or withdraw it. Answer it instead.`,
    );
  }
  append(session, item, { note, text, reply_to: before.reply_to });
}

export const notesProcedures = {
  list: os.notes.list.handler(({ input, context: { session } }) => {
    const item = getItem(session, input.confession);
    recordCoordinatorLook(session, item.hash);
    return describe(session, item);
  }),

  add: os.notes.add.handler(({ input, context: { session } }) => {
    const item = getItem(session, input.confession);
    if (input.reply_to !== null) getVisibleNote(session, item, input.reply_to);
    append(session, item, { note: newId(), text: input.text, reply_to: input.reply_to });
    return describe(session, item);
  }),

  edit: os.notes.edit.handler(({ input, context: { session } }) => {
    const item = getItem(session, input.confession);
    change(session, item, input.note, input.text);
    return describe(session, item);
  }),

  withdraw: os.notes.withdraw.handler(({ input, context: { session } }) => {
    const item = getItem(session, input.confession);
    change(session, item, input.note, null);
    return describe(session, item);
  }),
};
