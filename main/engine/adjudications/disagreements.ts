import {
  type Disagreement,
  disagreementOf,
  type StandingLabel,
} from '../../../shared/adjudicating/disagreement.ts';
import type { DisagreementState } from '../../../shared/contract/adjudications.ts';
import type { LabelRevision } from '../../../shared/domain/label.ts';
import { listCurrentAdjudications, type StandingAdjudication } from '../store/adjudications.ts';
import { horizonOf } from '../store/dataset.ts';
import type { ReadableStore } from '../store/handles.ts';
import {
  lastLabelNumber,
  listLabelledSince,
  listStandingAfter,
  listStandingLabels,
} from '../store/standing-labels.ts';
import { hasConfession } from '../store/transcripts.ts';

/** What disagrees, kept while a dataset is open. Labels are only ever added: what is new is read, and nothing else. */

interface Judged extends Disagreement {
  /** Ids of the labels' revisions. */
  labels: readonly string[];
}

interface Known {
  upTo: number;
  byConfession: Map<string, Judged>;
}

const known = new WeakMap<ReadableStore, Promise<Known>>();

export function standingLabel({ id, state, body, reason }: LabelRevision): StandingLabel {
  return { id, body, reason, state: state === 'flagged' ? 'flagged' : 'submitted' };
}

function judge({ byConfession }: Known, confession: Buffer, labels: readonly LabelRevision[]): void {
  const hex = confession.toString('hex');
  const found = disagreementOf(labels.map(standingLabel));
  if (found === undefined) byConfession.delete(hex);
  else byConfession.set(hex, { ...found, labels: labels.map(({ id }) => id) });
}

/** Confessions read at once: what else is asked of the engine waits no longer than that. */
const AT_ONCE = 200;
const othersTurn = () => new Promise((resolve) => setImmediate(resolve));

/** Reads all that was said. What comes in meanwhile has a higher number, and is read on from there. */
async function readAll(store: ReadableStore): Promise<Known> {
  const read: Known = { upTo: lastLabelNumber(store), byConfession: new Map() };
  for (let after: Buffer | undefined = Buffer.alloc(0); after !== undefined; ) {
    const { standing, last } = listStandingAfter(store, after, AT_ONCE);
    for (const { confession, labels } of standing) judge(read, confession, labels);
    after = last;
    await othersTurn();
  }
  return read;
}

async function disagreements(store: ReadableStore): Promise<ReadonlyMap<string, Judged>> {
  let reading = known.get(store);
  if (reading === undefined) {
    reading = readAll(store);
    known.set(store, reading);
    // The next who asks tries again.
    reading.catch(() => known.delete(store));
  }
  const read = await reading;
  const last = lastLabelNumber(store);
  if (read.upTo < last)
    for (const confession of listLabelledSince(store, read.upTo))
      judge(read, confession, listStandingLabels(store, confession));
  read.upTo = last;
  return read.byConfession;
}

/** An item that waits, or that was decided about. */
export interface QueuedDisagreement extends Disagreement {
  confession: string;
  state: DisagreementState;
  labels: number;
  changed: boolean;
  adjudication: StandingAdjudication | undefined;
}

/** Whether labels have come, gone or changed since something was decided upon them. */
export function isChanged(decidedUpon: readonly string[], standing: readonly string[]): boolean {
  return [...decidedUpon].sort().join() !== [...standing].sort().join();
}

/**
 * All disagreements, the dearest first; ties in the order of the confessions' hashes, so that every copy has the same.
 * What was decided keeps its place.
 */
export async function listDisagreements(store: ReadableStore): Promise<QueuedDisagreement[]> {
  const judged = await disagreements(store);
  const decided = new Map(
    listCurrentAdjudications(store).map((each) => [each.confession.toString('hex'), each]),
  );
  const { confession: horizon } = horizonOf(store);
  return [...new Set([...judged.keys(), ...decided.keys()])]
    .filter((confession) => hasConfession(store, Buffer.from(confession, 'hex'), horizon))
    .map((confession): QueuedDisagreement => {
      const found = judged.get(confession);
      const adjudication = decided.get(confession);
      const labels =
        found?.labels ?? listStandingLabels(store, Buffer.from(confession, 'hex')).map(({ id }) => id);
      const isDecided = adjudication !== undefined && adjudication.state !== 'reopened';
      return {
        confession,
        cost: found?.cost ?? 0,
        reasons: found?.reasons ?? [],
        state: adjudication?.state ?? 'open',
        labels: labels.length,
        changed: isDecided && isChanged(adjudication.labels, labels),
        adjudication,
      };
    })
    .sort((one, other) => other.cost - one.cost || (one.confession < other.confession ? -1 : 1));
}

/** Whether somebody still has to decide. */
export function isWaiting({ state }: { state: DisagreementState }): boolean {
  return state === 'open' || state === 'reopened';
}
