import type { LabelRevision } from '../../../shared/domain/label.ts';
import { type ReadableStore, statement } from './handles.ts';

/** Labels that stand of a confession: submitted, or flagged for somebody else. What is disagreed about is read from them. */

const STANDING = `
  SELECT c.confession, r.record FROM current_labels c JOIN label_revisions r ON r.number = c.revision_number
  WHERE c.state IN ('submitted', 'flagged')`;

/** Of one confession, by grader. */
export function listStandingLabels(store: ReadableStore, confession: Buffer): LabelRevision[] {
  const rows = statement(store, `${STANDING} AND c.confession = ? ORDER BY c.grader`).all(confession) as {
    record: string;
  }[];
  return rows.map(({ record }) => JSON.parse(record) as LabelRevision);
}

/** The number of the newest label revision here, 0 where there is none: what came later has a higher one. */
export function lastLabelNumber(store: ReadableStore): number {
  return statement(store, 'SELECT coalesce(max(number), 0) FROM label_revisions').pluck().get() as number;
}

/** Confessions about which a label has said something after a number. */
export function listLabelledSince(store: ReadableStore, number: number): Buffer[] {
  return statement(store, 'SELECT DISTINCT confession FROM label_revisions WHERE number > ?')
    .pluck()
    .all(number) as Buffer[];
}

/** All standing labels, confession by confession. Streams. */
export function* iterateStandingLabels(
  store: ReadableStore,
): Generator<{ confession: Buffer; labels: LabelRevision[] }> {
  const rows = store.prepare(`${STANDING} ORDER BY c.confession, c.grader`).iterate();
  let group: { confession: Buffer; labels: LabelRevision[] } | undefined;
  for (const { confession, record } of rows as IterableIterator<{ confession: Buffer; record: string }>) {
    if (group === undefined || !group.confession.equals(confession)) {
      if (group !== undefined) yield group;
      group = { confession, labels: [] };
    }
    group.labels.push(JSON.parse(record) as LabelRevision);
  }
  if (group !== undefined) yield group;
}
