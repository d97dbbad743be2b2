/**
 * The value with U+FFFD for each half of a surrogate pair, as texts cut in an emoji end in. It cannot be written in UTF-8,
 * and most readers of JSON give up a whole file at the escape of one.
 */
export function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.toWellFormed(), wellFormed(inner)]),
  );
}
