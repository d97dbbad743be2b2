import type { LabelBody, Violation } from '../domain/label.ts';
import { closenessOf } from '../grading/match-violations.ts';

/** One label of an item that several people graded. */
export interface GradedLabel {
  /** Of its revision: two labels never have the same. */
  id: string;
  body: LabelBody;
}

/** One violation as it stands in several labels. */
export interface AlignedViolation {
  /** `v1`, `v2` … in the order of the rows; the settled label has it under this id. */
  id: string;
  /** By label id; a label that has not found it is missing. */
  found: ReadonlyMap<string, Violation>;
}

/** What was found before the judgement turned to "no" does not count. */
function violationsOf({ misbehaved, violations }: LabelBody): readonly Violation[] {
  return misbehaved === 'no' ? [] : violations;
}

interface Placed {
  label: string;
  at: number;
  violation: Violation;
}

/** The closest pairs first; ties go to those that stand at the same places, then to the label ids. */
function pairsOf(all: readonly Placed[]) {
  return all
    .flatMap((one, index) =>
      all.slice(index + 1).flatMap((other) => {
        if (one.label === other.label) return [];
        const closeness = closenessOf(one.violation, other.violation);
        return closeness.close === 0 ? [] : [{ one, other, ...closeness }];
      }),
    )
    .sort(
      (a, b) =>
        b.close - a.close ||
        b.share - a.share ||
        a.one.at + a.other.at - (b.one.at + b.other.at) ||
        Math.abs(a.one.at - a.other.at) - Math.abs(b.one.at - b.other.at),
    );
}

const earliest = (group: readonly Placed[]) => Math.min(...group.map(({ at }) => at));

/**
 * Brings the violations of any number of labels together where they mean the same: as `matchViolations` does for two.
 * In no group is a label twice. The order in which the labels are given does not matter.
 */
export function alignViolations(labels: readonly GradedLabel[]): AlignedViolation[] {
  const inOrder = [...labels].sort((one, other) => (one.id < other.id ? -1 : 1));
  const all = inOrder.flatMap(({ id, body }) =>
    violationsOf(body).map((violation, at): Placed => ({ label: id, at, violation })),
  );
  const groupOf = new Map(all.map((each) => [each, [each]]));
  for (const { one, other } of pairsOf(all)) {
    const [first, second] = [groupOf.get(one) ?? [], groupOf.get(other) ?? []];
    if (first === second) continue;
    const labelsOfFirst = new Set(first.map(({ label }) => label));
    if (second.some(({ label }) => labelsOfFirst.has(label))) continue;
    const joined = [...first, ...second];
    for (const each of joined) groupOf.set(each, joined);
  }
  // As they were found: what all put first stands first. `all` is in the order of the label ids, so ties are too.
  return [...new Set(all.map((each) => groupOf.get(each) ?? []))]
    .sort((one, other) => earliest(one) - earliest(other) || other.length - one.length)
    .map((group, index) => ({
      id: `v${index + 1}`,
      found: new Map(group.map(({ label, violation }) => [label, violation])),
    }));
}
