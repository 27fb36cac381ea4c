import { systemClock, type Clock } from '../clock.ts';

/** A clock that the sample's story winds forward. What waits, waits in real time. */
export class SteppedClock implements Clock {
  #now: number;

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, call: () => void): () => void {
    return systemClock.after(ms, call);
  }

  /** Winds to a moment. @throws RangeError when it lies in the past: a log never goes back */
  windTo(at: number): void {
    if (at < this.#now) throw new RangeError('the clock only goes forward');
    this.#now = at;
  }

  /** Winds forward by minutes and seconds. */
  pass(minutes: number, seconds = 0): void {
    this.#now += minutes * 60_000 + seconds * 1000;
  }
}
