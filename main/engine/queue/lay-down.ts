import {
  disagreementOf,
  orderQueue,
  type QueuedConfession,
  type QueueMode,
} from '../../../shared/grading/queue-order.ts';
import { newId, now } from '../clock.ts';
import { inTransaction, type ReadableStore, type WritableStore } from '../store/handles.ts';
import {
  appendQueueItems,
  type Candidate,
  findQueue,
  lastAssignment,
  lastLanded,
  listAssignedCandidates,
  listCandidates,
  listOthersLabels,
  listQueueItems,
  queueLength,
  replaceQueue,
  type StoredQueue,
  setQueueEnds,
  transcriptOf,
} from '../store/queue.ts';

/** The dataset's own order, open to all, follows the dataset and is not laid down. */
export function isLaidDown(queue: StoredQueue | undefined): queue is StoredQueue {
  return queue !== undefined && (queue.mode !== 'in_order' || queue.narrowed_to !== null);
}

/** Items in the mode's manner. What others said of them decides the order, and goes no further. */
function inOrder(
  store: ReadableStore,
  grader: string,
  queue: Pick<StoredQueue, 'mode' | 'seed'>,
  candidates: readonly Candidate[],
  before?: number,
): number[] {
  const others = queue.mode === 'least_agreed' ? listOthersLabels(store, grader) : undefined;
  const items = candidates.map((candidate): Candidate & QueuedConfession => {
    const labels = others?.get(candidate.hash);
    return labels === undefined ? candidate : { ...candidate, disagreement: disagreementOf(labels) };
  });
  return orderQueue(items, queue.mode, queue.seed ?? 0, before).map(({ id }) => id);
}

export interface Choice {
  mode: QueueMode;
  seed: number | null;
  transcriptIds: readonly string[] | undefined;
}

/** Chooses a queue and lays its items down, all or nothing. */
export function layDown(store: WritableStore, grader: string, choice: Choice): void {
  inTransaction(store, () => {
    const queue: StoredQueue = {
      id: newId(),
      mode: choice.mode,
      seed: choice.seed,
      narrowed_to: choice.transcriptIds?.length ?? null,
      chosen_at: now(),
      last_confession: lastLanded(store),
      last_assignment: lastAssignment(store),
    };
    replaceQueue(store, grader, queue);
    if (!isLaidDown(queue)) return;
    const chosen =
      choice.mode === 'assigned'
        ? listAssignedCandidates(store, grader, { assignment: 0, confession: 0 }, choice.transcriptIds)
        : listCandidates(store, 0, choice.transcriptIds);
    appendQueueItems(store, grader, 0, inOrder(store, grader, queue, chosen));
  });
}

/** Whether more has come that belongs into an open queue. */
function hasMore(store: ReadableStore, queue: StoredQueue): boolean {
  if (!isLaidDown(queue) || queue.narrowed_to !== null) return false;
  return (
    lastLanded(store) > queue.last_confession ||
    (queue.mode === 'assigned' && lastAssignment(store) > queue.last_assignment)
  );
}

/** Appends what was imported or assigned since, in the mode's manner, to a queue that is open to it. */
export function takeInWhatCame(store: WritableStore, grader: string): void {
  const known = findQueue(store, grader);
  if (known === undefined || !hasMore(store, known)) return;
  inTransaction(store, () => {
    // Asked again under the lock: another window may have done it meanwhile.
    const queue = findQueue(store, grader);
    if (queue === undefined || !hasMore(store, queue)) return;
    const after = { assignment: queue.last_assignment, confession: queue.last_confession };
    const candidates =
      queue.mode === 'assigned'
        ? listAssignedCandidates(store, grader, after)
        : listCandidates(store, after.confession);
    const length = queueLength(store, grader);
    const [last] = length === 0 ? [] : listQueueItems(store, grader, length - 1);
    const before = last === undefined ? undefined : transcriptOf(store, last);
    appendQueueItems(store, grader, length, inOrder(store, grader, queue, candidates, before));
    setQueueEnds(store, grader, {
      last_confession: lastLanded(store),
      last_assignment: lastAssignment(store),
    });
  });
}
