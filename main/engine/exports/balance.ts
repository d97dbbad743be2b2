import type { ExportOptions } from '../../../shared/contract/exports.ts';
import { sha256 } from '../hash.ts';
import type { ExportRow } from './form.ts';
import { splitOf } from './split.ts';

/** A row's place in the draw: by seed and key alone, so that the order of imports does not matter. */
function drawOf(key: string, seed: number): number {
  return sha256(`shrive-balance-1\n${seed}\n${key}`).readUIntBE(0, 6);
}

/**
 * Which rows stay so that each split has as many of label true as of label false. Counts all rows beforehand; none of
 * their texts is read for it. Rows without a label stay.
 */
export function keptByBalance(
  rows: Iterable<ExportRow>,
  { seed, splits }: ExportOptions,
): (row: ExportRow) => boolean {
  const sides = new Map<string, { true: number[]; false: number[] }>();
  for (const { family, key, label, removed } of rows) {
    if (removed !== undefined || key === undefined || label === undefined) continue;
    const split = splitOf(family, seed, splits);
    const side = sides.get(split) ?? { true: [], false: [] };
    sides.set(split, side);
    side[label ? 'true' : 'false'].push(drawOf(key, seed));
  }
  const last = new Map(
    [...sides].map(([split, { true: yes, false: no }]) => {
      const fewer = Math.min(yes.length, no.length);
      const edge = (draws: number[]) => draws.sort((one, other) => one - other)[fewer - 1] ?? -1;
      return [split, { true: edge(yes), false: edge(no) }];
    }),
  );
  return ({ family, key, label }) => {
    if (key === undefined || label === undefined) return true;
    const edges = last.get(splitOf(family, seed, splits));
    return edges !== undefined && drawOf(key, seed) <= edges[label ? 'true' : 'false'];
  };
}
