import { randomInt } from 'node:crypto';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { Queue, QueueChoice } from '../../../shared/contract/queue.ts';
import { os } from '../procedures.ts';
import type { Session } from '../session.ts';
import { countTranscripts } from '../store/dataset.ts';
import { listQueuedTranscripts, nameItem } from '../store/queue.ts';
import { findConfession } from '../store/transcripts.ts';
import { filteredTranscriptIds } from '../transcripts/index.ts';
import { layDown } from './lay-down.ts';
import { type QueueView, queueView } from './queue-view.ts';

/** Short enough to be said and typed; graders who choose none get different ones all the same. */
const SEEDS = 100_000;

function viewOf(session: Session): QueueView {
  const { store } = session;
  const writable = session.opened?.readOnly === false ? session.writableStore : undefined;
  return queueView(store, session.graderOrNobody, writable);
}

function describe(session: Session, view: QueueView): Queue {
  return {
    mode: view.queue?.mode ?? 'in_order',
    seed: view.queue?.seed ?? null,
    narrowed_to: view.queue?.narrowed_to ?? null,
    transcripts: countTranscripts(session.store),
    total: view.length,
  };
}

function confessionNumber(session: Session, hex: string): number {
  const found = findConfession(session.store, Buffer.from(hex, 'hex'));
  if (found === undefined)
    throw new ShriveError('CONFESSION_NOT_FOUND', 'There is no such confession in this dataset.');
  return found.confession.id;
}

/** The nearest open place beside `place`, going round once; -1 where there is none but itself. */
function openBeside(view: QueueView, place: number, by: 1 | -1): number {
  const start = by === 1 ? 0 : view.length - 1;
  const from = place === -1 ? start : place + by;
  const found = view.findOpen(from, by);
  return found === -1 ? view.findOpen(start, by) : found;
}

/** The transcripts that a choice narrows the queue to; undefined where it is open to all. */
function narrowedTo(session: Session, choice: QueueChoice): string[] | undefined {
  const { transcript_ids: ids, filter, keep_narrowed } = choice;
  const before = keep_narrowed === true ? viewOf(session).queue : undefined;
  const lists = [
    ...(ids === undefined ? [] : [ids]),
    ...(filter === undefined ? [] : [filteredTranscriptIds(session, filter)]),
    ...(before == null || before.narrowed_to === null
      ? []
      : [listQueuedTranscripts(session.store, session.grader)]),
  ].map((list) => new Set(list));
  const [first, ...others] = lists;
  return first && [...first].filter((id) => others.every((other) => other.has(id)));
}

export const queueProcedures = {
  choose: os.queue.choose.handler(({ input, context: { session } }) => {
    const { mode } = input;
    const transcriptIds = narrowedTo(session, input);
    layDown(session.writableStore, session.grader, {
      mode,
      seed: mode === 'in_order' ? null : (input.seed ?? randomInt(1, SEEDS)),
      transcriptIds,
    });
    return describe(session, viewOf(session));
  }),

  current: os.queue.current.handler(({ context: { session } }) => describe(session, viewOf(session))),

  next: os.queue.next.handler(({ input, context: { session } }) => {
    const view = viewOf(session);
    const by = input.direction === 'next' ? 1 : -1;
    const from = input.from === undefined ? -1 : view.placeOf(confessionNumber(session, input.from));
    const beside = from === -1 ? (by === 1 ? 0 : view.length - 1) : from + by;
    const place = input.open_only ? openBeside(view, from, by) : beside;
    const id = view.at(place);
    if (id === undefined) return null;
    return { ...nameItem(session.store, id), state: view.stateOf(id), index: place, total: view.length };
  }),

  place: os.queue.place.handler(({ input, context: { session } }) => {
    const view = viewOf(session);
    const place = view.placeOf(confessionNumber(session, input.confession));
    const name = (at: number) => {
      const id = view.at(at);
      return id === undefined || at === place ? null : nameItem(session.store, id);
    };
    return {
      index: place === -1 ? null : place,
      total: view.length,
      next: name(place + 1),
      previous: place === -1 ? null : name(place - 1),
      next_open: name(openBeside(view, place, 1)),
    };
  }),

  progress: os.queue.progress.handler(({ context: { session } }) => viewOf(session).progress()),
};
