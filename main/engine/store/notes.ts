import type { NoteRevision } from '../../../shared/domain/note.ts';
import { type ReadableStore, statement, type WritableStore } from './handles.ts';

/** The current revision of every note on a confession that was not withdrawn, in the order they were begun. */
export function listNotes(store: ReadableStore, confession: Buffer): NoteRevision[] {
  const rows = statement(
    store,
    `SELECT record FROM note_revisions r WHERE confession = @confession AND NOT EXISTS (
       SELECT 1 FROM note_revisions n WHERE n.confession = r.confession AND n.note = r.note
         AND (n.revision > r.revision OR (n.revision = r.revision AND n.id > r.id)))
     ORDER BY note`,
  ).all({ confession }) as { record: string }[];
  return rows.map(({ record }) => JSON.parse(record) as NoteRevision).filter(({ text }) => text !== null);
}

/** The newest revision of a note, withdrawn or not. */
export function findNote(store: ReadableStore, confession: Buffer, note: string): NoteRevision | undefined {
  const row = statement(
    store,
    'SELECT record FROM note_revisions WHERE confession = ? AND note = ? ORDER BY revision DESC, id DESC LIMIT 1',
  ).get(confession, note) as { record: string } | undefined;
  return row && (JSON.parse(row.record) as NoteRevision);
}

/** Adds a revision. Adding the same again changes nothing. */
export function appendNoteRevision(store: WritableStore, revision: NoteRevision): 'added' | 'existing' {
  const { changes } = statement(
    store,
    `INSERT INTO note_revisions
       (id, note, confession, author, revision, device, created_at, hash, previous_hash, record)
     VALUES (@id, @note, @confession, @author, @revision, @device, @createdAt, @hash, @previousHash, @record)
     ON CONFLICT (id) DO NOTHING`,
  ).run({
    id: revision.id,
    note: revision.note,
    confession: Buffer.from(revision.confession, 'hex'),
    author: revision.author,
    revision: revision.revision,
    device: revision.device,
    createdAt: revision.created_at,
    hash: Buffer.from(revision.hash, 'hex'),
    previousHash: revision.previous_hash === null ? null : Buffer.from(revision.previous_hash, 'hex'),
    record: JSON.stringify(revision),
  });
  return changes === 0 ? 'existing' : 'added';
}
