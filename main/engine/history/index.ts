import type { DoneDay } from '../../../shared/contract/history.ts';
import { getItem } from '../labels/item.ts';
import { os } from '../procedures.ts';
import type { Session } from '../session.ts';
import { inTransaction, type ReadableStore } from '../store/handles.ts';
import {
  activeTimeOfDay,
  activeTimesOf,
  addActiveTime,
  countDone,
  type DoneRow,
  findNewer,
  listDone,
  whenDone,
} from '../store/history.ts';
import { dayOf, momentsOf } from './days.ts';

/** The last submitted items that the pace is taken from, and how few are too few to say. */
const PACE_ITEMS = 20;
const PACE_LEAST = 3;

function describeDay(store: ReadableStore, grader: string, day: string): DoneDay {
  const { from, to } = momentsOf(day);
  return { day, ...countDone(store, grader, from, to), active_ms: activeTimeOfDay(store, grader, day) };
}

function describe({ outcome_strict: strict, outcome_lenient: lenient, ...row }: DoneRow) {
  return { ...row, day: dayOf(new Date(row.at)), outcome: { strict, lenient } };
}

function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return middle === undefined || sorted.length < PACE_LEAST ? null : middle;
}

function findBeside(session: Session, hex: string | undefined, direction: 'older' | 'newer') {
  const { store, graderOrNobody: grader } = session;
  const confession = hex === undefined ? undefined : Buffer.from(hex, 'hex');
  const at = confession === undefined ? undefined : whenDone(store, grader, confession);
  if (confession === undefined || hex === undefined || at == null) {
    // What is not among them stands after all.
    return hex !== undefined && direction === 'newer' ? undefined : listDone(store, { grader }, 1)[0];
  }
  if (direction === 'newer') return findNewer(store, grader, { at, confession });
  return listDone(store, { grader, after: { at, confession: hex } }, 1)[0];
}

export const historyProcedures = {
  list: os.history.list.handler(({ input, context: { session } }) => {
    const { store, graderOrNobody: grader } = session;
    const moments = input.day === undefined ? { from: undefined, to: undefined } : momentsOf(input.day);
    const { after, states, search, limit } = input;
    const rows = listDone(store, { grader, after, states, search, ...moments }, limit);
    const items = rows.map(describe);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items,
      days: [...new Set(items.map(({ day }) => day))].map((day) => describeDay(store, grader, day)),
      after: last === undefined ? null : { at: last.at, confession: last.confession },
    };
  }),

  beside: os.history.beside.handler(({ input, context: { session } }) => {
    const found = findBeside(session, input.confession, input.direction);
    if (found === undefined) return null;
    const { confession, transcript_id, confession_id } = found;
    return { confession, transcript_id, confession_id };
  }),

  addActiveTime: os.history.addActiveTime.handler(({ input, context: { session } }) => {
    const item = getItem(session, input.confession);
    const store = session.writableStore;
    const { grader } = session;
    const spent = { ...input, grader, day: dayOf(new Date()), confession: item.hash };
    inTransaction(store, () => addActiveTime(store, spent));
    return { active_ms: activeTimesOf(store, grader, item.hash) };
  }),

  pace: os.history.pace.handler(({ context: { session } }) => {
    const { store, graderOrNobody: grader } = session;
    const times = listDone(store, { grader, states: ['submitted'] }, PACE_ITEMS)
      .map((row) => row.active_ms)
      .filter((ms) => ms > 0);
    return {
      today: describeDay(store, grader, dayOf(new Date())),
      active_ms_per_item: median(times),
      items: times.length,
    };
  }),
};
