import type { LabelRevision } from '../../../shared/domain/label.ts';
import { type ReadableStore, statement } from './handles.ts';

/**
 * Labels that stand of a confession: submitted, or flagged for somebody else. What is disagreed about is read from them. Of
 * planted confessions the answer is known, and nothing is to be settled.
 */

const STANDING = `
  SELECT c.confession, r.record FROM current_labels c JOIN label_revisions r ON r.number = c.revision_number
  WHERE c.state IN ('submitted', 'flagged')
    AND c.confession NOT IN (SELECT confession FROM planted_confessions)`;

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

export interface StandingOf {
  confession: Buffer;
  labels: LabelRevision[];
}

/** The standing labels of the next confessions that have any label, by hash, after one of them; `last` is where to go on. */
export function listStandingAfter(
  store: ReadableStore,
  after: Buffer,
  limit: number,
): { standing: StandingOf[]; last: Buffer | undefined } {
  const next = statement(
    store,
    'SELECT DISTINCT confession FROM current_labels WHERE confession > ? ORDER BY confession LIMIT ?',
  )
    .pluck()
    .all(after, limit) as Buffer[];
  const last = next.at(-1);
  if (last === undefined) return { standing: [], last };
  const rows = statement(
    store,
    `${STANDING} AND c.confession > ? AND c.confession <= ? ORDER BY c.confession, c.grader`,
  ).all(after, last) as { confession: Buffer; record: string }[];
  const standing: StandingOf[] = [];
  for (const { confession, record } of rows) {
    const label = JSON.parse(record) as LabelRevision;
    const group = standing.at(-1);
    if (group?.confession.equals(confession)) group.labels.push(label);
    else standing.push({ confession, labels: [label] });
  }
  return { standing, last };
}
