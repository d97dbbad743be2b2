/** Days as the grader lives them: from midnight to midnight where this machine is. */

const two = (number: number) => String(number).padStart(2, '0');

/** The day of a moment, as `2026-03-31`. */
export function dayOf(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The first moment of a day and that of the next, in UTC, for comparing with stored times. */
export function momentsOf(day: string): { from: string; to: string } {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  // Not 24 hours on: a day with a change of the clocks is longer or shorter.
  return {
    from: new Date(year, month - 1, date).toISOString(),
    to: new Date(year, month - 1, date + 1).toISOString(),
  };
}
