import { ShriveError } from '../../../shared/contract/errors.ts';
import { os } from '../procedures.ts';
import { countQueue, findQueued, placeInQueue } from '../store/queue.ts';
import { findConfession } from '../store/transcripts.ts';

/** A number before and after all confessions. */
const BEFORE_ALL = 0;
const AFTER_ALL = Number.MAX_SAFE_INTEGER;

export const queueProcedures = {
  next: os.queue.next.handler(({ input, context: { session } }) => {
    const { store } = session;
    const scope = { grader: session.graderOrNobody, chosen: input.transcript_ids };
    const { direction, open_only: openOnly } = input;
    const start = direction === 'next' ? BEFORE_ALL : AFTER_ALL;
    let from = start;
    if (input.from !== undefined) {
      const found = findConfession(store, Buffer.from(input.from, 'hex'));
      if (found === undefined)
        throw new ShriveError('CONFESSION_NOT_FOUND', 'There is no such confession in this dataset.');
      from = found.confession.id;
    }
    // Looking for what is open goes round once: what was passed over at the beginning comes again at the end.
    const found =
      findQueued(store, scope, from, direction, openOnly) ??
      (openOnly && from !== start ? findQueued(store, scope, start, direction, openOnly) : undefined);
    if (found === undefined) return null;
    return {
      confession: found.hash.toString('hex'),
      transcript_id: found.transcript_id,
      confession_id: found.confession_id,
      state: found.state,
      ...placeInQueue(store, scope, found.id),
    };
  }),

  progress: os.queue.progress.handler(({ input, context: { session } }) => {
    const counts = countQueue(session.store, {
      grader: session.graderOrNobody,
      chosen: input.transcript_ids,
    });
    return { ...counts, total: Object.values(counts).reduce((sum, count) => sum + count, 0) };
  }),
};
