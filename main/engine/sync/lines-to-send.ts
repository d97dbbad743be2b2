import type { ReadableStore } from '../store/handles.ts';
import { LOG_NAMES, LOGS, type LogName } from '../store/logs.ts';
import { listOwn, listOwnKeys, listOwnSignatures } from '../store/packing.ts';
import { highestRevisionNumber, listRevisionsAfter, type SentTo } from '../store/syncing.ts';
import type { UnitedRow } from '../store/union.ts';
import { BundleLine } from './bundle-file.ts';

/** What a folder has not seen of this dataset yet. */
export interface ToSend {
  lines: BundleLine[];
  counts: Record<LogName, number>;
  /** How far the folder has seen it once the lines lie there. */
  sent: SentTo;
}

function hexRow(row: UnitedRow): Record<string, string | number | null> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, Buffer.isBuffer(value) ? value.toString('hex') : value]),
  );
}

/**
 * The revisions after what was sent, without those that came out of the folder itself, and with them whose they are:
 * keys, signatures, times and looks of those who said them. With a name, only of that person.
 */
export function linesToSend(
  store: ReadableStore,
  sent: SentTo,
  received: ReadonlySet<string>,
  person: string | undefined,
): ToSend {
  const lines: BundleLine[] = [];
  const counts = Object.fromEntries(LOG_NAMES.map((log) => [log, 0])) as Record<LogName, number>;
  const people = new Set<string>();
  const ends = { ...sent };
  for (const log of LOG_NAMES) {
    ends[log] = highestRevisionNumber(store, log);
    for (const { record } of listRevisionsAfter(store, log, sent[log], person)) {
      const revision = JSON.parse(record) as { hash: string } & Record<string, unknown>;
      if (received.has(revision.hash)) continue;
      lines.push({ kind: log, revision } as unknown as BundleLine);
      counts[log] += 1;
      people.add(String(revision[LOGS[log].person]));
    }
  }
  for (const name of [...people].sort()) {
    const add = (kind: BundleLine['kind'], rows: readonly UnitedRow[]) => {
      for (const row of rows) lines.push(BundleLine.parse({ kind, row: hexRow(row) }));
    };
    add('signing_keys', listOwnKeys(store, name));
    add('chain_signatures', listOwnSignatures(store, name));
    add('active_times', listOwn(store, name, 'active_times'));
    add('exposures', listOwn(store, name, 'exposures'));
  }
  return { lines, counts, sent: ends };
}
