import { sha256 } from '../hash.ts';
import { findFact } from '../store/dataset.ts';
import type { ReadableStore } from '../store/handles.ts';
import { listGraders } from '../store/labels.ts';
import type { Row } from './form.ts';

/** Names a grader in an export. */
export type Naming = (grader: string) => string;

/**
 * Graders by number. The order is by a hash of dataset and name, so that it neither follows the alphabet nor changes
 * between the exports of one dataset.
 */
export function pseudonymsOf(store: ReadableStore, graders: readonly string[]): Naming {
  const dataset = findFact(store, 'id') ?? '';
  const names = [...new Set([...listGraders(store).map(({ name }) => name), ...graders])];
  const order = names
    .map((name) => ({ name, place: sha256(`shrive-pseudonym-1\n${dataset}\n${name}`).toString('hex') }))
    .sort((one, other) => (one.place < other.place ? -1 : 1));
  const numbers = new Map(order.map(({ name }, index) => [name, `grader-${index + 1}`]));
  return (grader) => numbers.get(grader) ?? 'grader-0';
}

/** What graders said of each item in the order of their numbers: rows in the order of names would say who is who. */
export function inOrderOfNumbers<Each extends { revision: { grader: string } }>(
  said: readonly Each[],
  itemOf: (each: Each) => unknown,
  naming: Naming,
): Each[] {
  const number = ({ revision }: Each) => naming(revision.grader);
  return [...Map.groupBy(said, itemOf).values()].flatMap((ofItem) =>
    ofItem.sort((one, other) => (number(one) < number(other) ? -1 : 1)),
  );
}

/** Whose names could be found out by trying: the hashes are of what is signed with the name, ids and devices are theirs alone. */
const TELLING = ['id', 'previous_hash', 'hash', 'device'];

/** The row with graders by number, and without what would give their names away. */
export function withPseudonyms(row: Row, naming: Naming): Row {
  const named = { ...row };
  if (typeof row.grader === 'string') {
    named.grader = naming(row.grader);
    for (const field of TELLING) if (field in row) named[field] = null;
  }
  const { metadata } = row;
  const labels = (metadata as { labels?: unknown } | null | undefined)?.labels;
  if (row.input !== undefined && Array.isArray(labels)) {
    named.metadata = {
      ...(metadata as Row),
      labels: labels.map((label: Row) => ({ ...label, grader: naming(String(label.grader)) })),
    };
  }
  return named;
}
