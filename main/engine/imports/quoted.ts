/** How much of what stood there an error shows, in UTF-16 units. */
const MAX_SHOWN = 200;

/** A value of a file as an error message shows it: JSON, cut. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN - 1)}…`;
}
