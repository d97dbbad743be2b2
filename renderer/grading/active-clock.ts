/** Without a key, a pointer or a wheel for so long, nobody is at work. */
const IDLE_AFTER_MS = 60_000;
/** What still counts of a silence that long: the last look before somebody left. */
const GRACE_MS = 5_000;

/**
 * Counts the time in which somebody is at work, from signs of life with their moments. The time between two signs
 * counts whole where it is short enough to be reading; of a longer silence only a grace does. So what has passed since
 * the last sign is not known yet: it counts when the next one comes.
 */
export class ActiveClock {
  #lastSign: number | undefined;
  #counted = 0;

  /** A key, a pointer, a wheel; or the window came back. */
  sign(at: number): void {
    this.#settle(at);
    this.#lastSign = at;
  }

  /** The window is hidden, or left: nothing counts before the next sign. */
  pause(at: number): void {
    this.#settle(at);
    this.#lastSign = undefined;
  }

  #settle(at: number): void {
    if (this.#lastSign === undefined) return;
    // A clock that was set back counts nothing.
    const silence = Math.max(0, at - this.#lastSign);
    this.#counted += silence < IDLE_AFTER_MS ? silence : GRACE_MS;
  }

  /** What has gathered, in whole milliseconds; counting begins anew. */
  take(): number {
    const taken = Math.floor(this.#counted);
    this.#counted -= taken;
    return taken;
  }

  /** What was taken could not be kept. */
  giveBack(ms: number): void {
    this.#counted += ms;
  }
}
