/** A seed short enough to be said and typed. */
export function anySeed(): number {
  return 1 + Math.floor(Math.random() * 99_999);
}
