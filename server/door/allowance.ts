import type { Clock } from '../clock.ts';

/** Messages a connection may send at once, and how many come back per second. */
const BURST = 100;
const PER_SECOND = 20;

/** What one connection may still send: a bucket that refills. */
export class Allowance {
  readonly #clock: Clock;
  #left = BURST;
  #filledAt: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#filledAt = clock.now();
  }

  /** Whether one more message is allowed now. */
  take(): boolean {
    const now = this.#clock.now();
    this.#left = Math.min(BURST, this.#left + ((now - this.#filledAt) / 1000) * PER_SECOND);
    this.#filledAt = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
