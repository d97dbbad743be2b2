/** Nobody nests data deeper; what does is made to break parsers and writers that call themselves. */
export const MAX_DEPTH = 256;

/** Whether a parsed value nests lists and objects deeper than `levels`. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const inner of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof inner === 'object' && inner !== null && isDeeperThan(inner, levels - 1)) return true;
  }
  return false;
}
