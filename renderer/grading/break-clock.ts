import type { BreakReminder } from '../../shared/contract/settings.ts';

const MINUTE_MS = 60_000;
/** Who was away for so long has had a break. */
const BREAK_MS = 5 * MINUTE_MS;

const AFTER: Record<BreakReminder, { ms: number } | { items: number } | undefined> = {
  off: undefined,
  '25_minutes': { ms: 25 * MINUTE_MS },
  '45_minutes': { ms: 45 * MINUTE_MS },
  '60_minutes': { ms: 60 * MINUTE_MS },
  '90_minutes': { ms: 90 * MINUTE_MS },
  '25_items': { items: 25 },
};

/** How much somebody has done since the last break. */
export class BreakClock {
  #activeMs = 0;
  #items = 0;
  #lastAt = 0;

  spent(activeMs: number, at: number): void {
    if (at - this.#lastAt - activeMs >= BREAK_MS) this.reset();
    this.#lastAt = at;
    this.#activeMs += activeMs;
  }

  /** What was told could not be kept: it is told again with the next. */
  givenBack(activeMs: number): void {
    this.#activeMs = Math.max(0, this.#activeMs - activeMs);
  }

  itemDone(): void {
    this.#items += 1;
  }

  /** What to say where a break is due: "45 minutes of grading". */
  dueWords(reminder: BreakReminder): string | undefined {
    const after = AFTER[reminder];
    if (after === undefined) return undefined;
    if ('items' in after) return this.#items >= after.items ? `${this.#items} items` : undefined;
    return this.#activeMs >= after.ms ? `${Math.floor(this.#activeMs / MINUTE_MS)} minutes` : undefined;
  }

  /** A break was taken, or declined: it is counted from here. */
  reset(): void {
    this.#activeMs = 0;
    this.#items = 0;
  }
}

/** This window's. */
export const breakClock = new BreakClock();
